"""The ledger: one result per rule and run; a second writing of a run replaces the first; history is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime

import duckdb
import pytest
from scenario import Warehouse

from expectations.ledger import Issue, RuleRecord, RuleResult, RunRecord, create_ledger, write_ledger, write_run

NOW = datetime(2026, 11, 23, 6, 0)


def record(run_id: str, rule_id: str) -> RuleRecord:
    return RuleRecord(run_id, rule_id, "mayor", "validez", "título", "title", "dueño", "owner")


def result(run_id: str, rule_id: str, status: str, rows_failed: int | None = 0) -> RuleResult:
    return RuleResult(run_id, rule_id, "mayor", "validez", status, 10, rows_failed, None, "ha", 0.1, "", NOW)


def issue(run_id: str, rule_id: str, text: str) -> Issue:
    place = {field.name: None for field in fields(Issue)}
    place |= {"period": "2014", "cutoff_date": date(2014, 12, 31), "file": "f.csv", "row": 3, "value": "5", "magnitude": 1.5}
    texts = {"text_es": text, "text_en": text, "owner_es": "dueño", "owner_en": "owner", "unit": "ha", "severity": "mayor"}
    return Issue(**{**place, **texts, "run_id": run_id, "rule_id": rule_id})


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        create_ledger(opened)
        yield opened


def test_a_second_writing_of_a_run_replaces_the_first(connection: duckdb.DuckDBPyConnection) -> None:
    write_ledger(
        connection,
        "r1",
        [record("r1", "A")],
        [result("r1", "A", "failed", 2)],
        [issue("r1", "A", "uno"), issue("r1", "A", "dos")],
    )
    write_ledger(connection, "r1", [record("r1", "A")], [result("r1", "A", "passed")], [])
    assert connection.execute("select rule_id, status from control.ctl_rule_result").fetchall() == [("A", "passed")]
    assert connection.execute("select count(*) from control.ctl_rule").fetchall() == [(1,)]
    assert connection.execute("select count(*) from control.ctl_issue").fetchall() == [(0,)]


def test_the_history_of_other_runs_is_kept(connection: duckdb.DuckDBPyConnection) -> None:
    for run_id in ("r1", "r2"):
        write_ledger(connection, run_id, [record(run_id, "A")], [result(run_id, "A", "failed", 1)], [issue(run_id, "A", run_id)])
    write_ledger(connection, "r2", [record("r2", "A")], [result("r2", "A", "passed")], [])
    assert connection.execute("select run_id, status from control.ctl_rule_result order by 1").fetchall() == [
        ("r1", "failed"),
        ("r2", "passed"),
    ]
    assert connection.execute(
        "select run_id, period, cutoff_date, row, value, magnitude, text_es from control.ctl_issue"
    ).fetchall() == [("r1", "2014", date(2014, 12, 31), 3, "5", 1.5, "r1")]


def test_creating_the_ledger_again_loses_nothing(connection: duckdb.DuckDBPyConnection) -> None:
    write_run(connection, RunRecord("r1", NOW, NOW, None, "released", "x", 1, 0))
    create_ledger(connection)
    assert connection.execute("select run_id, as_of_date, outcome, release_id from control.ctl_run").fetchall() == [
        ("r1", None, "released", "x")
    ]


def test_a_run_writes_one_result_per_rule_with_its_wording(base: Warehouse) -> None:
    assert base.outcome is not None
    run_id = base.outcome.run_id
    assert base.built("select count(*), count(distinct rule_id) from control.ctl_rule_result where run_id = ?", run_id) == [
        (len(base.outcome.results),) * 2
    ]
    assert base.built(
        """select count(*) from control.ctl_rule_result r full join control.ctl_rule t using (run_id, rule_id)
           where r.rule_id is null or t.rule_id is null or t.title_es = '' or t.owner_en = ''"""
    ) == [(0,)]
    assert base.built("select count(*) from control.ctl_rule_result where (status = 'failed') <> (rows_failed > 0)") == [(0,)]
    assert base.built(
        """select count(*) from control.ctl_rule_result r
           where rows_failed <> (select count(*) from control.ctl_issue i where i.run_id = r.run_id and i.rule_id = r.rule_id)"""
    ) == [(0,)]


def test_a_release_holds_the_ledger_of_its_own_run_only(base: Warehouse) -> None:
    assert base.outcome is not None
    for table in ("ctl_rule", "ctl_rule_result", "ctl_issue"):
        assert base.released(f"select distinct run_id from control.{table}") == [(base.outcome.run_id,)]
