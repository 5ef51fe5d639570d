"""The engine that the settings name."""

from __future__ import annotations

from contextlib import ExitStack

from orchestration.engine.duckdb_engine import DuckDbEngine
from orchestration.engine.protocol import Engine
from orchestration.settings import Settings


def chosen_engine(settings: Settings, held: ExitStack) -> Engine:
    """The engine of one run; ``held`` closes whatever the engine opens. Spark's client is imported only for a run on Spark."""
    if settings.engine == "duckdb":
        return DuckDbEngine(settings)
    from orchestration.engine.spark_engine import SparkEngine

    return SparkEngine(settings, held)
