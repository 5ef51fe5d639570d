"""SQL on a Spark Thrift server. The result of a statement that defines something is not fetched: the client cannot read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

HOST = "127.0.0.1"


class SparkSql:
    """One session on the Thrift server."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    @classmethod
    @contextmanager
    def connect(cls, port: int) -> Iterator[SparkSql]:
        """Open a session and close it whatever happens. ``thrift`` and ``pyhive`` errors when nobody answers."""
        from pyhive import hive  # an extra: only with the Spark engine

        connection = hive.Connection(host=HOST, port=port, username="csad", auth="NONE")
        try:
            yield cls(connection)
        finally:
            connection.close()

    def run(self, *statements: str) -> None:
        """Run statements that define or change something; nothing is fetched."""
        cursor = self._connection.cursor()
        try:
            for statement in statements:
                cursor.execute(statement)
        finally:
            cursor.close()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Every row of a query."""
        return self.table(query)[1]

    def table(self, query: str) -> tuple[Sequence[str], list[tuple[Any, ...]]]:
        """Column names and every row of a query."""
        cursor = self._connection.cursor()
        try:
            cursor.execute(query)
            described = cursor.description or []
            # Spark names columns «alias.column» for a bare table name; a query's own names have no dot.
            names = [column[0].rpartition(".")[2] for column in described]
            dates = [index for index, column in enumerate(described) if column[1] == "DATE_TYPE"]
            return names, [_with_dates(row, dates) for row in cursor.fetchall()]
        finally:
            cursor.close()


def _with_dates(row: tuple[Any, ...], positions: Sequence[int]) -> tuple[Any, ...]:
    """The client hands dates over as text (PyHive 0.7, 2026-11-24)."""
    values = list(row)
    for index in positions:
        values[index] = None if row[index] is None else date.fromisoformat(row[index])
    return tuple(values)
