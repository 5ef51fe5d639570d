"""The ledger: every result of every rule of every run, and the places where a rule failed.

One writer, append-only by run. The verdict over it is SQL in ``dbt_project/models/control``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date, datetime

import duckdb


@dataclass(frozen=True)
class RuleRecord:
    """One rule as it stood in one run: its wording, owner and weight."""

    run_id: str
    rule_id: str
    severity: str
    dimension: str
    title_es: str
    title_en: str
    owner_es: str
    owner_en: str


@dataclass(frozen=True)
class RuleResult:
    """What one rule found in one run. ``status``: passed, failed or errored (it could not be evaluated)."""

    run_id: str
    rule_id: str
    severity: str
    dimension: str
    status: str
    rows_checked: int | None
    rows_failed: int | None
    magnitude: float | None
    unit: str
    seconds: float
    error: str
    evaluated_at: datetime


@dataclass(frozen=True)
class Issue:
    """One place where a rule failed: in a delivery (file, sheet, row), or in an indicator (level, territory, period, cut-off)."""

    run_id: str
    rule_id: str
    severity: str
    indicator_code: str | None
    territory_level: str | None
    territory_code: str | None
    period: str | None
    cutoff_date: date | None
    delivery_id: str | None
    file: str | None
    sheet: str | None
    row: int | None
    column: str | None
    value: str | None
    magnitude: float | None
    unit: str
    text_es: str
    text_en: str
    owner_es: str
    owner_en: str


@dataclass(frozen=True)
class RunRecord:
    """How one run ended. ``outcome``: released, unchanged (nothing new: the current release stands) or refused."""

    run_id: str
    started_at: datetime
    finished_at: datetime
    as_of_date: date | None
    outcome: str
    release_id: str | None
    deliveries_new: int
    deliveries_refused: int


_TYPES = {
    "int": "bigint",
    "str": "varchar",
    "str | None": "varchar",
    "int | None": "bigint",
    "float": "double",
    "float | None": "double",
    "date | None": "date",
    "datetime": "timestamp",
}
LEDGER_TABLES: dict[str, type] = {"ctl_rule": RuleRecord, "ctl_rule_result": RuleResult, "ctl_issue": Issue, "ctl_run": RunRecord}


def create_ledger(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the ledger tables in schema ``control`` where they are missing."""
    connection.execute("create schema if not exists control")
    for table, record in LEDGER_TABLES.items():
        columns = ", ".join(f'"{item.name}" {_TYPES[str(item.type)]}' for item in fields(record))
        connection.execute(f"create table if not exists control.{table} ({columns})")


def write_ledger(
    connection: duckdb.DuckDBPyConnection,
    run_id: str,
    rules: Sequence[RuleRecord],
    results: Sequence[RuleResult],
    issues: Sequence[Issue],
) -> None:
    """Write what one run found, in one transaction; written twice for one run, the second time replaces the first."""
    connection.execute("begin")
    for table, records in (("ctl_rule", rules), ("ctl_rule_result", results), ("ctl_issue", issues)):
        connection.execute(f"delete from control.{table} where run_id = ?", [run_id])
        _append(connection, table, records)
    connection.execute("commit")


def write_run(connection: duckdb.DuckDBPyConnection, record: RunRecord) -> None:
    """Record how a run ended."""
    _append(connection, "ctl_run", [record])


def _append(connection: duckdb.DuckDBPyConnection, table: str, records: Iterable[object]) -> None:
    rows = [astuple(record) for record in records]  # type: ignore[call-overload]
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"insert into control.{table} values ({marks})", rows)
