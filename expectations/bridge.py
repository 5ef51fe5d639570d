"""How Great Expectations reads the built tables: pushed down as SQL, on the run's own DuckDB connection.

Out of the box GX returns the connection before it fetches and the rollback discards DuckDB's result, so every SQL
expectation that fetches rows fails. Here each cursor is its own and transactions are no-ops (docs/adr/0002).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import duckdb

from expectations.gx_import import great_expectations

if TYPE_CHECKING:
    from great_expectations.data_context import EphemeralDataContext
    from great_expectations.datasource.fluent import SQLDatasource


class Tables(Protocol):
    """The built tables as the checks read them, on whichever engine they stand."""

    def data_source(self) -> tuple[EphemeralDataContext, SQLDatasource]:
        """A GX context with the SQL data source through which GX judges."""

    def rows(self, query: str) -> tuple[Sequence[str], list[tuple[Any, ...]]]:
        """Column names and every row of a query."""


@dataclass(frozen=True)
class DuckDbTables:
    """Tables of the build database, through the connection that the run has open."""

    connection: duckdb.DuckDBPyConnection

    def data_source(self) -> tuple[EphemeralDataContext, SQLDatasource]:
        return shared_data_source(self.connection)

    def rows(self, query: str) -> tuple[Sequence[str], list[tuple[Any, ...]]]:
        cursor = self.connection.cursor().execute(query)
        return [column[0] for column in cursor.description or []], cursor.fetchall()


def ephemeral_context() -> EphemeralDataContext:
    """A GX context that leaves nothing behind and tells nobody. Importing GX takes about two seconds."""
    gx = great_expectations()
    from great_expectations.data_context.types.base import DataContextConfig, InMemoryStoreBackendDefaults

    # GX's own default leaves a temporary folder for Data Docs behind at each run (2026-11-23).
    stores = InMemoryStoreBackendDefaults(init_temp_docs_sites=False)
    context = gx.get_context(mode="ephemeral", project_config=DataContextConfig(store_backend_defaults=stores))
    context.variables.progress_bars = {"globally": False}
    return context


def shared_data_source(connection: duckdb.DuckDBPyConnection) -> tuple[EphemeralDataContext, SQLDatasource]:
    """An ephemeral GX context whose SQL data source reads through ``connection``."""
    context = ephemeral_context()
    from duckdb_engine import ConnectionWrapper, CursorWrapper

    class SharedConnection(ConnectionWrapper):
        """A DBAPI face of the shared connection: closing or rolling back must not touch it."""

        def __init__(self, shared: duckdb.DuckDBPyConnection) -> None:
            super().__init__(shared)
            self._shared = shared

        def cursor(self) -> CursorWrapper:
            return CursorWrapper(self._shared.cursor(), self)

        def begin(self) -> None:
            """Nothing: the checks only read."""

        def commit(self) -> None:
            """Nothing: the checks only read."""

        def rollback(self) -> None:
            """Nothing: a rollback would discard the result that GX has not fetched yet."""

        def close(self) -> None:
            self.closed = True

    source = context.data_sources.add_sql(
        name="build",
        connection_string="duckdb:///",
        kwargs={"creator": lambda: SharedConnection(connection)},
        create_temp_table=False,
    )
    return context, source
