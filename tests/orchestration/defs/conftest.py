"""One Dagster home for the tests of the graph: definitions of a fresh clone, then one daily run in it."""

from __future__ import annotations

import dagster as dg
import pytest
from warehouse_graph import Graph

from orchestration.settings import Settings


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """Definitions where nothing has ever run: there is no home yet."""
    from orchestration.defs.graph import definitions

    settings = Settings(home=tmp_path_factory.mktemp("dagster") / "home")
    return Graph(definitions(settings), settings)


@pytest.fixture(scope="session")
def first_day(fresh: Graph) -> dg.ExecuteInProcessResult:
    """The first daily run of that home."""
    return fresh.run()
