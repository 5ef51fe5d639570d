"""Bring core, marts, control and report from Spark into the build database, so that gate, report and release are the same code.

Spark writes each relation as Parquet, DuckDB reads it: types and column order arrive as the models declare them.
"""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb

from orchestration.building.dbt_build import read_manifest
from orchestration.engine.spark_sql import SparkSql
from orchestration.settings import RELEASED_SCHEMAS, REPORT_SCHEMA, Settings

_SESSIONS = 3


def bring_home(connection: duckdb.DuckDBPyConnection, port: int, settings: Settings) -> None:
    """Every model and seed of the released schemas and of the report becomes a table of that name in the build database."""
    relations = awaited_relations(settings)
    folder = settings.spark_files / "home"
    shutil.rmtree(folder, ignore_errors=True)
    with ThreadPoolExecutor(_SESSIONS) as pool:
        list(pool.map(lambda name: _write(port, name, folder / name), relations))
    for name, columns in relations.items():
        _read(connection, name, folder / name, columns)
    shutil.rmtree(folder)


def awaited_relations(settings: Settings) -> dict[str, list[str]]:
    """``schema.table`` of what release and report read, to the columns of its contract in order; empty without one."""
    manifest = read_manifest(settings)
    built = [node for node in manifest["nodes"].values() if node["resource_type"] in ("model", "seed")]
    named = {f"{node['schema']}.{node['alias']}": node for node in sorted(built, key=lambda node: node["unique_id"])}
    return {name: _promised(node) for name, node in named.items() if node["schema"] in (*RELEASED_SCHEMAS, REPORT_SCHEMA)}


def _promised(node: dict[str, Any]) -> list[str]:
    return list(node["columns"]) if node.get("contract", {}).get("enforced") else []


def _write(port: int, name: str, folder: Path) -> None:
    with SparkSql.connect(port) as sql:
        sql.run(f"insert overwrite directory '{folder}' using parquet select * from {name}")


def _read(connection: duckdb.DuckDBPyConnection, name: str, folder: Path, columns: list[str]) -> None:
    schema, table = name.split(".")
    selected = ", ".join(f'"{column}"' for column in columns) or "*"
    connection.execute(f"create schema if not exists {schema}")
    row = connection.execute(
        "select table_type from information_schema.tables where table_schema = ? and table_name = ?", [schema, table]
    ).fetchone()
    if row and row[0] == "VIEW":
        connection.execute(f"drop view {name}")
    connection.execute(f"create or replace table {name} as select {selected} from read_parquet('{folder}/*.parquet')")
