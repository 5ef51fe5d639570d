"""Tables as files: hostile text is inert, numbers keep their value, the same rows give the same bytes."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

from python_calamine import CalamineWorkbook

from reports.spreadsheet import write_csv, write_xlsx

MARTS = (
    "mart_coca_area_series", "mart_coca_area_series_vintages", "mart_eradication_ytd", "mart_eradication_ytd_vintages",
    "mart_effective_reduction", "mart_titling_progress", "mart_commitments", "mart_budget_by_level",
    "mart_dq_indicator_status", "mart_dq_issue", "mart_dq_delivery", "mart_dq_reconciliation", "mart_dq_vintage_change",
    "mart_published_figures",
)  # fmt: skip
PORTABLE = {"BIGINT", "DOUBLE", "DECIMAL(18,2)", "DECIMAL(18,4)", "VARCHAR", "DATE", "TIMESTAMP", "BOOLEAN"}


HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://x","y")',
    "http://x",
    "{=1}",
    "1e5",
    "Ñandú ’",
]


def test_hostile_text_is_inert_in_csv(tmp_path: Path) -> None:
    write_csv(tmp_path / "x.csv", ["texto"], [[text] for text in HOSTILE])
    with (tmp_path / "x.csv").open(encoding="utf-8-sig", newline="") as stream:
        cells = [row[0] for row in csv.reader(stream)][1:]
    assert cells == [f"'{text}" if text[0] in "=+-@\t\r" else text for text in HOSTILE]
    assert not any(cell[0] in "=+-@\t\r" for cell in cells)


def test_hostile_text_is_inert_in_xlsx(tmp_path: Path) -> None:
    import zipfile

    write_xlsx(tmp_path / "x.xlsx", "hoja", ["texto"], [[text] for text in HOSTILE])
    sheet = zipfile.ZipFile(tmp_path / "x.xlsx").read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    _, *rows = CalamineWorkbook.from_path(str(tmp_path / "x.xlsx")).get_sheet_by_index(0).to_python()
    assert [str(row[0]).replace("\r\n", "\r").strip() for row in rows] == [text.strip() for text in HOSTILE]


def test_numbers_keep_their_value_and_keys_their_digits(tmp_path: Path) -> None:
    row = [Decimal("31379.2500"), Decimal("0.0000"), -5, 0.1, True, date(2015, 11, 2), None, 1026877481196467081]
    names = list("abcdefgh")
    write_csv(tmp_path / "x.csv", names, [row])
    assert (tmp_path / "x.csv").read_text(encoding="utf-8-sig").splitlines()[
        1
    ] == "31379.25,0,-5,0.1,true,2015-11-02,,1026877481196467081"
    write_xlsx(tmp_path / "x.xlsx", "hoja", names, [row])
    shown = CalamineWorkbook.from_path(str(tmp_path / "x.xlsx")).get_sheet_by_index(0).to_python()[1]
    assert shown == [31379.25, 0, -5, 0.1, True, date(2015, 11, 2), "", "1026877481196467081"]


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_xlsx(tmp_path / f"{name}.xlsx", "hoja", ["x"], [["y"], [Decimal("1.5")]])
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
