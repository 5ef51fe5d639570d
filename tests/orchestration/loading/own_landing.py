"""A landing tree of a test with a build database beside it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from scenario import put

from orchestration.loading.load import LoadResult, load_landing
from orchestration.settings import Settings


@dataclass
class Landing:
    """A landing tree of its own with a build database beside it."""

    settings: Settings
    connection: duckdb.DuckDBPyConnection

    def put(self, name: str, content: str | bytes, sidecar: dict[str, object] | None = None) -> Path:
        path = put(self.settings.landing, name, content, sidecar)
        # Two writes within one tick of the clock must not look like one file.
        Landing.tick += 1_000_000_000
        os.utime(path, ns=(Landing.tick, Landing.tick))
        return path

    def load(self) -> LoadResult:
        return load_landing(self.connection, self.settings)

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        return self.connection.execute(query, list(values)).fetchall()

    tick = 1_700_000_000_000_000_000


def counts(result: LoadResult) -> tuple[int, int, int, int]:
    return len(result.new), result.unchanged, len(result.refused), result.redescribed
