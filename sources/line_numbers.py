"""Which lines of the file a record stands on, for the records that a large file's parser kept or could not read.

The parser's table holds every parsed record in file order, with ``cells`` where it is kept; table ``numbered`` holds the kept
ones with their first and last line, ``_row`` and ``_last``.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

import duckdb

from sources.byte_stream import as_utf8, unpacked
from sources.landing import LandingFile
from sources.unreadable import UnreadableLine


def number_records(connection: duckdb.DuckDBPyConnection, parsed: str, rejected: Sequence[int]) -> None:
    """Make ``numbered`` of the table ``parsed``, as if every record were one line; those rejected before it count."""
    connection.execute("create or replace temp table shift (parsed_before bigint, rejected_before bigint)")
    shifts = {number - 2 - before: before + 1 for before, number in enumerate(rejected)}
    if shifts:
        connection.executemany("insert into shift values (?, ?)", list(shifts.items()))
    connection.execute(
        f"""create or replace temp table numbered as
            select cells, _row, _row as _last
            from (select l.cells, l.rowid + 2 + coalesce(s.rejected_before, 0) as _row
                  from (select rowid, cells from {parsed} where cells is not null) as l
                  asof left join shift as s on l.rowid >= s.parsed_before)"""
    )


def number_exactly(
    connection: duckdb.DuckDBPyConnection, file: LandingFile, encoding: str, delimiter: str, rejected: Sequence[UnreadableLine]
) -> list[UnreadableLine]:
    """Some cell holds a line break, or a line is blank: where a record starts and ends is found by reading the text once more.

    The parser passes over blank lines, and counts them when it says where a rejected record was.
    """
    records = _records(file, encoding, delimiter)
    end = len(records) - 1
    ordinals = list(accumulate(0 if record.is_blank else 1 for record in records))
    number_records(connection, "line", [ordinals[min(line.number - 1, end)] for line in rejected])
    filled = [record for record in records if not record.is_blank]
    wanted = [row[0] for row in connection.execute("select _row from numbered").fetchall()]
    connection.execute("create temp table place (record bigint, first_line bigint, last_line bigint)")
    if wanted:
        found = [(number, filled[min(number, len(filled)) - 1]) for number in wanted]
        connection.executemany("insert into place values (?, ?, ?)", [(number, at.first, at.last) for number, at in found])
    connection.execute(
        "update numbered set _row = place.first_line, _last = place.last_line from place where numbered._row = place.record"
    )
    return [line.renumbered(records[min(line.number - 1, end)].first) for line in rejected]


class _Record(NamedTuple):
    """First and last line of a record, counted from 1."""

    first: int
    last: int
    is_blank: bool


def _records(file: LandingFile, encoding: str, delimiter: str) -> list[_Record]:
    """Every record of the text, the header and blank lines included."""
    found = []
    with unpacked(file) as stream:
        text = (as_utf8(line, encoding).decode("utf-8", errors="replace") for line in stream)
        reader = csv.reader(text, delimiter=delimiter)
        first = 1
        for cells in reader:
            found.append(_Record(first, reader.line_num, not cells))
            first = reader.line_num + 1
    return found
