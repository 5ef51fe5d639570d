"""One Spark worker against two, of one core each, and DuckDB on the same two cores: an aggregation and a build of the budget.

Every line of the file is kept (all programmes), so that there is work to share out. Both clusters and DuckDB stand side by
side and take turns; what is timed is the query, or dbt building the tables of the budget with what they need, from a warm parse.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import duckdb

from benchmarks.landing_folder import put_budget
from benchmarks.measuring import Sample, Series, alternate
from benchmarks.result import Limit, Result
from benchmarks.scale import Scale
from orchestration.building.dbt_build import DbtResult, run_dbt
from orchestration.engine.spark_cluster import start, stop
from orchestration.engine.spark_sql import SparkSql
from orchestration.loading.warehouse import open_warehouse
from orchestration.outcome import Silent
from orchestration.settings import Settings
from orchestration.stages.run import load_stage
from orchestration.stages.run import start as start_run

SCALING_LIMIT = 1.6
ONE, TWO, DUCKDB = "Spark, one worker", "Spark, two workers", "DuckDB, two cores"
BUDGET = ("+fct_budget_month", "qtn_pirdais__budget_execution", "int_budget__by_level", "int_budget__execution")
WITHOUT_TESTS = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test", "--select", *BUDGET)
# The tables that hold a row per line: what grows with the file.
LARGE = ("stg_pirdais__budget_execution", "qtn_pirdais__budget_execution", "fct_budget_month", "int_budget__by_level")
AMOUNTS = ("pia", "pim", "certificado", "comprometido", "devengado", "girado")
AGGREGATION = f"""
    select ano_eje, nivel_gobierno, departamento_meta, actividad_accion_obra,
           {", ".join(f"sum(cast(monto_{name} as decimal(18, 2)))" for name in AMOUNTS)}
    from raw.pirdais__budget_execution group by 1, 2, 3, 4"""


@dataclass(frozen=True)
class Place:
    """One engine with the same file loaded: how it aggregates, how it builds."""

    aggregate: Callable[[], int]
    build: Callable[[], DbtResult]


def benchmark(scale: Scale) -> Result:
    """Alternating rounds of one worker, two workers and DuckDB."""
    with tempfile.TemporaryDirectory(prefix="csad-bench-") as name, ExitStack() as held:
        folder = Path(name)
        put_budget(folder / "landing", 2024, scale.kept_rows)
        places = {
            ONE: _spark(folder, 1, held),
            TWO: _spark(folder, 2, held),
            DUCKDB: _duckdb(folder),
        }
        for place in places.values():
            place.aggregate()  # the first question of a session pays for what the others reuse
        sums = alternate(scale.rounds, {name: _timed_aggregation(place) for name, place in places.items()})
        builds = alternate(scale.slow_rounds, {name: _timed_build(place) for name, place in places.items()})
    table = [["", "aggregation s", "budget build s", "its large tables s"]]
    for name in places:
        parts = (sums[name].seconds, builds[name].seconds, builds[name].detail("large_tables"))
        table.append([name, *(f"{part:.1f}" for part in parts)])
    limits = [
        Limit("aggregation, two workers against one", sums[ONE].seconds / sums[TWO].seconds, SCALING_LIMIT, at_least=True),
        Limit("budget build, two workers against one", builds[ONE].seconds / builds[TWO].seconds, SCALING_LIMIT, at_least=True),
    ]
    large = builds[ONE].detail("large_tables") / builds[TWO].detail("large_tables")
    remarks = [
        f"the large tables of the build alone, two workers against one: {large:.2f}",
        f"DuckDB against Spark on the same two cores: aggregation {sums[TWO].seconds / sums[DUCKDB].seconds:.1f} times, "
        f"budget build {builds[TWO].seconds / builds[DUCKDB].seconds:.1f} times faster",
        "the Thrift server that plans and collects runs on the same two cores as the workers",
    ]
    measured = (("aggregation", sums), ("build", builds))
    series = [Series(f"{what} · {name}", found[name].samples) for what, found in measured for name in found]
    return Result("scaling", f"Workers, with {scale.kept_rows:,} lines kept", table, limits, series, remarks)


def _spark(folder: Path, workers: int, held: ExitStack) -> Place:
    home = folder / f"spark-{workers}"
    held.callback(stop, home / "cluster")
    cluster = start(home / "cluster", workers=workers)
    settings = _settings(folder, home, engine="spark", spark_port=cluster.thrift_port)
    with start_run(settings) as outcome:
        load_stage(settings, outcome, Silent())
        with open_warehouse(settings.build_database) as connection:
            outcome.engine.offer(connection)
    sql = held.enter_context(SparkSql.connect(cluster.thrift_port))
    environment = {"CSAD_SPARK_PORT": str(cluster.thrift_port)}
    run_dbt(settings, "parse", environment=environment)
    return Place(
        lambda: len(sql.rows(AGGREGATION)),
        lambda: run_dbt(settings, "build", WITHOUT_TESTS, environment=environment, afresh=True),
    )


def _duckdb(folder: Path) -> Place:
    settings = _settings(folder, folder / "duckdb")
    with start_run(settings) as outcome:
        load_stage(settings, outcome, Silent())
    run_dbt(settings, "parse")

    def aggregate() -> int:
        with duckdb.connect(str(settings.build_database), read_only=True) as connection:
            return len(connection.execute(AGGREGATION).fetchall())

    return Place(aggregate, lambda: run_dbt(settings, "build", WITHOUT_TESTS, afresh=True))


def _settings(folder: Path, home: Path, **more: object) -> Settings:
    return Settings(landing=folder / "landing", home=home, programmes="*", **more)  # type: ignore[arg-type]


def _timed_aggregation(place: Place) -> Callable[[], Sample]:
    def measured() -> Sample:
        started = time.perf_counter()
        groups = place.aggregate()
        return Sample(time.perf_counter() - started, 0.0, 0.0, {"groups": groups})

    return measured


def _timed_build(place: Place) -> Callable[[], Sample]:
    def measured() -> Sample:
        started = time.perf_counter()
        result = place.build()
        seconds = time.perf_counter() - started
        if not result.succeeded:
            raise RuntimeError(result.error or result.failures[0].message)
        large = sum(node.seconds for node in result.nodes if node.unique_id.split(".")[-1] in LARGE)
        return Sample(seconds, 0.0, 0.0, {"large_tables": round(large, 2), "nodes": len(result.nodes)})

    return measured
