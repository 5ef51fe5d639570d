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
# How much of the end is looked at: enough for the blanks that some programs leave there.
_END = 1 << 10


def is_open(text: str) -> bool:
    """Whether a text ends in the middle of a line; a closing quote ends a cell as surely as a line break ends a line."""
    return not text[-_END:].rstrip(" \t\x1a").endswith(("\n", "\r", '"'))


def is_doubtful(header: Line, body: Sequence[Line]) -> bool:
    """Whether the last of the lines, which has no end, could be longer. Raises ``ContractBreach`` if it looks cut short.

    It looks cut beside its neighbours: a cell is missing, or its last one is shorter than that of every other line.
    """
    if not body:
        return False
    width, line = len(header.cells), body[-1]
    last = line.cells[width - 1] if len(line.cells) >= width else ""
    others = [cell for other in body[:-1] if len(other.cells) >= width and (cell := other.cells[width - 1])]
    if len(line.cells) < width or (others and len(last) < min(map(len, others))):
        shown = line.cells[-1] if line.cells else ""
        raise ContractBreach(
            f"La última línea (fila {line.number}) no termina en salto de línea y parece cortada: su último dato es «{shown}». "
            "Compárela con el original y reenvíe el archivo con esa línea terminada (Intro al final).",
            f"The last line (row {line.number}) does not end in a line break and looks cut short: its last value is '{shown}'. "
            "Compare it with the original and resend the file with that line ended (Enter at its end).",
        )
    is_known = {len(cell) for cell in others} == {len(last)} or (not last[-1:].isdigit() and last in others)
    return bool(last) and not is_known
