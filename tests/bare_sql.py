"""An engine for tests that build hundreds of times: the SQL that dbt compiled, run by DuckDB without dbt around it.

dbt needs seconds for what DuckDB does in tenths. What a run asks to build, and in which database, is the same; a test proves that
the tables are the same too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Any

import duckdb
from scenario import Warehouse

from expectations.bridge import DuckDbTables, Tables
from orchestration.building.dbt_build import DbtNode, DbtResult, read_manifest, run_dbt
from orchestration.loading.deliveries import RawRows, TableRows
from orchestration.loading.warehouse import open_warehouse
from orchestration.settings import Settings

_HOOK = re.compile(r"only_values\('(\w+)', ref\('(\w+)'\), '(\w+)'\)")


@dataclass(frozen=True)
class Table:
    """One stored model: its SQL in a whole build, and the SQL that adds to it where it is one that grows."""

    unique_id: str
    name: str
    relation: str
    whole: str
    added: str
    replaced_by: str
    left_by: tuple[tuple[str, str, str], ...]


def compiled_tables(built: Warehouse) -> list[Table]:
    """The stored models of a warehouse that dbt built whole, parents first. dbt compiles once more what grows."""
    whole = read_manifest(built.settings)
    compiled = run_dbt(built.settings, "compile", ("--select", "config.materialized:incremental"))
    assert not compiled.error
    added = read_manifest(built.settings)["nodes"]
    relations = {node["name"]: f"{node['schema']}.{node['name']}" for node in whole["nodes"].values()}
    return [
        _table(whole["nodes"][key], added[key], relations)
        for key in TopologicalSorter(whole["parent_map"]).static_order()
        if key in whole["nodes"] and whole["nodes"][key]["config"]["materialized"] in ("table", "incremental")
    ]


def _table(node: Mapping[str, Any], added: Mapping[str, Any], relations: Mapping[str, str]) -> Table:
    hooks = [_HOOK.search(hook["sql"]) for hook in node["config"]["post-hook"]]
    leave = tuple((hook[1], relations[hook[2]], hook[3]) for hook in hooks if hook)
    assert len(leave) == len(hooks)
    grows = node["config"]["materialized"] == "incremental"
    assert not grows or added["compiled_code"] != node["compiled_code"]
    return Table(
        node["unique_id"],
        node["name"],
        relations[node["name"]],
        node["compiled_code"],
        added["compiled_code"] if grows else "",
        node["config"]["unique_key"] if grows else "",
        leave,
    )


@dataclass(frozen=True)
class BareSql:
    """See ``protocol.Engine``. Tests among what is named are not run."""

    settings: Settings
    stored: Sequence[Table]

    def build(self, key: str, only: Sequence[str] | None) -> DbtResult:  # noqa: ARG002
        asked = [table for table in self.stored if only is None or table.name in set(only)]
        with open_warehouse(self.settings.build_database) as connection:
            connection.execute("set threads = 1")  # small tables: another thread costs more than it saves
            connection.execute("begin")
            for table in asked:
                _make(connection, table, afresh=only is None)
            connection.execute("commit")
        return DbtResult([DbtNode(table.unique_id, "success", 0.0, "") for table in asked])

    def raw_rows(self, connection: duckdb.DuckDBPyConnection) -> RawRows:
        return TableRows(connection)

    def offer(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Nothing."""

    def holds_build(self, key: str) -> bool:  # noqa: ARG002
        return True

    def tables(self, connection: duckdb.DuckDBPyConnection) -> Tables:
        return DuckDbTables(connection)

    def bring_home(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Nothing."""


def _make(connection: duckdb.DuckDBPyConnection, table: Table, *, afresh: bool) -> None:
    if afresh or not table.added:
        connection.execute(f"create or replace table {table.relation} as {table.whole}")
    else:
        connection.execute(f"create or replace temp table added as {table.added}")
        key = table.replaced_by
        connection.execute(f"delete from {table.relation} where {key} in (select {key} from added)")
        connection.execute(f"insert into {table.relation} by name from added")
    for column, known, named in table.left_by:
        connection.execute(f"delete from {table.relation} where {column} not in (select {named} from {known})")
