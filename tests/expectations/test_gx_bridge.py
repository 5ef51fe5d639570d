"""The bridge: the expectation types that our rules use answer rightly, both ways, on the run's own connection."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from expectations.bridge import shared_data_source
from expectations.checks import run_checks
from expectations.ledger import create_ledger
from expectations.rule import Rule
from orchestration.building.rules import project_rules
from orchestration.settings import PROJECT_ROOT

ROWS = "(values (1, 'a', 2001), (2, 'b', 2002), (2, 'b', 2106), (3, null, 1900)) as t (id, name, year)"

CASES: list[tuple[str, dict[str, Any], bool, int]] = [
    ("ExpectCompoundColumnsToBeUnique", {"column_list": ["id", "name", "year"]}, True, 0),
    ("ExpectCompoundColumnsToBeUnique", {"column_list": ["id", "name"]}, False, 2),
    ("ExpectColumnValuesToNotBeInSet", {"column": "name", "value_set": ["z"]}, True, 0),
    ("ExpectColumnValuesToNotBeInSet", {"column": "name", "value_set": ["b"]}, False, 2),
    ("ExpectColumnValuesToBeBetween", {"column": "year", "min_value": 1900, "max_value": 2106}, True, 0),
    ("ExpectColumnValuesToBeBetween", {"column": "year", "min_value": 1985, "max_value": 2035}, False, 2),
    ("ExpectColumnValuesToBeBetween", {"column": "id", "min_value": 0}, True, 0),
    ("ExpectColumnValuesToBeBetween", {"column": "id", "min_value": 2}, False, 1),
]


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(tmp_path / "build.duckdb")) as opened:
        opened.execute(f"create schema small; create table small.rows_of as select * from {ROWS}")
        create_ledger(opened)
        yield opened


def rule(**changed: Any) -> Rule:
    fields: dict[str, Any] = {
        "id": "T1", "severity": "mayor", "dimension": "validez", "relation": "small.rows_of", "title_es": "t", "title_en": "t",
        "message_es": "Hay {n}.", "message_en": "There are {n}.", "owner_es": "n", "owner_en": "us", **changed,
    }  # fmt: skip
    return Rule(**fields)


def test_every_native_type_that_a_rule_uses_is_tested_both_ways() -> None:
    used = {item.expectation for item in project_rules(PROJECT_ROOT / "expectations" / "rules") if item.expectation}
    assert used == {case[0] for case in CASES}
    for kind in used:
        assert {case[2] for case in CASES if case[0] == kind} == {True, False}


@pytest.mark.parametrize(("kind", "arguments", "holds", "n"), CASES)
def test_a_native_expectation_answers_rightly(
    connection: duckdb.DuckDBPyConnection, kind: str, arguments: dict[str, Any], holds: bool, n: int
) -> None:
    (result,) = run_checks(connection, "r", [rule(expectation=kind, arguments=arguments)])
    assert (result.status, result.rows_checked, result.error) == ("passed" if holds else "failed", 4, "")
    texts = connection.execute("select text_es, text_en from control.ctl_issue").fetchall()
    assert texts == ([] if holds else [(f"Hay {n}.", f"There are {n}.")])


@pytest.mark.parametrize(
    ("query", "years"),
    [
        ("select id, year as value, year from {batch} where year > 2035", [2106]),
        ("select year from {batch} where year > 3000", []),
        (
            """with big as (select * from {batch} where year > 2001)
               select b.year from big b join {batch} a on a.id = b.id and a.year < b.year""",
            [2106],
        ),
        ("select year from {batch} where name is null union all select year from small.rows_of where id = 1", [1900, 2001]),
    ],
)
def test_a_query_of_failing_rows_answers_rightly(connection: duckdb.DuckDBPyConnection, query: str, years: list[int]) -> None:
    (result,) = run_checks(connection, "r", [rule(query=query, message_es="{year}", message_en="{year}")])
    assert result.status == ("failed" if years else "passed")
    assert result.rows_failed == len(years)
    found = connection.execute("select text_es from control.ctl_issue").fetchall()
    assert sorted(int(text) for (text,) in found) == years


def test_the_checks_see_the_run_s_own_connection_and_leave_it_open(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("insert into small.rows_of values (9, 'z', 2000)")
    (result,) = run_checks(connection, "r", [rule(query="select id from {batch} where id = 9", message_es="x", message_en="x")])
    assert (result.status, result.rows_checked) == ("failed", 5)
    assert connection.execute("select count(*) from small.rows_of").fetchone() == (5,)


def test_gx_sends_nothing_out() -> None:
    import os

    with duckdb.connect() as opened:
        shared_data_source(opened)
    assert os.environ["GX_ANALYTICS_ENABLED"] == "false"


def test_magnitudes_add_up_in_their_unit(connection: duckdb.DuckDBPyConnection) -> None:
    (result,) = run_checks(
        connection, "r", [rule(query="select id, -id as magnitude from {batch}", message_es="x", message_en="x", unit="ha")]
    )
    assert (result.magnitude, result.unit, result.rows_failed) == (8, "ha", 4)


def test_results_keep_the_order_of_the_rules(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("create table small.other as select 1 as id")
    rules = [
        rule(id="B", query="select id from {batch} where false"),
        rule(id="A", relation="small.other", query="select id from {batch} where false"),
        rule(id="C", query="select id from {batch} where false"),
    ]
    told: list[str] = []
    assert [result.rule_id for result in run_checks(connection, "r", rules, told.append)] == ["B", "A", "C"]
    assert sorted(told) == ["A", "B", "C"]
