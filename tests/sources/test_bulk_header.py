"""A large file is read by the columns that are needed; what is said of the others is told."""

from __future__ import annotations

import gzip
from pathlib import Path

import budget_lines
import pytest
from budget_lines import COLUMNS
from budget_reading import counts, read, refusal, rows, some_lines

from sources.contract import all_contracts
from sources.returned_list import PARTIAL_HEADING

CONTRACT = all_contracts()["pirdais/budget_execution"]
NEEDED = [CONTRACT.column(name).aliases[0] for name in CONTRACT.layout.needed_columns]
KEY = [CONTRACT.column(name).aliases[0] for name in CONTRACT.key]


def with_columns(columns: list[str]) -> str:
    return budget_lines.text(some_lines(), columns=columns)


def told(facts: dict[str, str]) -> dict[str, str]:
    return {name: facts[name] for name in ("unread", "spelled", "absent", "absent_key") if name in facts}


def test_of_a_usual_header_nothing_is_told(tmp_path: Path) -> None:
    assert told(read(tmp_path, with_columns(COLUMNS)).facts) == {}


@pytest.mark.parametrize("extension", [".csv", ".csv.gz"])
def test_unknown_columns_are_left_aside_wherever_they_stand(tmp_path: Path, extension: str) -> None:
    text = with_columns(["_id", *COLUMNS[:20], "MONTO_GIRADO_ANUAL", *COLUMNS[20:], "OTRA"])
    extract = read(tmp_path, gzip.compress(text.encode()) if extension == ".csv.gz" else text, extension)
    assert counts(extract) == (10, 3, 7, 0)
    usual = read(tmp_path, with_columns(COLUMNS))
    assert rows(extract, "*") == rows(usual, "*")
    assert told(extract.facts) == {"unread": "«_id», «MONTO_GIRADO_ANUAL», «OTRA»"}


def test_a_known_spelling_is_read(tmp_path: Path) -> None:
    header, _, lines = with_columns(COLUMNS).partition("\r\n")
    extract = read(tmp_path, f"{header.replace('PROGRAMA_PPTO', 'PROGRAMA_PPT0')}\r\n{lines}")
    assert counts(extract) == (10, 3, 7, 0)
    assert rows(extract, "programa_ppto") == [("0072",)] * 3
    assert told(extract.facts) == {"spelled": "«PROGRAMA_PPT0» (PROGRAMA_PPTO), «PROGRAMA_PPT0_NOMBRE» (PROGRAMA_PPTO_NOMBRE)"}


def test_the_needed_columns_alone_are_enough(tmp_path: Path) -> None:
    extract = read(tmp_path, with_columns(NEEDED))
    assert counts(extract) == (10, 3, 7, 0)
    assert rows(extract, "ano_eje, programa_ppto, departamento_meta, sec_func, meta") == [("2025", "0072", "22", None, None)] * 3
    assert told(extract.facts)["absent_key"] == ", ".join(f"«{name}»" for name in COLUMNS if name in KEY and name not in NEEDED)
    assert "«RUBRO_NOMBRE»" in told(extract.facts)["absent"]


@pytest.mark.parametrize("name", NEEDED)
def test_a_needed_column_that_is_missing_is_named(tmp_path: Path, name: str) -> None:
    assert f"Falta la columna «{name}»" in refusal(tmp_path, with_columns([column for column in COLUMNS if column != name]))


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ([*COLUMNS, "RUBRO"], "que se repiten: «RUBRO»"),
        ([*COLUMNS, "OTRA", "OTRA"], "que se repiten: «OTRA», «OTRA»"),
        ([*COLUMNS, ""], "La columna 64 del encabezado no tiene nombre"),
        ([*COLUMNS, PARTIAL_HEADING], "solo las filas observadas"),
    ],
)
def test_a_heading_that_is_blank_or_stands_twice_is_refused(tmp_path: Path, columns: list[str], reason: str) -> None:
    assert reason in refusal(tmp_path, with_columns(columns))
