"""The ledger: every result of every rule of every run, and every finding with the time it has been open.

One writer. Results are appended run by run and are aggregates only. A finding is one row for as long as it is known, whatever
the number of runs that saw it: reading what is open today does not grow with history. The verdict over it is SQL in
``dbt_project/models/control``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import UTC, date, datetime

import duckdb


@dataclass(frozen=True)
class RuleRecord:
    """One rule as it stood in the last run: its wording, owner and weight.

    ``step`` is the step of the gate that a failure enters (1–6, ``None``: it informs only). ``origin``: archivo (the reader),
    staging, expectativa, dbt or puntualidad. ``by_rows``: it passes by share of rows and not as a whole.
    """

    run_id: str
    rule_id: str
    severity: str
    dimension: str
    title_es: str
    title_en: str
    owner_es: str
    owner_en: str
    step: int | None
    origin: str
    by_rows: bool


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
    """One finding: in a delivery (file, sheet, row), or in an indicator (level, territory, period, cut-off).

    ``key`` names what is wrong apart from where it stands in the file, so that the finding keeps its age when the file is sent
    again; without one the place itself is the key.
    """

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
    key: str | None = None


@dataclass(frozen=True)
class RuleScope:
    """A rule judges something that an indicator is made of."""

    rule_id: str
    indicator_code: str


@dataclass(frozen=True)
class Signoff:
    """What a person decided on one value of an indicator; ``decision``: publicar or no publicar.

    ``basis_id`` is what the value rested on when it was signed (``int_indicator__basis``): another basis voids the signature.
    """

    signoff_id: int
    indicator_code: str
    period: str
    territory_level: str
    territory_code: str
    cutoff_date: date
    decision: str
    basis_id: str
    vintage_id: str
    signed_by: str
    signed_at: datetime
    reason: str


@dataclass(frozen=True)
class Waiver:
    """A documented exception: what a blocking rule finds is a note until a day, in a person's name and with a reason."""

    waiver_id: int
    rule_id: str
    until_date: date
    waived_by: str
    waived_at: datetime
    reason: str


@dataclass(frozen=True)
class State:
    """What something is now and since when. ``kind``: valor, indicador, conciliacion or cifra; ``key`` names it in its kind."""

    kind: str
    key: str
    state: str
    since_at: datetime
    previous_state: str | None


@dataclass(frozen=True)
class IndicatorDay:
    """How the newest value of an indicator stood at the end of one run."""

    run_id: str
    day: date
    indicator_code: str
    score: float | None
    verdict: str


@dataclass(frozen=True)
class ReconciliationDay:
    """How one reconciliation stood at the end of one run."""

    run_id: str
    day: date
    reconciliation_id: str
    status: str


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
    "bool": "boolean",
    "date": "date",
    "str | None": "varchar",
    "int | None": "bigint",
    "float": "double",
    "float | None": "double",
    "date | None": "date",
    "datetime": "timestamp",
}
# What is known of a finding over time: ``run_id`` above is the last run that saw it.
_AGE = "issue_id varchar, first_seen_at timestamp, last_seen_at timestamp, closed_at timestamp"
# The same finding in the next run: rule, what it is about and the column, and its turn where a rule says several things of one.
_IDENTIFIED = """
    create or replace temp table identified_issue as
    with keyed as (
        select *, coalesce(key, concat_ws('|', coalesce(indicator_code, ''), coalesce(territory_level, ''),
                      coalesce(territory_code, ''), coalesce(period, ''), coalesce(cast(cutoff_date as varchar), ''),
                      case when file is null then coalesce(delivery_id, '') else file end,
                      coalesce(sheet, ''), coalesce(cast("row" as varchar), '')
                  )) as identity
        from found_issue
    )
    select *, md5(concat_ws('|', rule_id, identity, coalesce("column", ''), cast(row_number() over (
                  partition by rule_id, identity, coalesce("column", '') order by file, sheet, "row", value, text_es
              ) as varchar))) as issue_id
    from keyed
"""
LEDGER_TABLES: dict[str, type] = {
    "ctl_rule": RuleRecord,
    "ctl_rule_result": RuleResult,
    "ctl_issue": Issue,
    "ctl_rule_scope": RuleScope,
    "ctl_signoff": Signoff,
    "ctl_waiver": Waiver,
    "ctl_state": State,
    "ctl_indicator_history": IndicatorDay,
    "ctl_reconciliation_history": ReconciliationDay,
    "ctl_run": RunRecord,
}


