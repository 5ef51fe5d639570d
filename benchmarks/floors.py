"""A whole run with a year of the budget against the sum of its floors: the time of DuckDB, dbt and the checks alone.

Floors: the bare statement that reads the file, ``dbt build`` of the loaded database started alone, and the checks called on
the built database with Great Expectations already imported.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.installation import STAGES, Installation
from benchmarks.load_speed import bare_statement
from benchmarks.measuring import Sample, alternate, call, command
from benchmarks.result import Result
from benchmarks.scale import Scale
from orchestration.building.dbt_build import NOT_IN_A_RUN, dbt_arguments, dbt_environment
from orchestration.building.rules import project_rules
from orchestration.loading.warehouse import open_warehouse
from orchestration.settings import Settings

WHOLE, READ, BUILD, CHECKS = "csad run, whole", "read", "dbt build", "checks"


def checks_alone(home: str) -> dict[str, Any]:
    """The checks on a built database; ``work_seconds`` leaves out the import of Great Expectations."""
    import great_expectations.expectations  # noqa: F401

    from expectations.checks import run_checks

    settings = Settings(home=Path(home))
    started = time.perf_counter()
    with open_warehouse(settings.build_database) as connection:
        run_checks(connection, "bench", project_rules(settings.rules))
    return {"work_seconds": time.perf_counter() - started}


def benchmark(scale: Scale) -> Result:
    """Alternating rounds of the floors and of a whole run into an empty database."""
    with tempfile.TemporaryDirectory(prefix="csad-bench-") as name:
        folder = Path(name)
        place = Installation.new(folder)
        file = place.put(2024, scale.year_rows)
        place.run()
        actions = {
            READ: lambda: call(bare_statement, file=str(file), database=str(_fresh(folder / "bare.duckdb"))),
            BUILD: lambda: dbt_build(place.settings),
            CHECKS: lambda: call(checks_alone, home=str(place.settings.home)),
            WHOLE: lambda: _whole(place),
        }
        found = alternate(scale.rounds, actions)
    whole = found[WHOLE]
    floors = {"load": found[READ].seconds, "build": found[BUILD].seconds, "check": found[CHECKS].detail("work_seconds")}
    table = [["stage", "floor", "in the run", "over the floor"]]
    for stage in (*STAGES, "start-up"):
        floor, taken = floors.get(stage, 0.0), whole.detail(stage)
        table.append([stage, f"{floor:.1f}", f"{taken:.1f}", f"{taken - floor:+.1f}"])
    total = sum(floors.values())
    table.append(["all", f"{total:.1f}", f"{whole.seconds:.1f}", f"{whole.seconds - total:+.1f}"])
    ratio = whole.seconds / total
    remarks = [
        f"whole run against the sum of its floors: {ratio:.2f}",
        "«build» in the run has no start-up of its own, the floor has one; «check» over its floor is mostly the import of "
        "Great Expectations",
    ]
    title = f"A whole run with {scale.year_rows:,} budget lines, stage by stage"
    return Result("floors", title, table, series=found.values(), remarks=remarks, figures={"ratio": ratio, "floors": floors})


def _whole(place: Installation) -> Sample:
    place.empty()
    return place.run()


def dbt_build(settings: Settings) -> Sample:
    """``dbt build`` of what is loaded, started as a command of its own."""
    arguments = [str(Path(sys.executable).with_name("dbt")), "build", *NOT_IN_A_RUN, *dbt_arguments(settings), "--quiet"]
    return command(arguments, dbt_environment(settings))[0]


def _fresh(database: Path) -> Path:
    database.unlink(missing_ok=True)
    return database
