"""The demonstration budget: layout, order, and totals that the file itself gives when it is read independently."""

from __future__ import annotations

import csv
import gzip
import json
import re
import zipfile
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from typer.testing import CliRunner

from orchestration.commands.cli import app
from sources.demonstration.budget_file import Written, write_budget
from sources.demonstration.catalogue import PHASES
from sources.demonstration.draws import Draws, mix
from sources.landing import scan

ROWS, YEAR = 20_003, 2024  # not a multiple of thirteen: the last line lacks months
HEADER = (
    "ANO_EJE MES_EJE NIVEL_GOBIERNO NIVEL_GOBIERNO_NOMBRE SECTOR SECTOR_NOMBRE PLIEGO PLIEGO_NOMBRE SEC_EJEC EJECUTORA "
    "EJECUTORA_NOMBRE DEPARTAMENTO_EJECUTORA DEPARTAMENTO_EJECUTORA_NOMBRE PROVINCIA_EJECUTORA PROVINCIA_EJECUTORA_NOMBRE "
    "DISTRITO_EJECUTORA DISTRITO_EJECUTORA_NOMBRE SEC_FUNC PROGRAMA_PPTO PROGRAMA_PPTO_NOMBRE TIPO_ACT_PROY TIPO_ACT_PROY_NOMBRE "
    "PRODUCTO_PROYECTO PRODUCTO_PROYECTO_NOMBRE ACTIVIDAD_ACCION_OBRA ACTIVIDAD_ACCION_OBRA_NOMBRE FUNCION FUNCION_NOMBRE "
    "DIVISION_FUNCIONAL DIVISION_FUNCIONAL_NOMBRE GRUPO_FUNCIONAL GRUPO_FUNCIONAL_NOMBRE META FINALIDAD META_NOMBRE "
    "DEPARTAMENTO_META DEPARTAMENTO_META_NOMBRE FUENTE_FINANCIAMIENTO FUENTE_FINANCIAMIENTO_NOMBRE RUBRO RUBRO_NOMBRE "
    "TIPO_RECURSO TIPO_RECURSO_NOMBRE CATEGORIA_GASTO CATEGORIA_GASTO_NOMBRE TIPO_TRANSACCION GENERICA GENERICA_NOMBRE "
    "SUBGENERICA SUBGENERICA_NOMBRE SUBGENERICA_DET SUBGENERICA_DET_NOMBRE ESPECIFICA ESPECIFICA_NOMBRE ESPECIFICA_DET "
    "ESPECIFICA_DET_NOMBRE MONTO_PIA MONTO_PIM MONTO_CERTIFICADO MONTO_COMPROMETIDO_ANUAL MONTO_COMPROMETIDO MONTO_DEVENGADO "
    "MONTO_GIRADO"
)
COLUMNS = HEADER.split()
AMOUNTS = COLUMNS[-7:]
CODES = {
    "DEPARTAMENTO_EJECUTORA": r"\d{2}",
    "SEC_EJEC": r"[1-9]\d*",
    "EJECUTORA": r"\d{3}",
    "PLIEGO": r"\d{3}",
    "SEC_FUNC": r"[1-9]\d*",
    "PROGRAMA_PPTO": r"\d{4}",
    "TIPO_ACT_PROY": r"[23]",
    "PRODUCTO_PROYECTO": r"\d{7}",
    "ACTIVIDAD_ACCION_OBRA": r"\d{7}",
    "FUNCION": r"\d{2}",
    "DIVISION_FUNCIONAL": r"\d{3}",
    "GRUPO_FUNCIONAL": r"\d{4}",
    "META": r"\d{5}",
    "FINALIDAD": r"\d{7}",
    "DEPARTAMENTO_META": r"\d{2}",
    "TIPO_TRANSACCION": "2",
    "GENERICA": r"[1-9]",
    "ESPECIFICA_DET": r"[1-9]\d?",
}
LINE = (
    *("SEC_EJEC", "SEC_FUNC", "FUENTE_FINANCIAMIENTO", "RUBRO", "TIPO_RECURSO", "CATEGORIA_GASTO", "TIPO_TRANSACCION"),
    *("GENERICA", "SUBGENERICA", "SUBGENERICA_DET", "ESPECIFICA", "ESPECIFICA_DET"),
)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return write_budget(tmp_path_factory.mktemp("demo") / "2025-01-15__demo-2024.csv", ROWS, YEAR)


@pytest.fixture(scope="module")
def rows(written: Written) -> list[dict[str, str]]:
    with written.file.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_every_line_is_quoted_text_with_63_columns_that_ends_in_crlf(written: Written) -> None:
    content = written.file.read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8").split("\r\n")
    assert lines.pop() == ""
    assert len(lines) == ROWS + 1
    assert lines[0] == ",".join(f'"{name}"' for name in COLUMNS)
    field = re.compile(r'"(?:[^"\r\n]|"")*"(?:,"(?:[^"\r\n]|"")*"){62}')
    assert all(field.fullmatch(line) for line in lines)


