"""A large file has no list of its whole sheet: its observed lines alone, and never held whole."""

from __future__ import annotations

import gzip
import tracemalloc
from pathlib import Path

import pytest
from lists import cells, grid, lists_of
from scenario import put, put_workbook

from orchestration.work_lists import work_list
from sources.contract import all_contracts
from sources.returned_list import PARTIAL_HEADING

PLAN = "pirdais/titling_plan"
ZONES = "unodc/coca_area_by_zone"
BULLETIN = "corah/eradication_bulletin"
BUDGET = "pirdais/budget_execution"
HEADER = "Región,Presupuesto,Meta"


def budget_line(month: int, name: str = "REGIÓN") -> str:
    contract = all_contracts()[BUDGET]
    said = {"ano_eje": "2024", "mes_eje": str(month), "programa_ppto": "0072", "pliego_nombre": name}
    return ",".join(f'"{said.get(column.name, "1")}"' for column in contract.columns)


def test_a_large_file_gives_its_observed_lines_and_says_that_it_is_not_the_file(tmp_path: Path) -> None:
    name = f"{BUDGET}/2024__a.csv"
    contract = all_contracts()[BUDGET]
    header = ",".join(column.name.upper() for column in contract.columns)
    broken = '"2024","1'
    lines = [header, budget_line(1), budget_line(2, "=cmd|x"), broken, budget_line(4, "DOS\nLÍNEAS"), budget_line(5)]
    put(tmp_path / "landing", name, ("\n".join(lines) + "\n").encode("cp1252"))
    as_csv, as_xlsx = lists_of(tmp_path, name, 3, 4, 5)
    assert as_csv.name == "2024__a__solo-observadas.csv"
    assert as_xlsx.name == "2024__a__solo-observadas.xlsx"
    shown = cells(as_csv)
    assert [len(row) for row in shown] == [64] * 4
    assert shown[0] == [*header.split(","), PARTIAL_HEADING]
    at = [column.name for column in contract.columns].index("pliego_nombre")
    assert shown[1][at] == "'=cmd|x"
    assert shown[1][-1] == "Fila 3: Meta: No es un número."
    assert shown[2] == [broken, *[""] * 62, "Fila 4: Meta: No es un número."]
    assert shown[3][at] == "DOS\nLÍNEAS"
    assert grid(as_xlsx, "Filas observadas")[1][at] == "=cmd|x"


def test_the_limit_is_one_number_of_lines_and_one_of_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = f"{PLAN}/2015__a.csv"
    put(tmp_path / "landing", name, "Cuadro 5\n" + f"{HEADER}\nPuno,10,x\nCusco,20,6\n")
    monkeypatch.setattr(work_list, "MOST_LINES", 4)
    assert lists_of(tmp_path, name, 3)[0].name == "2015__a.csv"
    monkeypatch.setattr(work_list, "MOST_LINES", 3)
    as_csv, _ = lists_of(tmp_path, name, 3)
    assert as_csv.name == "2015__a__solo-observadas.csv"
    assert cells(as_csv) == [
        ["Cuadro 5"],
        [*HEADER.split(","), PARTIAL_HEADING],
        ["Puno", "10", "x", "Fila 3: Meta: No es un número."],
    ]
    put_workbook(tmp_path / "landing", f"{PLAN}/2016__a.xlsx", {"H": [HEADER.split(","), ["Puno", 10, "x"], ["Cusco", 1, 2]]})
    monkeypatch.setattr(work_list, "MOST_BYTES", 100)
    as_csv, _ = lists_of(tmp_path, f"{PLAN}/2016__a.xlsx", 2, sheet="H")
    assert cells(as_csv)[1] == ["Puno", "10", "x", "Fila 2: Meta: No es un número."]


def test_a_large_file_is_never_held_whole(tmp_path: Path) -> None:
    name = f"{BUDGET}/2024__a.csv.gz"
    header = ",".join(column.name.upper() for column in all_contracts()[BUDGET].columns)
    path = put(tmp_path / "landing", name, b"")
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        stream.write(header + "\n")
        block = f"{budget_line(1)}\n" * 1000
        for _ in range(150):
            stream.write(block)
        stream.write("x" * (30 << 20) + "\n")
    tracemalloc.start()
    as_csv, _ = lists_of(tmp_path, name, 100_000, 150_002)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20 << 20
    shown = cells(as_csv)
    assert shown[1][:2] == ["2024", "1"]
    assert shown[2][0] == "x" * 2000
