"""Every rule can fail: a fault planted in a copy of the built warehouse is found, in its place, in both languages."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from faults import FAULTS, Fault
from scenario import Warehouse

from expectations.checks import run_checks
from expectations.rule import Rule
from orchestration.building.rules import project_rules
from orchestration.loading.warehouse import open_warehouse
from orchestration.settings import PROJECT_ROOT

RULES = {rule.id: rule for rule in project_rules(PROJECT_ROOT / "expectations" / "rules")}


@pytest.fixture
def build(base: Warehouse, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A copy of the built warehouse that a test may spoil."""
    path = tmp_path / "csad_build.duckdb"
    shutil.copyfile(base.settings.build_database, path)
    with open_warehouse(path) as connection:
        yield connection


def make_solid(connection: duckdb.DuckDBPyConnection, view: str) -> None:
    """Replace a view by a table with its rows."""
    connection.execute(f"create table {view}__solid as select * from {view}")
    connection.execute(f"drop view {view}")
    connection.execute(f"alter table {view}__solid rename to {view.split('.')[1]}")


def issues_of(connection: duckdb.DuckDBPyConnection, run_id: str) -> list[dict[str, Any]]:
    cursor = connection.execute("select * exclude (run_id) from control.ctl_issue where run_id = ?", [run_id])
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.rule_id)
def test_a_planted_fault_is_found_in_its_place_and_told_in_both_languages(
    base: Warehouse, build: duckdb.DuckDBPyConnection, fault: Fault
) -> None:
    assert base.outcome is not None
    before = [issue["text_es"] for issue in issues_of(build, base.outcome.run_id) if issue["rule_id"] == fault.rule_id]
    for view in fault.solid:
        make_solid(build, view)
    for statement in fault.plant:
        build.execute(statement)
    (result,) = run_checks(build, "planted", [RULES[fault.rule_id]])

    assert (result.status, result.error) == ("failed", "")
    found = [issue for issue in issues_of(build, "planted") if fault.es in issue["text_es"]]
    assert found, [issue["text_es"] for issue in issues_of(build, "planted")]
    assert all(fault.en in issue["text_en"] for issue in found)
    assert any({name: issue[name] for name in fault.place} == fault.place for issue in found), found
    assert all(issue["owner_es"] and issue["owner_en"] and issue["severity"] == result.severity for issue in found)
    assert not any(fault.es in text for text in before), "the fault was there before it was planted"
    assert result.rows_failed
    assert result.rows_checked is not None


def send_again(connection: duckdb.DuckDBPyConnection, solid: tuple[str, ...]) -> None:
    """Make every file another delivery under another path, with its rows five lines lower; what they say stays."""
    changes = {
        "_row": '"_row" + 5',
        **{name: f"'again-' || {name}" for name in ("delivery_id", "_delivery_id")},
        **{name: f"'again/' || {name}" for name in ("file_name", "_file")},
    }
    columns = connection.execute(
        """select c.schema_name || '.' || c.table_name, list(c.column_name)
           from duckdb_columns() as c semi join duckdb_tables() as t using (database_name, schema_name, table_name)
           where c.schema_name in ('raw', 'staging', 'core', 'intermediate')
              or list_contains(?, c.schema_name || '.' || c.table_name)
           group by 1""",
        [list(solid)],
    ).fetchall()
    for table, names in columns:
        moved = [f"{name} = {change}" for name, change in changes.items() if name in names]
        if moved:
            connection.execute(f"update {table} set {', '.join(moved)}")


@pytest.mark.parametrize(
    "fault",
    [fault for fault in FAULTS if fault.place.get("file") and RULES[fault.rule_id].severity != "invariante"],
    ids=lambda fault: fault.rule_id,
)
def test_a_finding_keeps_its_age_when_the_file_is_sent_again_with_its_rows_moved(
    build: duckdb.DuckDBPyConnection, fault: Fault
) -> None:
    for view in fault.solid:
        make_solid(build, view)
    for statement in fault.plant:
        build.execute(statement)
    known = "select issue_id, first_seen_at, key from control.ctl_issue where run_id = ? and closed_at is null order by all"
    run_checks(build, "planted", [RULES[fault.rule_id]])
    before = build.execute(known, ["planted"]).fetchall()
    places = {(issue["delivery_id"], issue["file"], issue["row"]) for issue in issues_of(build, "planted")}
    send_again(build, fault.solid)
    run_checks(build, "again", [RULES[fault.rule_id]])

    assert before
    assert build.execute(known, ["again"]).fetchall() == before
    assert places.isdisjoint((issue["delivery_id"], issue["file"], issue["row"]) for issue in issues_of(build, "again"))
    assert all(".csv" not in key for _, _, key in before)


