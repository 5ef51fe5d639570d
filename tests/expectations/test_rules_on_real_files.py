"""Rules that judge how files arrive, on files that really arrived: re-sent, refused, short, without a sidecar."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from scenario import EXTRACTS, PUBLISHED, Warehouse, put

from expectations.checks import run_checks
from orchestration.building.rules import project_rules
from orchestration.loading.load import load_landing
from orchestration.loading.warehouse import open_warehouse
from orchestration.settings import PROJECT_ROOT, Settings

RULES = {rule.id: rule for rule in project_rules(PROJECT_ROOT / "expectations" / "rules")}
REPORT = "unodc/coca_area_by_zone/2023__devida-2022.csv"
COPY = "unodc/coca_area_by_zone/2024__devida-2023.csv"
BROKEN = "unodc/coca_area_national/2016__roto.csv"


@pytest.fixture
def arrived(base: Warehouse, tmp_path: Path) -> Iterator[tuple[duckdb.DuckDBPyConnection, Settings]]:
    shutil.copytree(PUBLISHED, tmp_path / "landing")
    settings = Settings(home=tmp_path / "home", landing=tmp_path / "landing")
    settings.build_database.parent.mkdir(parents=True)
    shutil.copyfile(base.settings.build_database, settings.build_database)
    with open_warehouse(settings.build_database) as connection:
        yield connection, settings


def issues(connection: duckdb.DuckDBPyConnection, rule_id: str) -> list[tuple[str, str]]:
    """(severity, Spanish sentence) of what a rule finds now."""
    (result,) = run_checks(connection, "now", [RULES[rule_id]])
    assert result.error == ""
    return connection.execute("select severity, text_es from control.ctl_issue where run_id = 'now' order by all").fetchall()


def refused_files(connection: duckdb.DuckDBPyConnection, rule_id: str) -> list[tuple[str, str]]:
    """(file, sentence) of the refused files that rule G1 names now."""
    assert {severity for severity, _ in issues(connection, rule_id)} <= {"mayor"}
    return connection.execute("select file, text_es from control.ctl_issue where run_id = 'now'").fetchall()


def test_a_re_sent_file_is_a_no_op_and_rule_g10_asks_about_it(arrived: tuple[duckdb.DuckDBPyConnection, Settings]) -> None:
    connection, settings = arrived
    assert issues(connection, "G10") == []
    copy = put(settings.landing, COPY, (settings.landing / REPORT).read_bytes())
    result = load_landing(connection, settings)
    assert (result.new, result.refused, result.unchanged) == ([], [], len(EXTRACTS) + 1)
    ((severity, text),) = issues(connection, "G10")
    assert severity == "mayor"
    assert text.startswith(f"El archivo {COPY} es idéntico a {REPORT}.")
    copy.write_text("Zona,2023\nVRAEM,36000\n", encoding="utf-8")
    assert len(load_landing(connection, settings).new) == 1
    assert issues(connection, "G10") == []


def test_a_refused_file_fails_rule_g1_until_it_is_mended(arrived: tuple[duckdb.DuckDBPyConnection, Settings]) -> None:
    connection, settings = arrived
    put(settings.landing, BROKEN, "Año,Superficie\n2015,1\n")
    assert len(load_landing(connection, settings).refused) == 1
    ((file, why),) = refused_files(connection, "G1.coca_area_national")
    assert file == BROKEN
    assert why.startswith("El archivo no se pudo cargar. Falta la columna «Hectáreas»")
    assert issues(connection, "G1.coca_area_by_zone") == []
    put(settings.landing, BROKEN, "Año,Hectáreas\n2015,40301\n")
    assert len(load_landing(connection, settings).new) == 1
    assert issues(connection, "G1.coca_area_national") == []


def test_a_refused_file_that_is_sent_again_still_broken_keeps_the_age_of_its_finding(
    arrived: tuple[duckdb.DuckDBPyConnection, Settings],
) -> None:
    connection, settings = arrived
    known = "select issue_id, first_seen_at from control.ctl_issue where closed_at is null and run_id = 'now' order by all"
    put(settings.landing, BROKEN, "Año,Superficie\n2015,1\n")
    load_landing(connection, settings)
    assert len(refused_files(connection, "G1.coca_area_national")) == 1
    before = connection.execute(known).fetchall()
    (settings.landing / BROKEN).unlink()
    later = put(settings.landing, BROKEN.replace("2016__", "2016-05__"), "Cuadro 1\nAño,Superficie\n2015,1\n2016,2\n")
    load_landing(connection, settings)
    ((file, _),) = refused_files(connection, "G1.coca_area_national")
    assert file.endswith(later.name)
    assert before == connection.execute(known).fetchall() != []


def test_an_unreadable_sidecar_of_a_loaded_file_fails_rule_g1(arrived: tuple[duckdb.DuckDBPyConnection, Settings]) -> None:
    connection, settings = arrived
    sidecar = settings.landing / REPORT.replace(".csv", ".meta.yml")
    good = sidecar.read_text(encoding="utf-8")
    sidecar.write_text("evidence: [", encoding="utf-8")
    assert len(load_landing(connection, settings).refused) == 1
    ((file, why),) = refused_files(connection, "G1.coca_area_by_zone")
    assert file == REPORT.replace(".csv", ".meta.yml")
    assert "La ficha «2023__devida-2022.meta.yml»" in why
    sidecar.write_text(good, encoding="utf-8")
    assert load_landing(connection, settings).refused == []
    assert issues(connection, "G1.coca_area_by_zone") == []


def test_a_file_sent_again_with_far_fewer_rows_fails_rule_g7(arrived: tuple[duckdb.DuckDBPyConnection, Settings]) -> None:
    connection, settings = arrived
    lines = (settings.landing / REPORT).read_text(encoding="utf-8").splitlines(keepends=True)
    put(settings.landing, REPORT, "".join(lines[:5]))
    load_landing(connection, settings)
    ((severity, text),) = issues(connection, "G7")
    assert severity == "mayor"
    assert text == f"El archivo {REPORT} trae 20 filas; la entrega anterior de la misma edición traía 105."
