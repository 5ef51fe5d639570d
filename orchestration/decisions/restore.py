"""Make the file of decisions again from a release, which publishes the decisions that stood when it was made.

A decision that a later one had replaced by then stands in no release: it is not made again.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from orchestration.decisions.decision_file import created, stamp
from orchestration.decisions.kept import DecisionsLost, require_kept
from orchestration.loading.warehouse import open_warehouse
from orchestration.settings import DATABASE, Settings


@dataclass(frozen=True)
class Restored:
    """How many decisions the file has again, and where the file that lay there was put aside."""

    decisions: int
    put_aside: Path | None


def restore(settings: Settings, release_id: str) -> Restored:
    """Write the file anew from a release that is kept; a damaged file is put aside, never deleted.

    Raises ``LookupError`` when there is no such release, or when nothing is missing from the file.
    """
    if release_id not in {path.parent.name for path in settings.releases.glob("[!.]*/release.json")}:
        raise LookupError(f"no such release: {release_id}; see csad releases")
    try:
        require_kept(settings)
    except DecisionsLost:
        pass
    else:
        raise LookupError(f"nothing is missing from {settings.decisions.name}: it is left as it is")
    unfinished = settings.decisions.with_name(f".{settings.decisions.name}")
    unfinished.unlink(missing_ok=True)
    with (
        open_warehouse(settings.releases / release_id / DATABASE, read_only=True) as released,
        created(unfinished) as decisions,
    ):
        number = _copy(released, decisions, f"restored from {release_id}")
    aside = None
    if settings.decisions.exists():
        aside = settings.decisions.with_name(f"{settings.decisions.name}.{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
        settings.decisions.rename(aside)
    unfinished.rename(settings.decisions)
    return Restored(number, aside)


def _copy(released: duckdb.DuckDBPyConnection, decisions: sqlite3.Connection, origin: str) -> int:
    signed = _rows(
        released,
        """select distinct signoff_id, indicator_code, period, decision, signed_by, signed_at, reason
           from control.ctl_signoff order by 1""",
    )
    decisions.executemany("insert into decision values (?, ?, ?, ?, ?, ?, ?, ?)", [(*row, origin) for row in signed])
    values = _rows(
        released,
        """select signoff_id, territory_level, territory_code, cast(cutoff_date as varchar), basis_id, vintage_id
           from control.ctl_signoff order by all""",
    )
    decisions.executemany("insert into decided_value values (?, ?, ?, ?, ?, ?)", values)
    waived = _rows(
        released,
        """select waiver_id, rule_id, cast(until_date as varchar), waived_by, waived_at, reason, indicator_code
           from control.ctl_waiver order by 1""",
    )
    decisions.executemany("insert into waiver values (?, ?, ?, ?, ?, ?, ?)", waived)
    withdrawn = _rows(
        released,
        """select withdrawal_id, delivery_id, file_name, withdrawn_by, withdrawn_at, reason
           from control.ctl_withdrawal order by 1""",
    )
    decisions.executemany("insert into withdrawal values (?, ?, ?, ?, ?, ?)", withdrawn)
    return len(signed) + len(waived) + len(withdrawn)


def _rows(released: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    """Rows of a release as the file of decisions writes them: an instant is text, in UTC."""
    rows = released.execute(query).fetchall()
    return [tuple(stamp(cell.replace(tzinfo=UTC)) if isinstance(cell, datetime) else cell for cell in row) for row in rows]
