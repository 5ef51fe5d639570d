"""A cell that cannot be read is not an empty cell: errors and formulas keep their text, hidden sheets are left out."""

from __future__ import annotations

import random
from pathlib import Path

import openpyxl
import pytest
from scenario import cited, put_sidecar

from sources.contract import all_contracts
from sources.landing import scan
from sources.readers import Extract, read_extract
from sources.workbook import workbook_grids

ZONES = all_contracts()["unodc/coca_area_by_zone"]
NAME = "unodc/coca_area_by_zone/2015-07-15__unodc-2014.xlsx"
HEADING = ["Zona con presencia de cultivos de coca", "2013", "2014"]
ERRORS = ("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!")


def _drawn(draw: random.Random) -> tuple[object, str]:
    """A cell as it is written, and its text as it must be read."""
    kind = draw.choice(("number", "text", "blank", "error", "formula"))
    if kind == "number":
        number = draw.randint(1, 99_999)
        return number, str(number)
    if kind == "text":
        return "s/d", "s/d"
    if kind == "error":
        error = draw.choice(ERRORS)
        return error, error
    if kind == "formula":
        formula = draw.choice(("=B2+C2", '=IF(B2<3,"a & b",0)', "=SUM(B2:C9)"))
        return formula, f"{formula} (fórmula sin valor guardado)"
    return None, ""


@pytest.mark.parametrize("seed", range(20))
def test_every_cell_says_what_it_holds(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311  # the same books every time, no secret
    book = openpyxl.Workbook()
    wanted: dict[str, dict[tuple[int, int], str]] = {}
    for title in ("Cuadro & uno", "Cuadro 2")[: draw.randint(1, 2)]:
        sheet = book.create_sheet(title)
        cells = {(row, column): _drawn(draw) for row in range(1, draw.randint(2, 40)) for column in range(1, draw.randint(2, 9))}
        for (row, column), (written, _) in cells.items():
            sheet.cell(row, column, written)  # type: ignore[arg-type]
        wanted[title] = {place: text for place, (_, text) in cells.items() if text}
    book.remove(book.worksheets[0])
    book.save(tmp_path / "book.xlsx")
    grids, hidden = workbook_grids(tmp_path / "book.xlsx")
    read = {
        name: {
            (row, column): str(int(cell) if isinstance(cell, float) else cell)
            for row, cells in enumerate(grid, start=1)
            for column, cell in enumerate(cells, start=1)
            if cell != ""
        }
        for name, grid in grids
    }
    assert read == wanted
    assert hidden == []


def _read(landing: Path, rows: list[list[object]], hidden: dict[str, list[list[object]]] | None = None) -> Extract:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    for name, cells in (hidden or {}).items():
        sheet = book.create_sheet(name, 0)
        sheet.sheet_state = "hidden"
        for row in cells:
            sheet.append(row)
    (landing / NAME).parent.mkdir(parents=True, exist_ok=True)
    book.save(landing / NAME)
    put_sidecar(landing / NAME, cited("unodc-2014"))
    [file] = scan(landing)
    return read_extract(file)


def _areas(extract: Extract) -> list[tuple[object, ...]]:
    columns = [column.name for column in ZONES.columns]
    return [tuple(row[columns.index(name)] for name in ("zone_name", "year", "area_ha")) for row in extract.rows]


def test_an_error_in_a_measure_is_a_row_with_that_text_and_not_a_blank(tmp_path: Path) -> None:
    rows: list[list[object]] = [HEADING, ["VRAEM", 19167, "#REF!"], ["Aguaytía", 537, None]]
    assert _areas(_read(tmp_path, rows)) == [("VRAEM", "2013", "19167"), ("VRAEM", "2014", "#REF!"), ("Aguaytía", "2013", "537")]


def test_a_hidden_sheet_is_left_out_and_told(tmp_path: Path) -> None:
    rows: list[list[object]] = [HEADING, ["VRAEM", 19167, 18845]]
    extract = _read(tmp_path, rows, {"Copia": [HEADING, ["VRAEM", 9583, 9422]], "Vieja": [["nada"]]})
    assert _areas(extract) == [("VRAEM", "2013", "19167"), ("VRAEM", "2014", "18845")]
    assert extract.facts["hidden_sheets"] == "«Vieja», «Copia»"