def test_codes_are_padded_as_in_the_real_file(rows: list[dict[str, str]]) -> None:
    for column, pattern in CODES.items():
        wrong = {row[column] for row in rows if not re.fullmatch(pattern, row[column])}
        assert not wrong, column
    assert {row["ANO_EJE"] for row in rows} == {str(YEAR)}
    assert {row["MES_EJE"] for row in rows} == {str(month) for month in range(13)}


def test_names_hold_accents_commas_and_double_quotes(rows: list[dict[str, str]]) -> None:
    names = {row["META_NOMBRE"] for row in rows}
    assert any('"LA PEÑA"' in name and ", ATENCIÓN" in name for name in names)
    assert any("AÑO" in name for name in names)


def test_rows_lie_by_level_month_downwards_and_department(rows: list[dict[str, str]]) -> None:
    order = [("RME".index(r["NIVEL_GOBIERNO"]), -int(r["MES_EJE"]), r["DEPARTAMENTO_EJECUTORA_NOMBRE"]) for r in rows]
    assert order == sorted(order)
    assert {level for level, _, _ in order} == {0, 1, 2}


def test_month_0_carries_the_stocks_and_months_carry_the_flows(rows: list[dict[str, str]]) -> None:
    for row in rows:
        silent = AMOUNTS[2:] if row["MES_EJE"] == "0" else AMOUNTS[:2]
        assert all(row[column] == "0" for column in silent)


def test_a_classifier_line_comes_once_a_month(rows: list[dict[str, str]]) -> None:
    repeated = [key for key, times in Counter((row["MES_EJE"], *_line(row)) for row in rows).items() if times > 1]
    assert not repeated


def test_the_chain_of_phases_holds_over_the_year_and_not_in_every_month(rows: list[dict[str, str]]) -> None:
    year: dict[tuple[str, ...], list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 7)
    for row in rows:
        year[_line(row)] = [total + Decimal(row[column]) for total, column in zip(year[_line(row)], AMOUNTS, strict=True)]
    assert all(list(reversed(amounts[1:])) == sorted(amounts[1:]) for amounts in year.values())
    ahead = [row for row in rows if Decimal(row["MONTO_GIRADO"]) > Decimal(row["MONTO_DEVENGADO"])]
    assert len(ahead) > ROWS // 100


def test_about_one_flow_row_in_a_hundred_takes_money_back(rows: list[dict[str, str]]) -> None:
    flows = [row for row in rows if row["MES_EJE"] != "0"]
    negative = [row for row in flows if Decimal(row["MONTO_DEVENGADO"]) < 0]
    assert 0.005 < len(negative) / len(flows) < 0.015


def test_the_truth_is_what_an_independent_reader_of_the_file_finds(written: Written, rows: list[dict[str, str]]) -> None:
    truth = json.loads(written.truth_file.read_text(encoding="utf-8"))
    assert truth["rows"] == len(rows)
    for programme in ("0072", "*"):
        chosen = [row for row in rows if programme in ("*", row["PROGRAMA_PPTO"])]
        found = truth["programmes"][programme]
        assert found["rows"] == len(chosen)
        assert found["classifier_lines"] == len({_line(row) for row in chosen})
        assert found["total"] == _sums(chosen)
        for level in "RME":
            of_level = [row for row in chosen if row["NIVEL_GOBIERNO"] == level]
            assert found["by_level"][level] == _sums(of_level)
            assert found["transfers_by_level"][level] == _sums([row for row in of_level if row["GENERICA"] == "4"])
            departments = {row["DEPARTAMENTO_META"] for row in of_level}
            assert set(found["by_level_and_department"][level]) == departments
            for department in departments:
                expected = _sums([row for row in of_level if row["DEPARTAMENTO_META"] == department])
                assert found["by_level_and_department"][level][department] == expected
    assert truth["programmes"]["0072"]["transfers_by_level"]["E"]["devengado"] > 0


def test_a_large_file_has_between_half_and_one_percent_of_its_rows_in_the_programme() -> None:
    from sources.demonstration.budget_lines import budget_lines
    from sources.demonstration.truth import truth

    found = truth(budget_lines(1_000_000, seed=5, restated=False), 1_000_000)
    assert 0.005 < found["programmes"]["0072"]["rows"] / 1_000_000 < 0.012


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    def content(seed: int, **other: Any) -> bytes:
        return write_budget(tmp_path / f"{len(list(tmp_path.iterdir()))}.csv", 3_000, YEAR, seed, **other).file.read_bytes()

    assert content(1) == content(1)
    assert content(1) != content(2)
    assert content(1) != content(1, restated=True)


