"""The ledger: one result per rule and run; a finding is one row for as long as it is known; history is kept and costs nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, datetime

import duckdb
import pytest
from scenario import Warehouse

from expectations.ledger import create_ledger, write_ledger, write_run
from expectations.records import Issue, RuleRecord, RuleResult, RunRecord
from orchestration.building.dbt_build import manifest_path
from orchestration.building.dbt_findings import dbt_findings
from orchestration.building.last_build import passed_tests
from orchestration.loading.warehouse import DUCKDB_CONFIG

NOW = datetime(2026, 11, 23, 6, 0)


def record(run_id: str, rule_id: str) -> RuleRecord:
    return RuleRecord(run_id, rule_id, "mayor", "validez", "título", "title", "dueño", "owner", 6, "expectativa", False)


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


def test_results_of_other_runs_are_kept_and_the_finding_is_one_row(connection: duckdb.DuckDBPyConnection) -> None:
    for day, run_id in enumerate(("r1", "r2", "r3"), start=1):
        write(connection, run_id, day, [issue(run_id, "A", "El mismo hallazgo.")])
    assert connection.execute("select run_id, status from control.ctl_rule_result order by 1").fetchall() == [
        ("r1", "failed"),
        ("r2", "failed"),
        ("r3", "failed"),
    ]
    assert ages(connection) == [("r3", 1, 3, None)]


def test_a_finding_that_is_gone_is_closed_and_begins_anew_when_it_comes_back(connection: duckdb.DuckDBPyConnection) -> None:
    write(connection, "r1", 1, [issue("r1", "A", "uno")])
    write(connection, "r2", 2, [])
    assert ages(connection) == [("r1", 1, 1, 2)]
    write(connection, "r3", 3, [issue("r3", "A", "uno")])
    assert ages(connection) == [("r3", 3, 3, None)]


def test_a_rule_that_could_not_be_evaluated_closes_nothing(connection: duckdb.DuckDBPyConnection) -> None:
    write(connection, "r1", 1, [issue("r1", "A", "uno")])
    write(connection, "r2", 2, [], status="errored")
    assert ages(connection) == [("r1", 1, 1, None)]


def test_a_finding_keeps_its_age_when_its_row_moves_or_its_wording_changes(connection: duckdb.DuckDBPyConnection) -> None:
    """Identity is rule × key × column: the row number and the sentence are not part of it."""
    first = replace(issue("r1", "A", "uno"), key="zona VRAEM 2013", column="area", row=3)
    write(connection, "r1", 1, [first])
    write(connection, "r2", 2, [replace(first, run_id="r2", row=8, text_es="dos", delivery_id="otra")])
    assert ages(connection) == [("r2", 1, 2, None)]
    other_column = replace(first, run_id="r3", column="año")
    write(connection, "r3", 3, [other_column])
    assert ages(connection) == [("r2", 1, 2, 3), ("r3", 3, 3, None)]


def test_findings_of_one_key_are_told_apart(connection: duckdb.DuckDBPyConnection) -> None:
    twice = [replace(issue("r1", "A", text), key="k") for text in ("uno", "dos")]
    write(connection, "r1", 1, twice)
    assert connection.execute("select count(distinct issue_id) from control.ctl_issue").fetchall() == [(2,)]
    write(connection, "r2", 2, [replace(item, run_id="r2") for item in twice[:1]])
    assert ages(connection) == [("r1", 1, 1, 2), ("r2", 1, 2, None)]


def test_what_was_closed_before_is_not_touched_again(connection: duckdb.DuckDBPyConnection) -> None:
    write(connection, "r1", 1, [issue("r1", "A", "uno")])
    write(connection, "r2", 2, [])
    write(connection, "r3", 3, [])
    assert ages(connection) == [("r1", 1, 1, 2)]


def write(connection: duckdb.DuckDBPyConnection, run_id: str, day: int, issues: list[Issue], status: str | None = None) -> None:
    found = result(run_id, "A", status or ("failed" if issues else "passed"), len(issues))
    write_ledger(connection, run_id, [record(run_id, "A")], [found], issues, seen_at=datetime(2026, 11, day))


def ages(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, int, int, int | None]]:
    """Last run and the days on which each finding was first seen, last seen and closed."""
    return connection.execute(
        """select run_id, extract(day from first_seen_at), extract(day from last_seen_at), extract(day from closed_at)
           from control.ctl_issue order by 1"""
    ).fetchall()


def test_creating_the_ledger_again_loses_nothing(connection: duckdb.DuckDBPyConnection) -> None:
    write_run(connection, RunRecord("r1", NOW, NOW, None, "released", "x", 1, 0))
    create_ledger(connection)
    assert connection.execute("select run_id, as_of_date, outcome, release_id from control.ctl_run").fetchall() == [
        ("r1", None, "released", "x")
    ]


def test_a_ledger_of_an_earlier_layout_is_made_anew(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("drop table control.ctl_issue")
    connection.execute("create table control.ctl_issue (run_id varchar, rule_id varchar)")
    create_ledger(connection)
    write(connection, "r1", 1, [issue("r1", "A", "uno")])
    assert ages(connection) == [("r1", 1, 1, None)]


def test_a_run_writes_one_result_per_rule_with_its_wording(base: Warehouse) -> None:
    assert base.outcome is not None
    run_id = base.outcome.run_id
    gx = "rule_id not like 'dbt.%'"
    assert base.built(
        f"select count(*), count(distinct rule_id) from control.ctl_rule_result where run_id = ? and {gx}", run_id
    ) == [(len(base.outcome.results),) * 2]
    assert base.built(
        """select count(*) from control.ctl_rule_result r full join control.ctl_rule t using (run_id, rule_id)
           where r.rule_id is null or t.rule_id is null or t.title_es = '' or t.owner_en = ''"""
    ) == [(0,)]
    assert base.built(
        """select count(*) from control.ctl_rule_result r
           where rows_failed <> (select count(*) from control.ctl_issue i where i.run_id = r.run_id and i.rule_id = r.rule_id)"""
    ) == [(0,)]


def test_every_source_of_findings_feeds_the_one_ledger(base: Warehouse) -> None:
    """Reader, staging, Great Expectations, dbt's tests and punctuality; a dbt test that passed says how many there were."""
    assert {row[0] for row in base.built("select distinct origin from control.ctl_rule")} == {
        "archivo", "staging", "expectativa", "dbt", "puntualidad",
    }  # fmt: skip
    assert base.built(
        "select count(*) from control.ctl_rule_result where rule_id = 'dbt.core.dim_vintage' and status = 'passed'"
    ) == [(1,)]
    # Twelve rows of bulletins print no cut-off date: refused by staging, each a finding in its file and row.
    refused = "select count(*), count(file), count(row) from control.ctl_issue where rule_id = 'Q.eradication_bulletin'"
    assert base.built(refused) == [(12, 12, 12)]
    assert base.built("select rows_checked from control.ctl_rule_result where rule_id = 'Q.eradication_bulletin'") == base.built(
        "select sum(rows_read) from control.ctl_delivery where dataset = 'eradication_bulletin' and status = 'loaded'"
    )


