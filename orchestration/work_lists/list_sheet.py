"""The sheet of a work list: the sender's own lines with MOTIVO as one more column, as text and as a book.

Belongs here: where every cell of the sender stands in the list. Does not belong here: which file has a list, where the list is
written, and whether the list says the same as the file (``work_list.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports.spreadsheet import BookSheet
from sources.landing import LandingFile
from sources.number_marks import NumberMarks
from sources.returned_list import REASON_HEADING, is_reason
from sources.sheet import Sheet
from sources.workbook import workbook_grids

# A whole number that a spreadsheet stores without changing its text; others stay texts.
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,14}")
_BREAKS = re.compile(r"\r\n|\r|\n")

Cells = Sequence[object]


@dataclass(frozen=True)
class ListLines:
    """A sheet with its reasons: (number of the line, cells) in order, and where MOTIVO stands (row and column from 0)."""

    lines: list[tuple[int, list[object]]]
    reasons_at: tuple[int, int]


def with_reasons(lines: Iterable[tuple[int, Cells]], header: int, reasons: Mapping[int, str]) -> ListLines | None:
    """The lines with MOTIVO as last column, in place of a MOTIVO that came back; ``None`` if no line is observed."""
    ours: set[int] = set()
    width = at = n_observed = 0
    made: list[tuple[int, list[object]]] = []
    for number, cells in lines:
        if number == header:
            ours = {index for index, cell in enumerate(cells) if is_reason(str(cell))}
            width, at = len(cells) - len(ours), len(made)
        kept = [cell for index, cell in enumerate(cells) if number < header or index not in ours]
        if number == header:
            kept.append(REASON_HEADING)
        elif number > header and any(str(cell).strip() for cell in kept):
            n_observed += number in reasons
            kept = [*kept[:width], *[""] * (width - len(kept)), reasons.get(number, "")]
        made.append((number, kept))
    return ListLines(made, (at, width)) if n_observed else None


def spaced(text: ListLines, sheet: Sheet) -> Iterable[list[object]]:
    """The cells of every line, with the line breaks put back that the reader trimmed off: later lines keep their numbers."""
    after = [line.number for line in sheet.lines[1:]]
    for (number, cells), following in zip(text.lines, [*after, None], strict=True):
        breaks = sum(len(_BREAKS.findall(str(cell))) for cell in cells)
        missing = 0 if following is None or sheet.name else following - number - 1 - breaks
        yield [f"{cells[0]}{chr(10) * missing}", *cells[1:]] if cells and missing > 0 else cells


def book_of_text(file: LandingFile, sheet: Sheet, text: ListLines, marks: NumberMarks) -> list[BookSheet]:
    """The book of a text file: every line on its number; whole numbers as numbers where the file writes decimals likewise."""
    rows: list[list[object]] = [[] for _ in range(sheet.lines[-1].number)]
    for number, cells in text.lines:
        rows[number - 1] = [_number_or_text(cell) if marks.decimal == "." else cell for cell in cells]
    at = (text.lines[text.reasons_at[0]][0] - 1, text.reasons_at[1])
    return [BookSheet(file.contract.layout.sheet or "Lista", rows, at, as_text=True)]


def _number_or_text(cell: object) -> object:
    return int(cell) if isinstance(cell, str) and _WHOLE.fullmatch(cell) else cell


def same_book(file: LandingFile, sheet: Sheet, header: int, reasons: Mapping[int, str]) -> list[BookSheet]:
    """Every sheet of a book with its cells as stored, numbers and dates included; reasons on the one that holds the table."""
    book: list[BookSheet] = []
    for name, grid in workbook_grids(file.path)[0]:
        made = with_reasons(enumerate(grid, start=1), header, reasons) if name == sheet.name else None
        book.append(BookSheet(name, [cells for _, cells in made.lines], made.reasons_at) if made else BookSheet(name, grid))
    return book