def test_a_rule_that_names_a_file_or_a_row_says_what_is_wrong_apart_from_its_place(base: Warehouse) -> None:
    """An invariant stops the release and is mended by us, whatever its age."""
    without = {
        rule_id
        for rule_id, rule in RULES.items()
        if rule.query and rule.severity != "invariante"
        for columns in [{row[0] for row in base.built(f"describe {rule.rows_query()}")}]
        if columns & {"delivery_id", "file", "sheet", "row"} and "key" not in columns
    }
    assert without == set()


def test_every_rule_of_the_project_can_fail_in_this_table() -> None:
    """Rules that repeat per dataset are tested on one dataset: their text is one."""
    folder = PROJECT_ROOT / "expectations" / "rules"
    entries = [
        entry["id"] for path in folder.glob("*.yml") for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]
    ]
    tested = [fault.rule_id for fault in FAULTS]
    untested = [
        entry
        for entry in entries
        if not any(re.fullmatch(re.escape(entry).replace(r"\$dataset", r"\w+"), name) for name in tested)
    ]
    assert untested == []
    assert len(tested) == len(entries)


def test_every_rule_runs_on_the_built_warehouse_and_none_errors(base: Warehouse) -> None:
    assert base.outcome is not None
    assert [result.rule_id for result in base.outcome.results] == list(RULES)
    assert {result.rule_id: result.error for result in base.outcome.results if result.status == "errored"} == {}
    assert sum(result.rows_checked is None for result in base.outcome.results) == 0
    failed = {
        result.rule_id: (result.rows_failed, result.severity) for result in base.outcome.results if result.status == "failed"
    }
    assert failed["R22.5"] == (1, "mayor")
    assert failed["R5.8"] == (1, "bloqueante")
    assert "invariante" not in {severity for _, severity in failed.values()}


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"query": "select no_such_column from {batch}"}, "no_such_column"),
        ({"query": "select 1 as x from {batch} where", "relation": "core.dim_indicator"}, "syntax"),
        ({"relation": "core.no_such_table"}, "no_such_table"),
        ({"query": "select 1 as x from {batch}", "message_es": "{missing}"}, "missing"),
        ({"query": "select cast(indicator_code as integer) as x from {batch}"}, "Conversion"),
        (
            {"query": None, "expectation": "ExpectColumnValuesToNotBeNull", "arguments": {"column": "no_such_column"}},
            "no_such_column",
        ),
        ({"query": None, "expectation": "ExpectNothingKnown", "arguments": {}}, "ExpectNothingKnown"),
    ],
    ids=["column", "syntax", "relation", "message", "cast", "expectation column", "expectation name"],
)
def test_a_rule_that_raises_is_errored_and_never_failed(
    build: duckdb.DuckDBPyConnection, changed: dict[str, Any], text: str
) -> None:
    good = RULES["G15"].model_copy(update={"id": "OK"})
    fields = {
        **RULES["G15"].model_dump(), "id": "Z1", "relation": "core.dim_indicator",
        "query": "select indicator_code from {batch} where false", "message_es": "x", "message_en": "x", **changed,
    }  # fmt: skip
    results = run_checks(build, "raising", [Rule(**fields), good])
    assert [(result.rule_id, result.status) for result in results] == [("Z1", "errored"), ("OK", "passed")]
    assert text in results[0].error
    assert (results[0].rows_checked, results[0].rows_failed, results[0].magnitude) == (None, None, None)
    assert issues_of(build, "raising") == []


def test_a_broken_rule_does_not_spoil_another_on_the_same_table(build: duckdb.DuckDBPyConnection) -> None:
    broken = RULES["G15"].model_copy(update={"id": "Z1", "query": "select no_such_column from {batch}"})
    results = {result.rule_id: result.status for result in run_checks(build, "x", [broken, RULES["G14"], RULES["G15"]])}
    assert results == {"Z1": "errored", "G14": "passed", "G15": "passed"}
