"""CSV and XLSX as people open them: accents stay, and no text of a source is ever run as a formula.

Belongs here: writing rows of plain values into one file. Does not belong here: which rows, and any sentence.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

# A cell that begins like this would be run as a formula by a spreadsheet.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_csv(path: Path, names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """CSV that Excel opens with its accents (UTF-8 with BOM) and whose texts are never formulas."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(names)
        writer.writerows([_csv_cell(value) for value in row] for row in rows)


def write_xlsx(path: Path, sheet: str, names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """One sheet with typed cells; texts stay texts whatever they look like."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), {**options, "default_date_format": "dd/mm/yyyy"}) as workbook:
        # The file is a function of its rows, not of the clock.
        workbook.set_properties({"created": datetime(2000, 1, 1)})
        worksheet = workbook.add_worksheet(sheet[:31])
        worksheet.write_row(0, 0, names, workbook.add_format({"bold": True}))
        worksheet.freeze_panes(1, 0)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                _write_cell(worksheet, number, column, value)


def _write_cell(worksheet: Any, row: int, column: int, value: object) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        worksheet.write_boolean(row, column, value)
    elif isinstance(value, int) and abs(value) >= 10**15:
        worksheet.write_string(row, column, str(value))  # a spreadsheet keeps 15 digits; keys would change
    elif isinstance(value, (int, float, Decimal)):
        worksheet.write_number(row, column, float(value))
    elif isinstance(value, (date, datetime)):
        worksheet.write_datetime(row, column, value)
    else:
        worksheet.write_string(row, column, str(value))


def _csv_cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return "'" + value
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, bool):
        return str(value).lower()
    return value
