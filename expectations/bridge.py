"""Great Expectations on the run's own DuckDB connection: SQL push-down, no second opening of the file.

Out of the box GX returns the connection before it fetches and the rollback discards DuckDB's result, so every SQL
expectation that fetches rows fails. Here each cursor is its own and transactions are no-ops (docs/adr/0002).
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from great_expectations.data_context import EphemeralDataContext
    from great_expectations.datasource.fluent import SQLDatasource


def shared_data_source(connection: duckdb.DuckDBPyConnection) -> tuple[EphemeralDataContext, SQLDatasource]:
    """An ephemeral GX context whose SQL data source reads through ``connection``. Importing GX takes about 2.5 s."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as gx
    from duckdb_engine import ConnectionWrapper, CursorWrapper
    from great_expectations.data_context.types.base import DataContextConfig, InMemoryStoreBackendDefaults

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

    # GX's own default leaves a temporary folder for Data Docs behind at each run (2026-11-23).
    stores = InMemoryStoreBackendDefaults(init_temp_docs_sites=False)
    context = gx.get_context(mode="ephemeral", project_config=DataContextConfig(store_backend_defaults=stores))
    context.variables.progress_bars = {"globally": False}
    source = context.data_sources.add_sql(
        name="build",
        connection_string="duckdb:///",
        kwargs={"creator": lambda: SharedConnection(connection)},
        create_temp_table=False,
    )
    return context, source
