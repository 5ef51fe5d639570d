"""What people decide: signatures, refusals to publish and documented exceptions. Append-only, in a file that no rebuild touches.

Belongs here: recording a decision on what is released today, and handing all of them to the ledger of a run. Does not belong
here: what a decision does to a verdict (SQL in ``dbt_project/models/verdict``). The machine never writes here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import duckdb

from expectations.ledger import replace_rows
from expectations.records import Signoff, Waiver
from orchestration.loading.warehouse import open_warehouse
from orchestration.settings import DATABASE, LIMA, Settings

_SCHEMA = """
    create table if not exists decision (
        decision_id integer primary key autoincrement, indicator_code text not null, period text not null,
        decision text not null check (decision in ('publicar', 'no publicar')), decided_by text not null check (decided_by <> ''),
        decided_at text not null, reason text not null, release_id text not null);
    create table if not exists decided_value (
        decision_id integer not null references decision, territory_level text not null, territory_code text not null,
        cutoff_date text not null, basis_id text not null, vintage_id text not null);
    create table if not exists waiver (
        waiver_id integer primary key autoincrement, rule_id text not null, until_date text not null,
        waived_by text not null check (waived_by <> ''), waived_at text not null, reason text not null check (reason <> ''),
        indicator_code text);
"""
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
_APPEND_ONLY = """
    create trigger if not exists {table}_is_never_{verb} before {event} on {table}
    begin select raise(abort, 'decisions are append-only: record a new one'); end;
