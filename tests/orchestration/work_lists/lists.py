"""Work lists written for a landing tree of a test, and what stands in them."""

from __future__ import annotations

import csv
from pathlib import Path

from python_calamine import CalamineWorkbook

from orchestration.work_lists.work_list import Observation, write_work_lists

PLAN = "pirdais/titling_plan"
ZONES = "unodc/coca_area_by_zone"
BULLETIN = "corah/eradication_bulletin"
BUDGET = "pirdais/budget_execution"
HEADER = "Región,Presupuesto,Meta"


def seen(
    name: str, *rows: int, sheet: str = "", column: str | None = "Meta", text: str = "No es un número."
) -> list[Observation]:
    return [Observation(name, sheet, row, column, text) for row in rows]


def lists_of(tmp_path: Path, name: str, *rows: int, sheet: str = "") -> tuple[Path, Path]:
    """The CSV and the XLSX list of one file of ``tmp_path/landing``."""
    written = write_work_lists(tmp_path / "landing", {"devida": seen(name, *rows, sheet=sheet)}, tmp_path / "report")
    made = written["devida", name]
    assert made.csv and made.xlsx
    return tmp_path / "report" / made.csv, tmp_path / "report" / made.xlsx


def cells(path: Path, delimiter: str = ",") -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream, delimiter=delimiter))


def grid(path: Path, sheet: str) -> list[list[object]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
