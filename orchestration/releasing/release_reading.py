"""Reading what a release holds by the names that its tables have in the build database.

The verdict is a tower of views, so each reading of a view runs all views below it. The file of a release holds the rows of
these views. The digest, ``report.json`` and the memory of states read them in that file, and read tables that are not released
in the build database. The views of schema ``report`` are defined again on top, so that they read the file too. Writing the
file belongs to ``export`` (docs/adr/0017).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

from orchestration.settings import REPORT_SCHEMA

_TABLES = """
    select database_name, schema_name, name
    from (
        select database_name, schema_name, table_name as name from duckdb_tables() where database_name in ($1, 'released')
        union all
        select database_name, schema_name, view_name from duckdb_views() where database_name = $1 and not internal
    )
    order by database_name = 'released', schema_name, name
"""


@contextmanager
def release_on_top(connection: duckdb.DuckDBPyConnection, released: Path) -> Iterator[None]:
    """Inside, ``schema.table`` is the released table where ``released`` holds it, else that of the build database.

    Nothing may be written inside. Raises ``duckdb.IOException`` when there is no such file.
    """
    row = connection.execute("select current_database()").fetchone()
    build = row[0] if row else ""
    path = str(released).replace("'", "''")
    connection.execute(f"attach '{path}' as released (read_only)")
    try:
        connection.execute("attach ':memory:' as release_on_top")
        # The released table comes last in the query, so it replaces the table of the build database.
        homes = {(schema, name): database for database, schema, name in connection.execute(_TABLES, [build]).fetchall()}
        for schema in {schema for schema, _ in homes}:
            connection.execute(f"create schema if not exists release_on_top.{schema}")
        views = _views_of_report(connection, build)
        for (schema, name), database in homes.items():
            if schema == REPORT_SCHEMA and name in views:
                continue
            connection.execute(f'create view release_on_top.{schema}."{name}" as select * from {database}.{schema}."{name}"')
        connection.execute("use release_on_top")
        try:
            for statement in views.values():
                connection.execute(statement)
            yield
        finally:
            connection.execute(f"use {build}")
            connection.execute("detach release_on_top")
    finally:
        connection.execute("detach released")


def _views_of_report(connection: duckdb.DuckDBPyConnection, build: str) -> dict[str, str]:
    """Name to definition on top of each view that the report reads, a view after those that it reads itself."""
    query = "select view_name, sql from duckdb_views() where database_name = ? and schema_name = ?"
    views = dict(connection.execute(query, [build, REPORT_SCHEMA]).fetchall())
    reads = {name: {other for other in views if other != name and re.search(rf"\b{other}\b", sql)} for name, sql in views.items()}
    return {name: views[name].replace(f"{build}.", "release_on_top.") for name in TopologicalSorter(reads).static_order()}
