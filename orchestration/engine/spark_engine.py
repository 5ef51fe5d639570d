"""Apache Spark as the engine: raw rows are Parquet files, dbt and the rules run on the cluster over its Thrift server.

The cluster starts when the first stage needs it, unless one runs already in the home (``csad spark up``) or the settings name
the port of one; a cluster that the run started stops with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from functools import cached_property

import duckdb

from expectations.bridge import Tables
from expectations.spark_bridge import SparkTables
from orchestration.building.dbt_build import DbtResult, build, run_dbt
from orchestration.engine.homecoming import bring_home
from orchestration.engine.parquet_rows import ParquetRows
from orchestration.engine.registration import register, register_ledger
from orchestration.engine.spark_keeper import cluster_for_a_run
from orchestration.engine.spark_sql import SparkSql
from orchestration.loading.deliveries import RawRows
from orchestration.settings import Settings

# The models that read the ledger: tables on this engine, built again after the checks of the run (macro judged).
_JUDGED = "tag:judged"


class SparkEngine:
    """See ``protocol.Engine``. ``held`` closes what the engine opens when the run ends."""

    def __init__(self, settings: Settings, held: ExitStack) -> None:
        self._settings, self._held = settings, held

    @cached_property
    def port(self) -> int:
        """Port of the Thrift server on 127.0.0.1; the cluster starts with the first question for it."""
        if self._settings.spark_port:
            return self._settings.spark_port
        cluster = cluster_for_a_run(self._settings.spark_home, self._settings.spark_workers)
        return self._held.enter_context(cluster).thrift_port

    @cached_property
    def _sql(self) -> SparkSql:
        return self._held.enter_context(SparkSql.connect(self.port))

    def raw_rows(self, connection: duckdb.DuckDBPyConnection) -> RawRows:  # noqa: ARG002  # rows do not enter the build database
        return ParquetRows(self._settings.raw_files)

    def offer(self, connection: duckdb.DuckDBPyConnection) -> None:
        register(connection, self._sql, self._settings)

    def holds_build(self, key: str) -> bool:
        if not self._sql.rows("show databases like 'raw'") or not self._sql.rows("show tables in raw like 'built'"):
            return False
        return self._sql.rows("select build_key from raw.built") == [(key,)]

    def build(self, key: str, only: Sequence[str] | None) -> DbtResult:
        self._sql.run("drop table if exists raw.built")
        result = build(self._settings, only, {"CSAD_SPARK_PORT": str(self.port)})
        if result.succeeded:
            self._sql.run(f"create table raw.built using parquet as select '{key}' as build_key")
        return result

    def tables(self, connection: duckdb.DuckDBPyConnection) -> Tables:  # noqa: ARG002
        return SparkTables(self.port, self._sql)

    def bring_home(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Hand the run's ledger to Spark, build the models that read it again, copy. ``RuntimeError`` if that build fails."""
        register_ledger(connection, self._sql, self._settings)
        again = run_dbt(self._settings, "run", ("--select", _JUDGED), environment={"CSAD_SPARK_PORT": str(self.port)})
        if not again.succeeded:
            raise RuntimeError(f"the verdict was not built: {again.error or again.failures[0].message}")
        bring_home(connection, self.port, self._settings)
