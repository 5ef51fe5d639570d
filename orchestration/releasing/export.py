"""What a release holds: the read-only DuckDB file, Parquet, CSV and XLSX of small marts, and ``datapackage.json``.

The Spanish views of the marts in that file belong to ``spanish_views``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from orchestration.building.descriptions import UNDESCRIBED, TableText, built_texts
from orchestration.loading.warehouse import DUCKDB_CONFIG
from orchestration.releasing.small_counts import told_columns
from orchestration.releasing.spanish_views import create_spanish_views
from orchestration.settings import DATABASE, RELEASED_SCHEMAS, Settings
from reports.spreadsheet import BookSheet, write_csv, write_xlsx

# Excel opens a sheet of this size without complaint; larger marts go out as Parquet only.
SMALL_MART_ROWS = 100_000
_OF_THE_RUN = ("ctl_rule", "ctl_rule_result", "ctl_issue")
# Frictionless asks for an identifier of the Open Definition. Most publishers declare no licence for their figures, so none
# that grants anything may stand here; the title says where the terms of each figure are.
LICENCE = {
    "name": "notspecified",
    "title": "Figures keep their publishers' terms (core.dim_vintage.licence); tables and descriptions CC-BY-4.0",
}
_MEDIA_TYPES = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_FRICTIONLESS_TYPES = {
    "BIGINT": "integer", "INTEGER": "integer", "DOUBLE": "number", "VARCHAR": "string",
    "DATE": "date", "TIMESTAMP": "datetime", "BOOLEAN": "boolean",
}  # fmt: skip


def export_database(
    connection: duckdb.DuckDBPyConnection, settings: Settings, tables: Sequence[tuple[str, str]], run_id: str, path: Path
) -> None:
    """Copy the released tables into a DuckDB file that older drivers can open, with comments, in a stable row order.

    Counts of very few people stay behind (see ``small_counts``). Each mart gets a view in schema ``es`` that speaks Spanish.
    """
    texts = built_texts(settings)
    told = told_columns(connection, settings)
    # The name differs from every schema in the file, because DuckDB would call a reference ambiguous.
    connection.execute(f"attach {_quoted(path)} as released (storage_version 'v1.0.0')")
    try:
        for schema, table in tables:
            target = f"released.{schema}.{table}"
            where = f"where run_id = '{run_id}'" if table in _OF_THE_RUN else ""
            connection.execute(f"create schema if not exists released.{schema}")
            connection.execute(
                f"create table {target} as select {told.get(table, '*')} from {schema}.{table} {where} order by all"
            )
        connection.execute("begin")  # one write to disk instead of one for each comment
        for schema, table in tables:
            _comment(connection, f"released.{schema}.{table}", texts.get(table, UNDESCRIBED))
        connection.execute("commit")
        connection.execute("checkpoint released")
    finally:
        connection.execute("detach released")
    create_spanish_views(path, texts)
    path.chmod(0o444)


def export_files(settings: Settings, folder: Path, release_id: str, *, demonstration: bool) -> dict[str, int]:
    """Parquet of every released table, CSV and XLSX of small marts, ``datapackage.json``; returns rows by table.

    ``demonstration``: some figure of the release is synthetic, and the title of the package says so.
    """
    (folder / "parquet").mkdir()
    (folder / "csv").mkdir()
    (folder / "xlsx").mkdir()
    texts = built_texts(settings)
    rows_by_table: dict[str, int] = {}
    resources: list[dict[str, Any]] = []
    with duckdb.connect(str(folder / DATABASE), read_only=True, config=DUCKDB_CONFIG) as connection:
        for schema, table in _tables(connection):
            name = f"{schema}.{table}"
            parquet = f"parquet/{name}.parquet"
            connection.execute(f"copy {name} to {_quoted(folder / parquet)} (format parquet)")
            columns = _columns(connection, schema, table)
            rows = _count(connection, name)
            rows_by_table[name] = rows
            text = texts.get(table, UNDESCRIBED)
            fields = _fields(columns, text)
            resources.append(_resource(f"{table}-parquet", parquet, "parquet", text, fields))
            if schema == "marts" and rows < SMALL_MART_ROWS:
                values = connection.execute(f"select * from {name}").fetchall()
                write_csv(folder / f"csv/{table}.csv", [c for c, _ in columns], values)
                headings = [text.label(name) for name, _ in columns]
                write_xlsx(folder / f"xlsx/{table}.xlsx", table, headings, values, dictionary_sheet(text))
                resources.append(_resource(table, f"csv/{table}.csv", "csv", text, fields))
                headed = [{**field, "name": field["title"]} for field in fields]  # a field has the name that heads its column
                resources.append(_resource(f"{table}-xlsx", f"xlsx/{table}.xlsx", "xlsx", text, headed))
    _write_datapackage(folder, release_id, resources, demonstration=demonstration)
    return rows_by_table


def dictionary_sheet(text: TableText) -> BookSheet:
    """What a workbook says of its own columns: heading, name in the other files, unit, text in both languages."""
    rows = [(c.label_es, name, c.unit, c.description_es, c.description_en) for name, c in text.columns.items()]
    return BookSheet("Diccionario", [("Columna", "Nombre técnico", "Unidad", "Descripción", "Description (English)"), *rows])


def _comment(connection: duckdb.DuckDBPyConnection, target: str, text: TableText) -> None:
    if text.description_en:
        connection.execute(f"comment on table {target} is {_quoted(text.description_en)}")
    known = {row[0] for row in connection.execute(f"describe {target}").fetchall()}
    for name, column in text.columns.items():
        if name in known:
            connection.execute(f'comment on column {target}."{name}" is {_quoted(column.description_en)}')


def _quoted(text: object) -> str:
    """A SQL text literal: statements such as ATTACH and COMMENT take no parameters."""
    return "'" + str(text).replace("'", "''") + "'"


def _tables(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    rows = connection.execute(
        """select table_schema, table_name from information_schema.tables
           where table_catalog = current_database() order by table_schema, table_name"""
    ).fetchall()
    return [(schema, table) for schema, table in rows if schema in RELEASED_SCHEMAS]


def _columns(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in connection.execute(f"describe {schema}.{table}").fetchall()]


def _count(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    row = connection.execute(f"select count(*) from {name}").fetchone()
    return int(row[0]) if row else 0


def _fields(columns: Sequence[tuple[str, str]], text: TableText) -> list[dict[str, str]]:
    return [
        {
            "name": name,
            "title": text.label(name),
            "type": "number" if kind.startswith("DECIMAL") else _FRICTIONLESS_TYPES.get(kind, "any"),
            "description": text.columns[name].both if name in text.columns else "",
        }
        for name, kind in columns
    ]


def _resource(name: str, path: str, kind: str, text: TableText, fields: list[dict[str, str]]) -> dict[str, Any]:
    resource: dict[str, Any] = {
        "name": name.replace(".", "-").replace("_", "-"),
        "path": path,
        "format": kind,
        "mediatype": _MEDIA_TYPES[kind],
        "title": text.title_es,
        "description": text.both,
    }
    if kind == "csv":
        resource |= {"profile": "tabular-data-resource", "encoding": "utf-8", "schema": {"fields": fields, "missingValues": [""]}}
    else:
        resource |= {"profile": "data-resource", "schema": {"fields": fields}}
    return resource


def _write_datapackage(folder: Path, release_id: str, resources: list[dict[str, Any]], *, demonstration: bool) -> None:
    title = "CSAD warehouse: coca area, eradication, titling, budget and commitments of Peru"
    package = {
        "profile": "data-package",
        "name": "csad-warehouse",
        "title": f"DEMONSTRATION DATA, not reality. {title}" if demonstration else title,
        "version": release_id,
        "description": "Marts with their verdict, core dimensions and facts, and the control tables behind each verdict.",
        "licenses": [LICENCE],
        "resources": resources,
    }
    (folder / "datapackage.json").write_text(json.dumps(package, indent=2, ensure_ascii=False), encoding="utf-8")
