"""The same files on both engines end in the same tables, the same verdicts and the same release."""

from __future__ import annotations

import json
from typing import Any

import duckdb

from orchestration.releasing.shelf import MANIFEST
from orchestration.settings import Settings
from orchestration.stages.run import run


def manifest(settings: Settings) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((settings.current / MANIFEST).read_text(encoding="utf-8"))
    return found


def test_no_table_is_different(both: Any) -> None:
    assert [difference.text for difference in both.parity.differences] == []
    assert both.parity.outcomes == {"duckdb": "released", "spark": "released"}
    # Facts with rows are among what was compared: an empty comparison would be equal too.
    assert both.parity.rows["core.fct_coca_area_snapshot"] > 1000
    assert both.parity.rows["core.fct_budget_month"] > 100
    assert both.parity.is_equal


def test_the_verdicts_are_the_same(both: Any) -> None:
    duck, spark = both.parity.verdicts["duckdb"], both.parity.verdicts["spark"]
    assert duck == spark
    assert duck["EN REVISIÓN"] > 0


def test_the_release_is_the_same_artefact(both: Any) -> None:
    duck, spark = manifest(both.duckdb), manifest(both.spark)
    assert (duck["engine"], spark["engine"]) == ("duckdb", "spark")
    assert duck["content"] == spark["content"]
    assert duck["tables"] == spark["tables"]


def test_nothing_new_builds_and_releases_nothing(both: Any) -> None:
    before = manifest(both.spark)["release_id"]
    outcome = run(both.spark)
    assert (outcome.word, outcome.load.new, outcome.build.nodes) == ("unchanged", [], [])
    assert manifest(both.spark)["release_id"] == before


def test_lost_rows_stop_the_release(both: Any) -> None:
    """An invariant: every row that was read is loaded. One row of one delivery is taken away behind the pipeline's back."""
    file = next((both.spark.raw_files / "unodc__coca_area_national").glob("*.parquet"))
    whole = file.read_bytes()
    before = manifest(both.spark)["release_id"]
    try:
        with duckdb.connect() as connection:
            rows = f"read_parquet('{file}')"
            last = f"(select max(_row) from {rows})"
            connection.execute(f"copy (select * from {rows} where _row < {last}) to '{file}.short' (format parquet)")
        file.with_name(file.name + ".short").replace(file)
        outcome = run(both.spark)
        assert outcome.word == "refused"
        assert [refusal.rule_id for refusal in outcome.refusals] == ["I2.coca_area_national"]
        assert manifest(both.spark)["release_id"] == before
        assert (both.spark.refusals / outcome.run_id / "report" / "es" / "index.html").exists()
    finally:
        file.write_bytes(whole)
