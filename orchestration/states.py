"""What is remembered between runs so that a page can say «since when»: the state of each thing when the last run ended.

A thing has one row however many runs there were. Only the scores of the newest figures and the reconciliations are appended run
by run, as aggregates of a day.
"""

from __future__ import annotations

from datetime import datetime

import duckdb

from expectations.ledger import IndicatorDay, ReconciliationDay, append_rows
from orchestration.settings import LIMA

_NOW = """
    create or replace temp table state_now as
    select 'periodo' as kind,
           indicator_code || '|' || territory_level || '|' || period || '|' || cast(cutoff_date as varchar) as key,
           verdict as state
    from marts.mart_dq_indicator_status
    union all
    select 'indicador', indicator_code, verdict from marts.mart_dq_indicator_status where is_headline
    union all
    select distinct 'conciliacion', reconciliation_id, status from marts.mart_dq_reconciliation
    union all
    select 'cifra', figure_id, status from control.ctl_published_figure
"""
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


def remember_states(connection: duckdb.DuckDBPyConnection, run_id: str, started_at: datetime, as_of: bool) -> None:
    """Record how everything stands at the end of a run. A run about the past remembers nothing: it is not «today»."""
    if as_of:
        return
    connection.execute(_NOW)
    at = started_at.replace(tzinfo=None)
    for statement in (_CHANGED, _NEW):
        connection.execute(statement, [at])
    connection.execute(_GONE)
    connection.execute("drop table state_now")
    day = started_at.astimezone(LIMA).date()
    newest = connection.execute(
        "select indicator_code, cast(score as double), verdict from marts.mart_dq_indicator_status where is_headline order by 1"
    ).fetchall()
    append_rows(connection, "ctl_indicator_history", [IndicatorDay(run_id, day, *row) for row in newest])
    reconciled = connection.execute(
        "select distinct reconciliation_id, status from marts.mart_dq_reconciliation order by 1"
    ).fetchall()
    append_rows(connection, "ctl_reconciliation_history", [ReconciliationDay(run_id, day, *row) for row in reconciled])
