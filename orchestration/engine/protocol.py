"""What a run asks of an engine. The build database is the catalogue and the ledger of every engine; rows live where it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import duckdb

from expectations.bridge import Tables
from orchestration.building.dbt_build import DbtResult
from orchestration.loading.deliveries import RawRows


class Engine(Protocol):
    """One engine, for the length of one run. ``connection`` is always that of the build database, opened for writing."""

    def raw_rows(self, connection: duckdb.DuckDBPyConnection) -> RawRows:
        """Where the rows of a delivery are put."""

    def offer(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Let dbt and the rules see deliveries, contracts, the scope of the run and the ledger as they stand now."""

    def holds_build(self, key: str) -> bool:
        """Whether the tables that a good build of ``key`` made still stand where the engine keeps them."""

    def build(self, key: str, only: Sequence[str] | None) -> DbtResult:
        """dbt builds staging to control afresh; nobody else in this process may hold the build database open.

        With ``only``, dbt builds and tests what is named there; every other table and every row of earlier deliveries stays.
        """

    def tables(self, connection: duckdb.DuckDBPyConnection) -> Tables:
        """The built tables as the checks read them."""

    def bring_home(self, connection: duckdb.DuckDBPyConnection) -> None:
        """After the checks: core, marts and control of this run stand in the build database, for gate, release and report."""
