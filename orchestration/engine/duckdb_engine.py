"""The embedded default: everything lives in the build database, so there is nothing to offer, to keep or to bring home."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from expectations.bridge import DuckDbTables, Tables
from orchestration.building.dbt_build import DbtResult, build
from orchestration.loading.deliveries import RawRows, TableRows
from orchestration.settings import Settings


class DuckDbEngine:
    """See ``protocol.Engine``."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def raw_rows(self, connection: duckdb.DuckDBPyConnection) -> RawRows:
        return TableRows(connection)

    def offer(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Nothing: dbt reads the build database itself."""

    def holds_build(self, key: str) -> bool:  # noqa: ARG002  # the tables live and die with the key, in one file
        return True

    def build(self, key: str, only: Sequence[str] | None) -> DbtResult:  # noqa: ARG002
        return build(self._settings, only)

    def tables(self, connection: duckdb.DuckDBPyConnection) -> Tables:
        return DuckDbTables(connection)

    def bring_home(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Nothing: this is home."""
