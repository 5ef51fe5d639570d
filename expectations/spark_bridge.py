"""How Great Expectations reads the built tables on Apache Spark: as SQL over the Thrift server, nothing is copied out.

GX takes Spark for Hive, whose SQL is the same for what the rules ask (docs/adr/0011).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from expectations.bridge import ephemeral_context

if TYPE_CHECKING:
    from great_expectations.data_context import EphemeralDataContext
    from great_expectations.datasource.fluent import SQLDatasource


class Session(Protocol):
    """An open session on the cluster."""

    def table(self, query: str) -> tuple[Sequence[str], list[tuple[Any, ...]]]:
        """Column names and every row of a query."""


@dataclass(frozen=True)
class SparkTables:
    """Tables of the cluster whose Thrift server listens on ``port`` of this machine."""

    port: int
    session: Session

    def data_source(self) -> tuple[EphemeralDataContext, SQLDatasource]:
        context = ephemeral_context()
        source = context.data_sources.add_sql(
            name="build", connection_string=f"hive://csad@127.0.0.1:{self.port}/default", create_temp_table=False
        )
        return context, source

    def rows(self, query: str) -> tuple[Sequence[str], list[tuple[Any, ...]]]:
        return self.session.table(query)
