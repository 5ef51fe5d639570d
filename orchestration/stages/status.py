"""How the last runs ended, from the ledger of the build database."""

from __future__ import annotations

from typing import Any

import duckdb

from orchestration.loading.warehouse import open_warehouse
from orchestration.settings import Settings


def last_runs(settings: Settings, limit: int = 10) -> list[dict[str, Any]]:
    """The newest runs first; empty before the first run. ``duckdb.IOException`` while a run is writing."""
    if not settings.build_database.exists():
        return []
    with open_warehouse(settings.build_database, read_only=True) as connection:
        try:
            cursor = connection.execute("select * from control.ctl_run order by started_at desc limit ?", [limit])
        except duckdb.CatalogException:
            return []
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
