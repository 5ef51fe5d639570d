"""A text whose last line has no end: was it cut on its way?

A cut copy ends anywhere, also in the middle of a number: «42900» becomes «42». The line is believed only if it could not be
longer.
"""

from __future__ import annotations

from collections.abc import Sequence

from sources.breach import ContractBreach
from sources.sheet import Line

# In ``Sheet.marks``: the text ends without the end of its last line.
OPEN_END = "open_end"


def is_open(text: str) -> bool:
    """Whether a text ends in the middle of a line; a closing quote ends a cell as surely as a line break ends a line."""
    return not text.rstrip(" \t\x1a").endswith(("\n", "\r", '"'))


def refuse_cut(header: Line, body: Sequence[Line]) -> None:
    """Raise ``ContractBreach`` if the last of the lines, which has no end, may be cut short."""
    if not body or _is_whole(header, body):
        return
    line = body[-1]
    last = line.cells[-1] if line.cells else ""
    raise ContractBreach(
        f"La última línea (fila {line.number}) no termina en salto de línea y su último dato, «{last}», puede estar cortado. "
        "Compárela con el original y reenvíe el archivo con esa línea terminada (Intro al final).",
        f"The last line (row {line.number}) does not end in a line break and its last value, '{last}', may be cut short. "
        "Compare it with the original and resend the file with that line ended (Enter at its end).",
    )


def _is_whole(header: Line, body: Sequence[Line]) -> bool:
    """Whether the line has all its cells and the last one is as long as all others of its column, or the same as one."""
    width = len(header.cells)
    last = body[-1].cells
    if len(last) < width:
        return False
    others = [line.cells[width - 1] for line in body[:-1] if len(line.cells) >= width]
    cell = last[width - 1]
    return bool(others) and ({len(other) for other in others} == {len(cell)} or (not cell[-1:].isdigit() and cell in others))
