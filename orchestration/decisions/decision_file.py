"""The file of what people decide: append-only SQLite beside the build, which no rebuild touches.

Belongs here: its tables, its triggers and how an instant stands in it. Does not belong here: what is recorded (``decide.py``) and
what a run reads (``standing.py``).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from orchestration.decisions.kept import require_kept
from orchestration.settings import Settings

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
    create table if not exists withdrawal (
        withdrawal_id integer primary key autoincrement, delivery_id text not null, file_name text not null,
        withdrawn_by text not null check (withdrawn_by <> ''), withdrawn_at text not null,
        reason text not null check (reason <> ''));
"""
_APPEND_ONLY = """
    create trigger if not exists {table}_is_never_{verb} before {event} on {table}
    begin select raise(abort, 'decisions are append-only: record a new one'); end;
"""


@contextmanager
def opened(settings: Settings) -> Iterator[sqlite3.Connection]:
    """Open the file and create its tables if it is new. All statements inside are kept, or none.

    Raises ``DecisionsLost`` when a decision of a release is no longer in it: a new file would hide the loss.
    """
    settings.decisions.parent.mkdir(parents=True, exist_ok=True)
    require_kept(settings)
    with created(settings.decisions) as connection:
        yield connection


@contextmanager
def created(path: Path) -> Iterator[sqlite3.Connection]:
    """The file at ``path`` with all its tables, open for one transaction."""
    with closing(sqlite3.connect(path, timeout=30)) as connection:
        connection.executescript(_SCHEMA)
        if not names_indicators(connection):
            connection.execute("alter table waiver add column indicator_code text")
        for table in ("decision", "decided_value", "waiver", "withdrawal"):
            for verb, event in (("changed", "update"), ("removed", "delete")):
                connection.executescript(_APPEND_ONLY.format(table=table, verb=verb, event=event))
        with connection:
            yield connection


def names_indicators(connection: sqlite3.Connection) -> bool:
    """Whether an exception may name an indicator. False for a file made before 2026-11-24: it has no such column yet."""
    return "indicator_code" in {column[1] for column in connection.execute("pragma table_info(waiver)")}


def has_withdrawals(connection: sqlite3.Connection) -> bool:
    """Whether deliveries can be withdrawn in it. False for a file made before 2026-11-27: it has no such table yet."""
    return connection.execute("select 1 from sqlite_master where name = 'withdrawal'").fetchone() is not None


def stamp(at: datetime | None) -> str:
    return (at or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds")
