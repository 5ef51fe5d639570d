"""A work list that comes back: the sender's own sheet with our additions, which are never read as data.

Belongs here: how our additions look (the column of reasons, the protecting apostrophe, the name of a list that is only a part)
and how the readers undo them. Does not belong here: writing the lists (``orchestration.work_lists.work_list``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from sources.breach import ContractBreach
from sources.text import fold

if TYPE_CHECKING:
    from sources.sheet import Line

REASON_HEADING = "MOTIVO"
# A list of the observed lines alone would replace the whole edition by a few lines. So its name and its heading mark the list,
# and the readers refuse it.
PARTIAL_SUFFIX = "__solo-observadas"
PARTIAL_HEADING = "MOTIVO (solo las filas observadas: esta lista no reemplaza al archivo; corrija el archivo y envíelo entero)"
# Spreadsheets and our own lists put an apostrophe before a text that would otherwise run as a formula.
_PROTECTED = re.compile(r"'[=+\-@\t\r]")


def is_reason(heading: str) -> bool:
    """Whether a heading is the one of our column of reasons, however it is written: «MOTIVO», «Motivo»."""
    return fold(heading) == fold(REASON_HEADING)


def without_reasons(header: Line, below: Iterable[Line]) -> tuple[Line, list[Line]]:
    """The header and the lines below it with the cells of our column blank; every other cell keeps its position."""
    ours = {index for index, cell in enumerate(header.cells) if is_reason(cell)}
    if not ours:
        return header, list(below)
    return _blank(header, ours), [_blank(line, ours) for line in below]


def _blank(line: Line, columns: set[int]) -> Line:
    return replace(line, cells=tuple("" if index in columns else cell for index, cell in enumerate(line.cells)))


def unprotected(cell: str) -> str:
    """``cell`` without the one apostrophe that kept a spreadsheet from running it: «'=1+1» is the text «=1+1»."""
    return cell[1:] if _PROTECTED.match(cell) else cell


def refuse_partial(name: str, headings: Iterable[str] = ()) -> None:
    """Raise ``ContractBreach`` when a file, by its name without extension or by its headings, is a list of some lines only."""
    partial = fold(PARTIAL_HEADING)
    if name.endswith(PARTIAL_SUFFIX) or any(fold(heading) == partial for heading in headings):
        raise ContractBreach(
            "Esta lista trae solo las filas observadas y no reemplaza al archivo. "
            "Corrija esas filas en el archivo original y envíelo entero, con su nombre de siempre.",
            "This list holds the observed rows only and does not replace the file. "
            "Correct those rows in the original file and send it whole, under its usual name.",
        )
