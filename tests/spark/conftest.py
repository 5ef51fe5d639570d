"""A real master, two workers and a Thrift server, started once; both engines on the same small landing tree.

There is one build on Spark for all tests, and in the middle of it a worker is killed: it must end as if nothing had happened.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from orchestration.engine.spark_cluster import Cluster, SparkUnavailable, stop
from orchestration.engine.spark_keeper import cluster_for_a_run
from orchestration.settings import Settings
from orchestration.upkeep.parity import Parity, build_both, landing_with_budget

BUDGET_LINES = 20_000
TABLES_BEFORE_THE_KILL = 15
_POLL_SECONDS = 0.1


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """The cluster of the whole session. Without Java or the extra, its tests fail: they are never skipped."""
    try:
        with cluster_for_a_run(tmp_path_factory.mktemp("cluster"), workers=2) as started:
            yield started
    except SparkUnavailable as error:
        pytest.fail(str(error), pytrace=False)


@dataclass(frozen=True)
class BothBuilds:
    """The comparison, the settings of the two homes it was made from, and how many tables Spark had when a worker was killed."""

    parity: Parity
    duckdb: Settings
    spark: Settings
    tables_at_the_kill: int


@pytest.fixture(scope="session")
def both(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> BothBuilds:
    """The published extracts with a small demonstration budget, built on both engines; on Spark one worker dies on the way."""
    folder: Path = tmp_path_factory.mktemp("parity")
    settings = Settings(
        landing=landing_with_budget(Settings().landing, BUDGET_LINES, folder), spark_port=cluster.thrift_port, home=folder
    )
    with ThreadPoolExecutor(1) as pool:
        building = pool.submit(build_both, settings, folder)
        try:
            tables = kill_a_worker(cluster, building)
            parity = building.result()
        except BaseException:  # Ctrl-C: without its cluster the build ends, and the pool waits for the build
            stop(cluster.folder)
            raise
    homes = {name: settings.model_copy(update={"engine": name, "home": folder / name}) for name in ("duckdb", "spark")}
    return BothBuilds(parity, homes["duckdb"], homes["spark"], tables)


def kill_a_worker(cluster: Cluster, building: Future[Parity]) -> int:
    """Kill one as soon as the build has made some tables; returns how many they were, none when it ended before that."""
    while not building.done():
        tables = sum(1 for _ in (cluster.folder / "warehouse").glob("*.db/*"))
        if tables >= TABLES_BEFORE_THE_KILL:
            # The group: its executor dies with it, and so do the shuffle files that it held.
            os.killpg(cluster.pids("worker")[0], signal.SIGKILL)
            return tables
        time.sleep(_POLL_SECONDS)
    return 0
