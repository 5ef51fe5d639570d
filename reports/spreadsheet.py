"""CSV and XLSX as people open them: accents stay, and no text of a source is ever run as a formula.

Belongs here: writing rows of plain values into one file. Does not belong here: which rows, and any sentence.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

# A cell that begins like this would be run as a formula by a spreadsheet.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# A signed number, or the dash of a table: a spreadsheet runs neither as a formula.
_SIGNED_NUMBER = re.compile(r"[+-][0-9][0-9.,' \u00a0\u2009\u202f]*%?|-")
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_LONGEST_TEXT = 32_767
_REASON_WIDTH = 70


@dataclass(frozen=True)
class BookSheet:
    """One sheet of a book, as it lies: ``rows[0]`` is row 1, empty texts and ``None`` are empty cells.

    ``reasons``: (row of the heading, column), from 0, of the column that says what to correct; it stands out.
    ``as_text``: texts that look like numbers stay texts, and so does what a person types into an empty cell.
    """

    name: str
    rows: Sequence[Sequence[object]]
    reasons: tuple[int, int] | None = None
    as_text: bool = False


class _Exact(float):
    """A number with all its digits: the writer prints 16, a spreadsheet stores 17."""

    def __format__(self, _: str) -> str:
        return repr(float(self))


def write_csv(path: Path, names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """CSV that Excel opens with its accents (UTF-8 with BOM) and whose texts are never formulas."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(names)
        writer.writerows([_csv_cell(value) for value in row] for row in rows)


def write_sheet_csv(path: Path, rows: Iterable[Sequence[str]], delimiter: str = ",") -> None:
    """A sheet for its sender: his own lines under his own delimiter, every cell quoted; signed numbers stay numbers.

    Any other text that a spreadsheet would run gets an apostrophe, which the readers take off again.
    """
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL)
        writer.writerows([cell if _SIGNED_NUMBER.fullmatch(cell) else _csv_cell(cell) for cell in row] for row in rows)


def write_book(path: Path, sheets: Sequence[BookSheet]) -> None:
    """A book for its sender, cell by cell where it was. Raises ``ValueError`` for what a spreadsheet cannot hold."""
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxWriterException

    options = {**_OPTIONS, "default_date_format": "dd/mm/yyyy"}
    try:
        with xlsxwriter.Workbook(str(path), options) as workbook:
            workbook.set_properties({"created": datetime(2000, 1, 1)})
            for sheet in sheets:
                _write_book_sheet(workbook, sheet)
    except XlsxWriterException as error:
        raise ValueError(f"{path.name}: {error}") from error


def _write_book_sheet(workbook: Any, sheet: BookSheet) -> None:
    worksheet = workbook.add_worksheet(sheet.name)
    worksheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    text = workbook.add_format({"num_format": "@"}) if sheet.as_text else None
    moment = workbook.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"})
    stands_out = workbook.add_format({"bg_color": "#FFF4DC", "text_wrap": True, "valign": "top"})
    if text:
        worksheet.set_column(0, max((len(row) for row in sheet.rows), default=1), None, text)
    if sheet.reasons:
        heading, at = sheet.reasons
        worksheet.set_column(at, at, _REASON_WIDTH)
        worksheet.freeze_panes(heading + 1, 0)
    for number, row in enumerate(sheet.rows):
        for column, value in enumerate(row):
            if value is None or value == "":
                continue
            if isinstance(value, str) and len(value) > _LONGEST_TEXT:
                raise ValueError(f"{sheet.name}: row {number + 1} has a text of {len(value):,} characters, too long for a cell")
            is_reason = sheet.reasons is not None and column == sheet.reasons[1] and number >= sheet.reasons[0]
            style = stands_out if is_reason else text if isinstance(value, str) else None
            if isinstance(value, datetime) and (value.hour, value.minute, value.second, value.microsecond) != (0, 0, 0, 0):
                style = moment
            if _write_cell(worksheet, number, column, _Exact(value) if isinstance(value, float) else value, style):
                raise ValueError(f"{sheet.name}: row {number + 1} lies beyond what a spreadsheet can hold")


def write_xlsx(
    path: Path, sheet: str, names: Sequence[str], rows: Iterable[Sequence[object]], beside: BookSheet | None = None
) -> None:
    """One sheet with typed cells, and ``beside`` it a second one; texts stay texts whatever they look like."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {**_OPTIONS, "default_date_format": "dd/mm/yyyy"}) as workbook:
        # The file is a function of its rows, not of the clock.
        workbook.set_properties({"created": datetime(2000, 1, 1)})
        worksheet = workbook.add_worksheet(sheet[:31])
        worksheet.write_row(0, 0, names, workbook.add_format({"bold": True}))
        worksheet.freeze_panes(1, 0)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                _write_cell(worksheet, number, column, value)
        if beside:
            _write_book_sheet(workbook, beside)


def _write_cell(worksheet: Any, row: int, column: int, value: object, style: Any = None) -> int:
    """Write one cell by its type. Returns 0, or another number if the cell does not fit into a sheet."""
    if value is None:
        return 0
    if isinstance(value, bool):
        result = worksheet.write_boolean(row, column, value, style)
    elif isinstance(value, int) and abs(value) >= 10**15:
        result = worksheet.write_string(row, column, str(value), style)  # a spreadsheet keeps 15 digits; keys would change
    elif isinstance(value, (int, float, Decimal)):
        result = worksheet.write_number(row, column, value if isinstance(value, _Exact) else float(value), style)
    elif isinstance(value, (date, datetime)):
        result = worksheet.write_datetime(row, column, value, style)
    else:
        result = worksheet.write_string(row, column, str(value), style)
    return int(result)


def _csv_cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return "'" + value
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, bool):
        return str(value).lower()
    return value