def test_what_dbt_tests_bears_the_name_that_an_officer_knows(base: Warehouse) -> None:
    """Also in a run that builds nothing, which reads the names anew."""
    assert base.outcome is not None
    rules = base.built("select rule_id, title_es, title_en from control.ctl_rule where origin = 'dbt' order by 1")
    assert len(rules) == len({es for _, es, _ in rules}) == len({en for _, _, en in rules}) > 0
    untitled = [rule_id for rule_id, es, _ in rules if rule_id.removeprefix("dbt.") in es]
    assert untitled == [], "their YAML has no title_es and title_en under meta"
    manifest = json.loads(manifest_path(base.settings).read_text(encoding="utf-8"))
    with duckdb.connect(str(base.settings.build_database), read_only=True, config=DUCKDB_CONFIG) as connection:
        standing, _, _ = dbt_findings(passed_tests(connection), manifest, base.outcome.run_id)
    assert [(rule.rule_id, rule.title_es, rule.title_en) for rule in standing] == rules


def test_a_rule_is_about_the_indicators_made_of_what_it_judges(base: Warehouse) -> None:
    scopes = base.built(
        "select rule_id, string_agg(indicator_code, ' ' order by indicator_code) from control.ctl_rule_scope group by 1"
    )
    about = dict(scopes)
    assert about["R22.5"] == "ERAD-YTD NUEVA-SIEMBRA RED-EFECTIVA"
    assert about["R5.6"] == "TITULOS-COSTO TITULOS-META"
    assert about["R3.2"] == "COCA-AREA NUEVA-SIEMBRA RED-EFECTIVA"
    assert "BUD-EXEC" in about["Q.budget_execution"]
    assert "COCA-AREA" not in about["Q.titling_plan"]


def test_a_release_holds_the_ledger_of_its_own_run_only(base: Warehouse) -> None:
    assert base.outcome is not None
    for table in ("ctl_rule", "ctl_rule_result", "ctl_issue"):
        assert base.released(f"select distinct run_id from control.{table}") == [(base.outcome.run_id,)]
