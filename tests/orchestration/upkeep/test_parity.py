"""What ``csad parity`` calls a difference: planted ones, and none where only the run's clock differs."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from orchestration.upkeep.parity import Build, compare

TABLES = {
    "core.fct_area": "select * from (values (2013, 49800.0), (2014, 42900.0)) as t(year, area_ha)",
    "marts.mart_area": "select * from core.fct_area",
    "control.ctl_rule_result": (
        "select * from (values ('RUN', 'G3', 'passed', 0.SECONDS, timestamp '2026-11-24 00:00:0SECONDS'),"
        " ('older', 'G3', 'failed', 1.0, timestamp '2026-11-01'))"
        " as t(run_id, rule_id, status, seconds, evaluated_at)"
    ),
}


def build(folder: Path, name: str, seconds: int = 1, **changed: str) -> Build:
    path = folder / f"{name}.duckdb"
    with duckdb.connect(str(path)) as connection:
        for table, query in {**TABLES, **{key.replace("__", "."): value for key, value in changed.items()}}.items():
            connection.execute(f"create schema if not exists {table.split('.')[0]}")
            text = query.replace("RUN", name).replace("SECONDS", str(seconds))
            connection.execute(f"create table {table} as {text}")
    return Build(path, name)


def test_the_clock_and_older_runs_are_no_difference(tmp_path: Path) -> None:
    rows, differences = compare(build(tmp_path, "a", seconds=1), build(tmp_path, "b", seconds=2))
    assert differences == []
    assert rows == {"core.fct_area": 2, "marts.mart_area": 2, "control.ctl_rule_result": 1}


def test_another_order_of_rows_is_no_difference(tmp_path: Path) -> None:
    turned = "select * from (values (2014, 42900.0), (2013, 49800.0)) as t(year, area_ha)"
    assert compare(build(tmp_path, "a"), build(tmp_path, "b", core__fct_area=turned))[1] == []


def test_another_value_names_its_column_and_shows_both_rows(tmp_path: Path) -> None:
    other = "select * from (values (2013, 49800.0), (2014, 42901.0)) as t(year, area_ha)"
    _, (core, mart) = compare(build(tmp_path, "a"), build(tmp_path, "b", core__fct_area=other))
    assert (core.table, core.kind, core.columns) == ("core.fct_area", "values", ["area_ha"])
    assert [tuple(map(float, row)) for row in core.only_left] == [(2014.0, 42900.0)]
    assert [tuple(map(float, row)) for row in core.only_right] == [(2014.0, 42901.0)]
    assert mart.table == "marts.mart_area"


def test_values_given_to_other_rows_are_found(tmp_path: Path) -> None:
    """Each column alone holds the same values."""
    crossed = "select * from (values (2014, 49800.0), (2013, 42900.0)) as t(year, area_ha)"
    _, (core, _) = compare(build(tmp_path, "a"), build(tmp_path, "b", core__fct_area=crossed))
    assert (core.kind, core.columns, len(core.only_left)) == ("values", [], 2)


@pytest.mark.parametrize(
    ("query", "kind", "said"),
    [
        ("select 2013 as year, cast(49800 as double) as area_ha", "columns", "area_ha DECIMAL(6,1) | area_ha DOUBLE"),
        ("select 49800.0 as area_ha, 2013 as year", "columns", "year INTEGER | area_ha DECIMAL(6,1)"),
        ("select 2013 as year", "columns", "area_ha DECIMAL(6,1) | —"),
        ("select 2013 as year, 49800.0 as area_ha", "rows", "2 rows on the left, 1 on the right"),
    ],
)
def test_another_shape_is_said(tmp_path: Path, query: str, kind: str, said: str) -> None:
    differences = compare(build(tmp_path, "a"), build(tmp_path, "b", core__fct_area=query))[1]
    assert differences[0].kind == kind
    assert said in differences[0].text


def test_a_row_that_stands_twice_is_found(tmp_path: Path) -> None:
    twice = TABLES["core.fct_area"] + " union all select 2014, 42900.0"
    core = compare(build(tmp_path, "a"), build(tmp_path, "b", core__fct_area=twice))[1][0]
    assert (core.kind, core.only_left, len(core.only_right)) == ("rows", [], 1)


def test_a_missing_table_is_said(tmp_path: Path) -> None:
    (missing,) = compare(build(tmp_path, "a", core__dim_more="select 1 as n"), build(tmp_path, "b"))[1]
    assert (missing.kind, missing.text) == ("missing", "core.dim_more does not stand in the right build")
