"""What grows by delivery and by year is the same on both engines after another file restated a year and replaced a delivery.

The last module of the room: it changes the two homes that the others look at.
"""

from __future__ import annotations

from typing import Any

import duckdb

from orchestration.settings import Settings
from orchestration.stages.run import run
from orchestration.upkeep.parity import Build, compare
from sources.demonstration.budget_file import write_budget

LINES = 5_000
FOLDER = "pirdais/budget_execution"


def test_a_restated_year_and_a_replaced_delivery_are_the_same_on_both_engines(both: Any) -> None:
    landing = both.duckdb.landing
    # The same edition, published later, brings another year: the delivery it replaces leaves the typed rows.
    replacing = write_budget(landing / FOLDER / "2024-09-15__demostracion-2023.csv", LINES, 2022, seed=1, restated=False)
    # Another edition brings the year 2023 again: its facts are written anew, and only they.
    restating = write_budget(landing / FOLDER / "2024-10-15__corregido-2023.csv", LINES, 2023, seed=2, restated=True)
    builds = {settings.engine: again(settings) for settings in (both.duckdb, both.spark)}
    rows, differences = compare(builds["duckdb"], builds["spark"])
    assert [difference.text for difference in differences] == []
    assert rows["core.fct_budget_month"] > 100
    assert files_by_year(builds["spark"]) == {
        2022: f"{FOLDER}/{replacing.file.name}",
        2023: f"{FOLDER}/{restating.file.name}",
    }


def again(settings: Settings) -> Build:
    outcome = run(settings)
    assert outcome.word == "released", outcome.refusals
    assert len(outcome.load.new) == 2
    return Build(settings.build_database, outcome.run_id)


def files_by_year(build: Build) -> dict[int, str]:
    with duckdb.connect(str(build.database), read_only=True) as connection:
        return dict(connection.execute("select distinct year, _file from core.fct_budget_month order by all").fetchall())
