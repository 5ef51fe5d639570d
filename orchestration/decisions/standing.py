"""The decisions that stand on a day, handed to the ledger of a run.

Belongs here: which signature, which exception and which withdrawal stand. Does not belong here: recording them (``decide.py``)
and what a decision does to a verdict, which SQL of the dbt project says.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import date, datetime, timedelta
from typing import Any

import duckdb

from expectations.ledger import replace_rows
from expectations.records import Signoff, Waiver, Withdrawal
from orchestration.decisions.decision_file import has_withdrawals, names_indicators, stamp
from orchestration.decisions.kept import require_kept
from orchestration.settings import LIMA, Settings

# The last decision on an indicator and period, and the last signature of each value.
_STANDING = """
    with decided as (
        select d.decision_id, d.indicator_code, d.period, v.territory_level, v.territory_code, v.cutoff_date, d.decision,
               v.basis_id, v.vintage_id, d.decided_by, d.decided_at, d.reason,
               max(d.decision_id) over (partition by d.indicator_code, d.period) as last_id,
               row_number() over (
                   partition by d.indicator_code, d.period, v.territory_level, v.territory_code, v.cutoff_date, d.decision
                   order by d.decision_id desc) as recency
        from decision as d join decided_value as v using (decision_id)
        where d.decided_at < ?)
    select decision_id, indicator_code, period, territory_level, territory_code, cutoff_date, decision, basis_id, vintage_id,
           decided_by, decided_at, reason
    from decided where decision_id = last_id or (decision = 'publicar' and recency = 1)
    order by 1, 4, 5, 6
"""
_WAIVED = """
    select waiver_id, rule_id, {indicator}, until_date, waived_by, waived_at, reason from waiver
    where waived_at < ? order by waiver_id
"""
_WITHDRAWN = """
    select withdrawal_id, delivery_id, file_name, withdrawn_by, withdrawn_at, reason from withdrawal
    where withdrawn_at < ? order by withdrawal_id
"""


def offer_decisions(connection: duckdb.DuckDBPyConnection, settings: Settings, day: date) -> None:
    """Write the decisions that stood at the end of ``day`` (in Lima) into the ledger tables that the verdict reads.

    If a later signature replaced an earlier one of the same value, the earlier one stays in the file alone, so that a run does
    not grow with the years of signing. Raises ``DecisionsLost`` when the file lacks a decision of a release.
    """
    require_kept(settings)
    signoffs: list[Signoff] = []
    waivers: list[Waiver] = []
    withdrawals: list[Withdrawal] = []
    if settings.decisions.exists():
        end = datetime.combine(day + timedelta(days=1), datetime.min.time(), LIMA)
        with closing(sqlite3.connect(f"{settings.decisions.absolute().as_uri()}?mode=ro", uri=True, timeout=30)) as decisions:
            indicator = "indicator_code" if names_indicators(decisions) else "null"
            signoffs = [_signoff(row) for row in decisions.execute(_STANDING, [stamp(end)]).fetchall()]
            waived = decisions.execute(_WAIVED.format(indicator=indicator), [stamp(end)]).fetchall()
            waivers = [_waiver(row) for row in waived]
            taken = decisions.execute(_WITHDRAWN, [stamp(end)]).fetchall() if has_withdrawals(decisions) else []
            withdrawals = [_withdrawal(row) for row in taken]
    replace_rows(connection, "ctl_signoff", signoffs)
    replace_rows(connection, "ctl_waiver", waivers)
    replace_rows(connection, "ctl_withdrawal", withdrawals)


def _signoff(row: Sequence[Any]) -> Signoff:
    number, indicator, period, level, territory, cutoff, decision, basis, vintage, who, at, reason = row
    place = (indicator, period, level, territory, date.fromisoformat(cutoff))
    return Signoff(number, *place, decision, basis, vintage, who, _moment(at), reason)


def _waiver(row: Sequence[Any]) -> Waiver:
    number, rule, indicator, until, who, at, reason = row
    return Waiver(number, rule, indicator, date.fromisoformat(until), who, _moment(at), reason)


def _withdrawal(row: Sequence[Any]) -> Withdrawal:
    number, delivery, file, who, at, reason = row
    return Withdrawal(number, delivery, file, who, _moment(at), reason)


def _moment(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp).replace(tzinfo=None)
