"""The macros that differ between engines: the same table of cases as on DuckDB (tests/dbt_project/test_macro_cases.py)."""

from __future__ import annotations

from typing import Any

from orchestration.building.dbt_build import run_dbt


def test_every_case_holds_on_spark(both: Any) -> None:
    environment = {"CSAD_SPARK_PORT": str(both.spark.spark_port)}
    outcome = run_dbt(both.spark, "test", ("--select", "macro_cases"), environment=environment)
    assert outcome.error == ""
    assert [(node.status, node.message) for node in outcome.nodes] == [("pass", "")]