def create_ledger(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the ledger tables in schema ``control`` where they are missing.

    A table laid out by an earlier version is made anew, except the record of the runs: findings are found again.
    """
    connection.execute("create schema if not exists control")
    for table, record in LEDGER_TABLES.items():
        columns = _columns(record) + (f", {_AGE}" if record is Issue else "")
        _drop_earlier_layout(connection, table, record)
        connection.execute(f"create table if not exists control.{table} ({columns})")


def write_ledger(  # noqa: PLR0913, PLR0917  # one transaction takes all that a run found
    connection: duckdb.DuckDBPyConnection,
    run_id: str,
    rules: Sequence[RuleRecord],
    results: Sequence[RuleResult],
    issues: Sequence[Issue],
    scopes: Sequence[RuleScope] = (),
    seen_at: datetime | None = None,
    *,
    closes: bool = True,
) -> None:
    """Write what one run found, in one transaction; written twice for one run, the second time replaces the first.

    ``closes``: what this run does not find is closed; a run about the past closes nothing of today.
    """
    connection.execute("begin")
    connection.execute("delete from control.ctl_rule_result where run_id = ?", [run_id])
    _append(connection, "ctl_rule_result", results)
    replace_rows(connection, "ctl_rule", rules)
    replace_rows(connection, "ctl_rule_scope", scopes)
    _merge_issues(connection, run_id, issues, seen_at or datetime.now(UTC).replace(tzinfo=None), closes=closes)
    connection.execute("commit")


def write_run(connection: duckdb.DuckDBPyConnection, record: RunRecord) -> None:
    """Record how a run ended."""
    _append(connection, "ctl_run", [record])


def _merge_issues(
    connection: duckdb.DuckDBPyConnection, run_id: str, issues: Sequence[Issue], seen_at: datetime, *, closes: bool
) -> None:
    """Findings seen again keep the day they were first seen; those no longer found by a rule that was evaluated are closed.

    Findings closed before and not seen again are not touched: the work of a run does not grow with those of the past.
    """
    connection.execute(f"create or replace temp table found_issue ({_columns(Issue)})")
    _append(connection, "found_issue", issues, schema="temp")
    connection.execute(_IDENTIFIED)
    connection.execute(
        """create or replace temp table known_issue as
           select * from control.ctl_issue where closed_at is null or issue_id in (select issue_id from identified_issue)"""
    )
    connection.execute("delete from control.ctl_issue where issue_id in (select issue_id from known_issue)")
    found = ", ".join(f'i."{item.name}"' for item in fields(Issue))
    known = ", ".join(f'k."{item.name}"' for item in fields(Issue))
    connection.execute(
        f"""insert into control.ctl_issue
            select {found}, i.issue_id, case when k.closed_at is null then coalesce(k.first_seen_at, $1) else $1 end, $1, null
            from identified_issue as i left join known_issue as k using (issue_id)""",
        [seen_at],
    )
    # A rule that could not be evaluated closes nothing; a rule that is gone closes what it found. What an earlier writing of
    # this very run found and this one does not was never found.
    connection.execute(
        f"""insert into control.ctl_issue
            select {known}, k.issue_id, k.first_seen_at, k.last_seen_at,
                   case when r.status = 'errored' or not $3 then null else $1 end
            from known_issue as k
            left join control.ctl_rule_result as r on k.rule_id = r.rule_id and r.run_id = $2
            where k.issue_id not in (select issue_id from identified_issue) and k.run_id <> $2""",
        [seen_at, run_id, closes],
    )
    for table in ("found_issue", "identified_issue", "known_issue"):
        connection.execute(f"drop table temp.{table}")


def replace_rows(connection: duckdb.DuckDBPyConnection, table: str, records: Sequence[object]) -> None:
    """Make a table of the ledger hold just these records: what people decided, as it stands now."""
    connection.execute(f"delete from control.{table}")
    _append(connection, table, records)


def append_rows(connection: duckdb.DuckDBPyConnection, table: str, records: Sequence[object]) -> None:
    """Add records to a table of the ledger that keeps history."""
    _append(connection, table, records)


def _columns(record: type) -> str:
    return ", ".join(f'"{item.name}" {_TYPES[str(item.type)]}' for item in fields(record))


def _drop_earlier_layout(connection: duckdb.DuckDBPyConnection, table: str, record: type) -> None:
    if record is RunRecord:
        return
    there = {
        row[0]
        for row in connection.execute(
            "select column_name from information_schema.columns where table_schema = 'control' and table_name = ?", [table]
        ).fetchall()
    }
    expected = {item.name for item in fields(record)} | ({"issue_id"} if record is Issue else set())
    if there and not expected <= there:
        connection.execute(f"drop table control.{table} cascade")


def _append(connection: duckdb.DuckDBPyConnection, table: str, records: Iterable[object], schema: str = "control") -> None:
    rows = [astuple(record) for record in records]  # type: ignore[call-overload]
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"insert into {schema}.{table} values ({marks})", rows)
