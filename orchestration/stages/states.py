"""What is remembered between runs so that a page can say «since when»: the state of each thing when the last run ended.

A thing has one row however many runs there were. Only the scores of the newest figures and the reconciliations are appended run
by run, as aggregates of a day.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import duckdb

from expectations.ledger import append_rows
from expectations.records import IndicatorDay, ReconciliationDay
from orchestration.releasing.release_reading import release_on_top
from orchestration.settings import LIMA

_STATUS = "create or replace temp table status_now as select * from marts.mart_dq_indicator_status"
_NOW = "create or replace temp table state_now as select * from report.report_state"
_CHANGED = """
    update control.ctl_state as s set previous_state = s.state, state = n.state, since_at = $1
    from state_now as n where s.kind = n.kind and s.key = n.key and s.state <> n.state
"""
_NEW = """
    insert into control.ctl_state
    select n.kind, n.key, n.state, $1, null from state_now as n
    where not exists (select 1 from control.ctl_state as s where s.kind = n.kind and s.key = n.key)
"""
_GONE = """
    delete from control.ctl_state as s
    where not exists (select 1 from state_now as n where s.kind = n.kind and s.key = n.key)
"""


def remember_states(connection: duckdb.DuckDBPyConnection, run_id: str, started_at: datetime, released: Path) -> None:
    """Record how everything stands in the release ``released`` (its DuckDB file) with which a run ended."""
    with release_on_top(connection, released):
        for statement in (_STATUS, _NOW):
            connection.execute(statement)
    at = started_at.replace(tzinfo=None)
    for statement in (_CHANGED, _NEW):
        connection.execute(statement, [at])
    connection.execute(_GONE)
    day = started_at.astimezone(LIMA).date()
    newest = connection.execute(
        "select indicator_code, cast(score as double), verdict from status_now where is_headline order by 1"
    ).fetchall()
    append_rows(connection, "ctl_indicator_history", [IndicatorDay(run_id, day, *row) for row in newest])
    reconciled = connection.execute("select key, state from state_now where kind = 'conciliacion' order by 1").fetchall()
    append_rows(connection, "ctl_reconciliation_history", [ReconciliationDay(run_id, day, *row) for row in reconciled])
    for table in ("status_now", "state_now"):
        connection.execute(f"drop table temp.{table}")
