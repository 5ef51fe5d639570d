"""Rows of the build database as plain JSON values, and rows grouped by what they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb

Row = dict[str, Any]
# Since when a finding of ``ctl_issue`` has been so, in Lima: as its rule knows it, or since it was first found.
SINCE = "coalesce(since_date, cast(first_seen_at - interval 5 hours as date))"


def edition_of(vintage: str, otherwise: str) -> str:
    """SQL: a row of ``core.dim_vintage`` as people name it, by title and date; ``otherwise`` where there is none."""
    return f"coalesce({vintage}.title || ' (' || {vintage}.published_on || ')', {otherwise})"


def rows(connection: duckdb.DuckDBPyConnection, query: str, *values: object) -> list[Row]:
    """The rows of a query by column name, days and numbers as JSON has them."""
    cursor = connection.execute(query, list(values))
    names = [column[0] for column in cursor.description or []]
    return [{name: _plain(value) for name, value in zip(names, row, strict=True)} for row in cursor.fetchall()]


def by(found: Iterable[Row], *keys: str) -> dict[Any, list[Row]]:
    """Rows by the value of one column, or by the values of several; those columns leave the rows."""
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in found:
        values = tuple(row.pop(key) for key in keys)
        groups[values[0] if len(keys) == 1 else values].append(row)
    return groups


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M:%SZ}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value
