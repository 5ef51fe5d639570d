"""What Spark must see of a run: raw rows, and the small tables of the build database (catalogue and ledger) as Parquet.

Everything is an external table: the files are ours, Spark only reads them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import duckdb

from expectations.ledger import LEDGER_TABLES
from orchestration.engine.parquet_rows import ParquetRows
from orchestration.engine.spark_sql import SparkSql
from orchestration.settings import Settings
from sources.contract import all_contracts

_SPARK_TYPES = {"VARCHAR": "string", "INTEGER": "int", "TIMESTAMP": "timestamp_ntz"}
# Tables that stay in the build database, because they say which build stands in that file, with its tests.
_PRIVATE = ("built", "built_test")


def register(connection: duckdb.DuckDBPyConnection, sql: SparkSql, settings: Settings) -> None:
    """Write the small tables anew and make every table of schemas ``raw`` and ``control`` stand in Spark as it is now."""
    sweep_abandoned(connection, ParquetRows(settings.raw_files))
    sql.run("create database if not exists raw", "create database if not exists control")
    _register(connection, sql, settings, _tables(connection))


def register_ledger(connection: duckdb.DuckDBPyConnection, sql: SparkSql, settings: Settings) -> None:
    """Register the ledger again after the checks; no other table has changed since ``register``."""
    _register(connection, sql, settings, (table for table in _tables(connection) if table[1] in LEDGER_TABLES))


def _register(
    connection: duckdb.DuckDBPyConnection, sql: SparkSql, settings: Settings, tables: Iterable[tuple[str, str]]
) -> None:
    relations = {contract.relation for contract in all_contracts().values()}
    for schema, table in tables:
        columns = [(row[0], row[1]) for row in connection.execute(f'describe {schema}."{table}"').fetchall()]
        if schema == "raw" and table in relations:
            folder = settings.raw_files / table
        else:
            folder = settings.spark_files / f"{schema}.{table}"
            _export(connection, f'{schema}."{table}"', folder)
        folder.mkdir(parents=True, exist_ok=True)
        sql.run(*_definition(schema, table, columns, folder))


def sweep_abandoned(connection: duckdb.DuckDBPyConnection, files: ParquetRows) -> None:
    """Remove files of deliveries that were never recorded: a run died between the file and its record."""
    recorded = {row[0] for row in connection.execute("select delivery_id from raw.delivery where status = 'loaded'").fetchall()}
    for path in files.folder.glob("*/*.parquet*"):
        if path.name.startswith(".") or path.stem not in recorded:
            path.unlink()


def _tables(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str]]:
    rows = connection.execute(
        """select table_schema, table_name from information_schema.tables
           where table_catalog = current_database() and (table_schema = 'raw' or table_name in (select unnest(?)))
           order by all""",
        [list(LEDGER_TABLES)],
    ).fetchall()
    return ((schema, table) for schema, table in rows if table not in _PRIVATE)


def _export(connection: duckdb.DuckDBPyConnection, relation: str, folder: Path) -> None:
    """One file, replaced in one step."""
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f".rows-{os.getpid()}"
    connection.execute(f"copy {relation} to '{unfinished}' (format parquet)")
    unfinished.replace(folder / "rows.parquet")


def _definition(schema: str, table: str, columns: Sequence[tuple[str, str]], folder: Path) -> Iterator[str]:
    typed = ", ".join(f"`{name}` {_SPARK_TYPES.get(kind, kind.lower())}" for name, kind in columns)
    yield f"drop table if exists {schema}.`{table}`"
    yield f"create table {schema}.`{table}` ({typed}) using parquet location '{folder}'"
