"""The gate: what stops a release and in which words. One whole refused run is in ``acceptance/test_refused_runs``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
from scenario import Warehouse

from expectations.ledger import create_ledger, replace_rows, write_ledger
from expectations.records import Issue, RuleResult, Withdrawal
from orchestration.building.dbt_build import DbtNode, DbtResult
from orchestration.loading.warehouse import create_raw_schema
from orchestration.outcome import Refusal, Silent
from orchestration.settings import DATABASE, Settings
from orchestration.stages import gate
from orchestration.stages.gate import refusals_of_build, refusals_of_checks, refusals_of_columns, refusals_of_losses
from orchestration.stages.run import check_stage

NOW = datetime(2026, 11, 23, 6, 0)
NODE = "model.csad_warehouse.dim_source"


def node(status: str, message: str = "", unique_id: str = NODE) -> DbtNode:
    return DbtNode(unique_id, status, 0.1, message)


def result(rule_id: str, severity: str, status: str, error: str = "") -> RuleResult:
    return RuleResult("run", rule_id, severity, "validez", status, 10, 1, None, "", 0.1, error, NOW)


def issue(rule_id: str, text: str) -> Issue:
    """A finding of one rule in row 1 of a file, in two languages."""
    place = ("unod-1", "a.csv", "", 1, text, None)
    return Issue("run", rule_id, "invariante", None, None, None, None, None, *place, None, "", text, f"{text} (en)", "es", "en")


@pytest.fixture
def ledger() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        create_ledger(connection)
        yield connection


@pytest.mark.parametrize("status", ["success", "pass", "warn", "skipped"])
def test_what_was_built_tested_or_skipped_stops_nothing(status: str) -> None:
    assert refusals_of_build(DbtResult([node(status)])) == []


def test_a_build_that_could_not_start_is_one_refusal_whatever_it_ran() -> None:
    assert refusals_of_build(DbtResult([node("error", "x")], "no model named 'y'")) == [
        Refusal("dbt", "La construcción no pudo empezar: no model named 'y'", "The build could not start: no model named 'y'")
    ]


@pytest.mark.parametrize("status", ["error", "fail", "runtime error"])
def test_each_node_that_failed_is_a_refusal_in_one_line(status: str) -> None:
    failed = node(status, "Runtime Error\n  Binder Error:   no such column " + "x" * 400)
    other = node("fail", "Got 3 results", "test.csad_warehouse.unique_area.a1b2")
    first, second = refusals_of_build(DbtResult([node("success"), failed, other]))
    assert first.rule_id == NODE
    assert first.text_es.startswith("La construcción falló en «dim_source»: Runtime Error Binder Error: no such column xxx")
    assert first.text_en.startswith("The build failed at 'dim_source': Runtime Error Binder Error: no such column xxx")
    assert len(first.text_en) == len("The build failed at 'dim_source': ") + 300
    assert second == Refusal(
        "test.csad_warehouse.unique_area.a1b2",
        "La construcción falló en «unique_area»: Got 3 results",
        "The build failed at 'unique_area': Got 3 results",
    )


def test_a_model_that_does_not_build_stops_the_run_before_the_checks(
    scenario: Callable[..., Warehouse], own_dbt_project: Path
) -> None:
    """dbt itself, on a model that names no column; the rules judge nothing of a build that failed."""
    model = own_dbt_project / "models/core/dim_source.sql"
    model.write_text("select no_such_column from {{ source('run', 'contract') }}\n", encoding="utf-8")
    warehouse = scenario("broken_model", dbt_project=own_dbt_project)
    outcome = warehouse.load_and_build()
    (refusal,) = outcome.refusals
    assert refusal.rule_id == NODE
    assert "La construcción falló en «dim_source»" in refusal.text_es
    assert "The build failed at 'dim_source'" in refusal.text_en
    assert check_stage(warehouse.settings, outcome, Silent())
    assert outcome.results == []


def test_only_invariants_and_what_could_not_be_evaluated_stop_a_release(ledger: duckdb.DuckDBPyConnection) -> None:
    results = [
        result("I1", "invariante", "failed"),
        result("I2", "invariante", "passed"),
        *(result(f"F.{severity}", severity, "failed") for severity in ("bloqueante", "mayor", "menor")),
        *(result(f"E.{severity}", severity, "errored", f"no such\n table {severity}") for severity in ("menor", "invariante")),
    ]
    write_ledger(ledger, "run", [], results, [issue("I1", "faltan 2"), issue("I1", "faltan 1"), issue("F.mayor", "otra cosa")])
    expected = [
        ("E.menor", "no se pudo evaluar: no such table menor", "could not be evaluated: no such table menor"),
        ("E.invariante", "no se pudo evaluar: no such table invariante", "could not be evaluated: no such table invariante"),
    ]
    assert refusals_of_checks(ledger, "run", results) == [
        *(Refusal(rule_id, f"La regla {rule_id} {es}", f"Rule {rule_id} {en}") for rule_id, es, en in expected),
        Refusal("I1", "faltan 1", "faltan 1 (en)"),
    ]


def test_an_invariant_without_a_finding_stops_the_release_all_the_same(ledger: duckdb.DuckDBPyConnection) -> None:
    assert refusals_of_checks(ledger, "run", [result("I1", "invariante", "failed")]) == [Refusal("I1", "", "")]


def test_a_personal_column_is_refused_in_what_is_released_alone(
    ledger: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "personal_names", lambda: frozenset({"dni"}))
    ledger.execute("create schema core; create schema marts; create schema staging")
    ledger.execute("create table core.fct_family (district varchar, DNI varchar); create table staging.stg_family (dni varchar)")
    ledger.execute("create view marts.mart_family as select dni from core.fct_family")
    refused = refusals_of_columns(ledger, {})
    assert [refusal.rule_id for refusal in refused] == ["core.fct_family.DNI", "marts.mart_family.DNI"]
    assert "tiene la columna «DNI», que un contrato declara dato personal. Retírela del modelo." in refused[0].text_es
    assert "has the column 'DNI', which a contract declares personal. Take it out of the model." in refused[0].text_en


def test_a_release_that_would_rest_on_fewer_deliveries_is_refused_by_name(tmp_path: Path) -> None:
    """A file that is refused now, one that was taken back and one of our own registry are no loss without a word."""
    settings = Settings(home=tmp_path)
    with duckdb.connect() as connection:
        create_raw_schema(connection)
        create_ledger(connection)
        assert refusals_of_losses(connection, settings) == [], "nothing was released yet"
        folder = settings.releases / "20261105T000000Z-aaaaaaaa"
        folder.mkdir(parents=True)
        settings.current.symlink_to(folder)
        connection.execute(f"attach '{folder / DATABASE}' as released; create schema released.control")
        connection.execute(
            """create table released.control.ctl_delivery as
               select * from (values ('lost-1', 'p/d/lost.csv', 'p', 'loaded'), ('kept', 'k', 'p', 'loaded'),
                   ('refused', 'r', 'p', 'loaded'), ('withdrawn', 'w', 'p', 'loaded'), ('own', 'o', 'registry', 'loaded'),
                   ('old', 's', 'p', 'superseded')) as t (delivery_id, file_name, publisher, status)"""
        )
        connection.execute("detach released")
        for number, (name, status) in enumerate((("kept", "loaded"), ("refused", "refused"))):
            connection.execute(
                """insert into raw.delivery (delivery_id, load_number, publisher, dataset, file_name, sha256, size_bytes, status,
                                             rows_read, loaded_at) values (?, ?, 'p', 'd', ?, 's', 1, ?, 1, now())""",
                [name, number, name, status],
            )
        at = datetime(2026, 11, 5)
        replace_rows(connection, "ctl_withdrawal", [Withdrawal(1, "withdrawn", "w", "Ana", at, "Es un borrador.")])
        (refusal,) = refusals_of_losses(connection, settings)
    assert refusal.rule_id == "lost-1"
    assert refusal.text_es.startswith("La publicación vigente descansa en «p/d/lost.csv»")
    assert refusal.text_es.endswith("csad withdraw lost-1 --as NOMBRE --reason MOTIVO")
    assert "is neither in the landing folder nor in the archive" in refusal.text_en
