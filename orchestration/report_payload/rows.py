"""Rows of the models of the report as plain JSON values, and rows grouped by what they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb

from orchestration.settings import REPORT_SCHEMA

Row = dict[str, Any]
# A place in a file, whose columns a model may not name like words of SQL.
_NAMES = {
    "file_name": "file", "sheet_name": "sheet", "row_number": "row", "column_name": "column", "received_value": "value",
}  # fmt: skip


def told(connection: duckdb.DuckDBPyConnection, part: str, columns: str = "* exclude (position)") -> list[Row]:
    """The rows of the model ``report_<part>`` in the order in which the report shows them, by the report's own names.

    ``columns``: what to select where the report does not tell every column.
    """
    found = rows(connection, f"select {columns} from {REPORT_SCHEMA}.report_{part} order by position")
    return [{_NAMES.get(name, name): value for name, value in row.items()} for row in found]


def listed(text: str | None) -> list[str]:
    """The names that a model gives in one text, ``A|B``."""
    return [name.strip() for name in (text or "").split("|") if name.strip()]


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
