"""A run that ended by a fault is on record as crashed: at once, or by the next run if nobody was left to write it down.

Belongs here: the mark of the run under way and what becomes of it. Does not belong here: how other runs end (``run``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from expectations.ledger import create_ledger, write_run
from expectations.records import RunRecord
from orchestration.loading.warehouse import open_warehouse
from orchestration.settings import Settings


@contextmanager
def on_record(settings: Settings, run_id: str, started_at: datetime) -> Iterator[None]:
    """Mark the run as under way. If the block raises, the run is recorded as crashed; if the process dies, by the next run."""
    mark = _mark(settings)
    with suppress(FileNotFoundError, ValueError, KeyError):  # no mark, or one that was cut while it was written
        record_crash(settings)
    told = {"run_id": run_id, "started_at": started_at.isoformat(), "as_of": settings.as_of and settings.as_of.isoformat()}
    mark.write_text(json.dumps(told), encoding="utf-8")
    try:
        yield
    except Exception:
        # The fault itself is what must be told; if it cannot be written down now, the next run does it.
        with suppress(duckdb.Error, OSError):
            record_crash(settings)
        raise
    mark.unlink(missing_ok=True)


def record_crash(settings: Settings) -> None:
    """Record the run that is marked as crashed and take the mark away. ``FileNotFoundError`` when no run is marked."""
    mark = _mark(settings)
    told = json.loads(mark.read_text(encoding="utf-8"))
    as_of = told["as_of"] and date.fromisoformat(told["as_of"])
    started_at = datetime.fromisoformat(told["started_at"]).replace(tzinfo=None)
    ended = RunRecord(told["run_id"], started_at, datetime.now(UTC).replace(tzinfo=None), as_of, "crashed", None, 0, 0)
    with open_warehouse(settings.build_database) as connection:
        create_ledger(connection)
        query = "select 1 from control.ctl_run where run_id = ?"
        if connection.execute(query, [ended.run_id]).fetchone() is None:
            write_run(connection, ended)
    mark.unlink()


def _mark(settings: Settings) -> Path:
    return settings.home / "build" / "run_under_way.json"