def test_the_draws_are_those_of_splitmix64_and_pinned_for_ever() -> None:
    """The first two outputs of the published algorithm from state 0; a change here would change every demonstration file."""
    states = np.array([0x9E3779B97F4A7C15, 0x3C6EF372FE94F82A], dtype=np.uint64)
    assert mix(states).tolist() == [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4]
    assert Draws(0).below(1_000_000, "size", np.arange(4, dtype=np.int64)).tolist() == [827_708, 602_857, 618_623, 683_760]


def test_a_restated_year_has_the_same_lines_and_a_third_with_other_amounts(tmp_path: Path) -> None:
    first = _yearly_pim(write_budget(tmp_path / "a.csv", 6_500, YEAR).file)
    later = _yearly_pim(write_budget(tmp_path / "b.csv", 6_500, YEAR, restated=True).file)
    assert first.keys() == later.keys()
    changed = sum(first[line] != later[line] for line in first)
    assert 0.25 < changed / len(first) < 0.45


@pytest.mark.parametrize("extension", [".csv.gz", ".zip"])
def test_packed_files_hold_the_same_content_and_repeat_byte_by_byte(extension: str, tmp_path: Path) -> None:
    plain = write_budget(tmp_path / "plain.csv", 500, YEAR).file.read_bytes()
    packed = write_budget(tmp_path / f"packed{extension}", 500, YEAR).file
    once = packed.read_bytes()
    if extension == ".zip":
        with zipfile.ZipFile(packed) as archive:
            assert archive.namelist() == ["packed.csv"]
            assert archive.read("packed.csv") == plain
    else:
        assert gzip.decompress(once) == plain
    assert write_budget(packed, 500, YEAR).file.read_bytes() == once


def test_the_landing_folder_sees_one_data_file_and_its_sidecar_says_synthetic(tmp_path: Path) -> None:
    folder = tmp_path / "pirdais" / "budget_execution"
    folder.mkdir(parents=True)
    written = write_budget(folder / "2025-01-15__demo-2024.csv.gz", 26, YEAR)
    assert [file.path for file in scan(tmp_path)] == [written.file]
    sidecar = yaml.safe_load(written.sidecar.read_text(encoding="utf-8"))
    assert sidecar["evidence"] == "synthetic"
    assert sidecar["edition"] == "demo-2024"
    assert sidecar["title"].startswith("DATOS DE DEMOSTRACIÓN")
    assert {path.name for path in folder.iterdir()} == {written.file.name, written.sidecar.name, written.truth_file.name}


@pytest.mark.parametrize("count", [1, 2, 12, 13, 14, 27])
def test_the_smallest_files_have_exactly_the_rows_asked_for(count: int, tmp_path: Path) -> None:
    written = write_budget(tmp_path / "few.csv", count, YEAR)
    with written.file.open(newline="", encoding="utf-8") as stream:
        found = list(csv.DictReader(stream))
    assert len(found) == count
    assert written.truth["programmes"]["*"]["total"] == _sums(found)


def test_the_command_writes_the_file_and_warns_of_a_name_that_landing_refuses(tmp_path: Path) -> None:
    good, bad = tmp_path / "2025-01-15__demo.csv", tmp_path / "gasto.csv"
    arguments = ["demo", "budget", "--rows", "100", "--year", "2024", "--seed", "3", "--out"]
    accepted = CliRunner().invoke(app, [*arguments, str(good)])
    assert accepted.exit_code == 0
    assert "100 rows" in accepted.output
    assert "refused" not in accepted.output
    assert "would be refused" in CliRunner().invoke(app, [*arguments, str(bad)]).output
    assert good.read_bytes() == bad.read_bytes()


@pytest.mark.parametrize("name", ["budget.xlsx", "nowhere/budget.csv"])
def test_the_command_refuses_what_it_cannot_write(name: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["demo", "budget", "--rows", "10", "--year", "2024", "--out", str(tmp_path / name)])
    assert done.exit_code == 2
    assert not list(tmp_path.iterdir())


def _line(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row[column] for column in LINE)


def _sums(rows: list[dict[str, str]]) -> dict[str, int]:
    return {
        phase: int(sum((Decimal(row[column]) for row in rows), Decimal(0)) * 100)
        for phase, column in zip(PHASES, AMOUNTS, strict=True)
    }


def _yearly_pim(file: Path) -> dict[tuple[str, ...], str]:
    with file.open(newline="", encoding="utf-8") as stream:
        return {_line(row): row["MONTO_PIM"] for row in csv.DictReader(stream) if row["MES_EJE"] == "0"}
