"""A worker that is killed in the middle of a build costs time and nothing else (the build of ``conftest.both``)."""

from __future__ import annotations

from typing import Any

from orchestration.engine.spark_cluster import Cluster, workers_alive


def test_the_build_ends_in_the_same_marts(cluster: Cluster, both: Any) -> None:
    standing = sum(1 for _ in (cluster.folder / "warehouse").glob("*.db/*"))
    # It was killed in the middle: some tables stood, many were still to come.
    assert 0 < both.tables_at_the_kill < standing - 10
    assert workers_alive(cluster) == 1
    assert both.parity.outcomes["spark"] == "released"
    assert [difference.text for difference in both.parity.differences] == []