"""


@dataclass(frozen=True)
class Signed:
    """What one signature covers: so many values of the release, and so many that could not be signed."""

    release_id: str
    values: int
    withheld: int


def sign(  # noqa: PLR0913  # what is decided, by whom, and why
    settings: Settings,
    indicator_code: str,
    period: str,
    who: str,
    *,
    publish: bool = True,
    reason: str = "",
    at: datetime | None = None,
) -> Signed:
    """Record a person's decision on an indicator and period as the current release shows it.

    Raises ``LookupError`` with one sentence when nothing is released, or nothing of that name, or when everything of it is
    withheld: a signature never lifts a blocking rule, that takes a waiver. ``ValueError`` for an empty name, or a refusal
    without a reason.
    """
    name = _said(who, "say who decides: --as NAME")
    if not publish:
        _said(reason, "say why it is not published: --reason TEXT")
    release_id, values = _released_values(settings, indicator_code, period)
    # What only a person withholds, a person may let out again.
    chosen = [value for value in values if not publish or value[-2] != "NO PUBLICABLE" or value[-1] == "no publicar"]
    if not chosen:
        raise LookupError(
            f"{indicator_code} {period} is NO PUBLICABLE and a signature does not change that; "
            "an exception to a blocking rule is recorded with: csad waive RULE --until DATE --as WHO --reason TEXT"
        )
    with _opened(settings) as decisions:
        word = "publicar" if publish else "no publicar"
        cursor = decisions.execute(
            """insert into decision (indicator_code, period, decision, decided_by, decided_at, reason, release_id)
               values (?, ?, ?, ?, ?, ?, ?)""",
            [indicator_code, values[0][0], word, name, _stamp(at), reason.strip(), release_id],
        )
        number = cursor.lastrowid
        decisions.executemany(
            "insert into decided_value values (?, ?, ?, ?, ?, ?)",
            [(number, level, code, str(cut), basis, vintage or "") for _, level, code, cut, basis, vintage, *_ in chosen],
        )
    return Signed(release_id, len(chosen), len(values) - len(chosen))


def waive(  # noqa: PLR0913  # what is waived, until when, by whom, and why
    settings: Settings,
    rule_id: str,
    until: date,
    who: str,
    reason: str,
    *,
    indicator_code: str | None = None,
    at: datetime | None = None,
) -> None:
    """Record that what a blocking rule finds is a note until a day: of one indicator, or of all that the rule reaches.

    Raises ``LookupError`` when the rule is not known or does not block, or the indicator is not known or not one of the rule's;
    ``ValueError`` for an empty name or reason or a past day.
    """
    name, why = _said(who, "say who waives: --as NAME"), _said(reason, "say why: --reason TEXT")
    moment = at or datetime.now(UTC)
    if until < moment.astimezone(LIMA).date():
        raise ValueError(f"the day until which the exception holds has passed: {until}")
    _require_blocking(settings, rule_id, indicator_code)
    with _opened(settings) as decisions:
        decisions.execute(
            """insert into waiver (rule_id, until_date, waived_by, waived_at, reason, indicator_code)
               values (?, ?, ?, ?, ?, ?)""",
            [rule_id, until.isoformat(), name, _stamp(moment), why, indicator_code],
        )


def offer_decisions(connection: duckdb.DuckDBPyConnection, settings: Settings, day: date) -> None:
    """Write the decisions that stood at the end of ``day`` (in Lima) into the ledger tables that the verdict reads.

    A signature that a later one of the same value replaced stays in the file only: a run does not grow with the years.
    """
    signoffs: list[Signoff] = []
    waivers: list[Waiver] = []
    if settings.decisions.exists():
        end = datetime.combine(day + timedelta(days=1), datetime.min.time(), LIMA)
        with closing(sqlite3.connect(f"{settings.decisions.absolute().as_uri()}?mode=ro", uri=True, timeout=30)) as decisions:
            indicator = "indicator_code" if _names_indicators(decisions) else "null"
            signoffs = [_signoff(row) for row in decisions.execute(_STANDING, [_stamp(end)]).fetchall()]
            waived = decisions.execute(_WAIVED.format(indicator=indicator), [_stamp(end)]).fetchall()
            waivers = [_waiver(row) for row in waived]
    replace_rows(connection, "ctl_signoff", signoffs)
    replace_rows(connection, "ctl_waiver", waivers)


def _released_values(settings: Settings, indicator_code: str, period: str) -> tuple[str, list[tuple[Any, ...]]]:
    """Release id, and (period, level, territory, cut-off, basis, vintage, verdict, state of signature) of each value.

    A reading may be named by its code alone: ``ER-2011`` for ``ER-2011 (2011-2014)``.
    """
    database = settings.current / DATABASE
    if not database.exists():
        raise LookupError(f"nothing is released in {settings.home} yet: run csad run first")
    with open_warehouse(database.resolve(), read_only=True) as connection:
        rows = connection.execute(
            """select v.period, v.territory_level, v.territory_code, v.cutoff_date, s.basis_id, v.vintage_id, v.verdict,
                      s.signoff_state
               from control.ctl_released_value as v
               inner join control.ctl_signoff_state as s
                 using (indicator_code, territory_level, territory_code, period, cutoff_date)
               where v.indicator_code = $1 and (v.period = $2 or v.period like $2 || ' (%')
               order by all""",
            [indicator_code, period],
        ).fetchall()
        if not rows:
            known = connection.execute(
                "select distinct period from control.ctl_released_value where indicator_code = ? order by 1 desc limit 8",
                [indicator_code],
            ).fetchall()
            codes = connection.execute(
                "select string_agg(distinct indicator_code, ', ') from control.ctl_released_value"
            ).fetchone()
            hint = (
                f"newest periods: {', '.join(row[0] for row in known)}" if known else f"indicators: {codes[0] if codes else ''}"
            )
            raise LookupError(f"the current release has no {indicator_code} for {period}; {hint}")
    return settings.current.resolve().name, rows


def _signoff(row: Sequence[Any]) -> Signoff:
    number, indicator, period, level, territory, cutoff, decision, basis, vintage, who, at, reason = row
    place = (indicator, period, level, territory, date.fromisoformat(cutoff))
    return Signoff(number, *place, decision, basis, vintage, who, _moment(at), reason)


def _waiver(row: Sequence[Any]) -> Waiver:
    number, rule, indicator, until, who, at, reason = row
    return Waiver(number, rule, indicator, date.fromisoformat(until), who, _moment(at), reason)


def _require_blocking(settings: Settings, rule_id: str, indicator_code: str | None) -> None:
    if not settings.build_database.exists():
        raise LookupError(f"nothing was built in {settings.home} yet: run csad run first")
    with open_warehouse(settings.build_database, read_only=True) as connection:
        row = connection.execute("select severity from control.ctl_rule where rule_id = ?", [rule_id]).fetchone()
        scope = "select distinct indicator_code from control.ctl_rule_scope where rule_id = ? order by 1"
        reached = [code for (code,) in connection.execute(scope, [rule_id]).fetchall()]
    if row is None:
        raise LookupError(f"there is no rule {rule_id}; the report lists them in metodo.html")
    if row[0] != "bloqueante":
        raise LookupError(f"rule {rule_id} is {row[0]}: only a blocking rule (bloqueante) can be waived")
    if indicator_code is not None and indicator_code not in reached:
        raise LookupError(f"rule {rule_id} is not about {indicator_code}; indicators: {', '.join(reached)}")


@contextmanager
def _opened(settings: Settings) -> Iterator[sqlite3.Connection]:
    """The file, laid out if new; what happens inside is kept whole or not at all."""
    settings.decisions.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(settings.decisions, timeout=30)) as connection:
        connection.executescript(_SCHEMA)
        if not _names_indicators(connection):
            connection.execute("alter table waiver add column indicator_code text")
        for table in ("decision", "decided_value", "waiver"):
            for verb, event in (("changed", "update"), ("removed", "delete")):
                connection.executescript(_APPEND_ONLY.format(table=table, verb=verb, event=event))
        with connection:
            yield connection


def _names_indicators(connection: sqlite3.Connection) -> bool:
    """False for a file of before 2026-11-24, when an exception was of a rule and of all its indicators."""
    return "indicator_code" in {column[1] for column in connection.execute("pragma table_info(waiver)")}


def _said(text: str, otherwise: str) -> str:
    if not text.strip():
        raise ValueError(otherwise)
    return " ".join(text.split())


def _stamp(at: datetime | None) -> str:
    return (at or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds")


def _moment(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp).replace(tzinfo=None)
