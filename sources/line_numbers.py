"""Which line of the file a record starts on, for the records that a large file's parser kept or could not read.

The parser's table ``line`` holds every parsed record in file order; table ``numbered`` holds those not filtered out, numbered.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence

import duckdb

from sources.byte_stream import as_utf8, unpacked
from sources.landing import LandingFile
from sources.unreadable import UnreadableLine


def number_records(connection: duckdb.DuckDBPyConnection, rejected: Sequence[int]) -> None:
    """Table ``numbered``: the lines not filtered out, with ``_row``; a parsed line comes after the rejected before it."""
    connection.execute("create temp table shift (parsed_before bigint, rejected_before bigint)")
    shifts = {number - 2 - before: before + 1 for before, number in enumerate(rejected)}
    if shifts:
        connection.executemany("insert into shift values (?, ?)", list(shifts.items()))
    connection.execute(
        """create temp table numbered as
           select l.cells, l.rowid + 2 + coalesce(s.rejected_before, 0) as _row
           from (select rowid, cells from line where cells is not null) as l
           asof left join shift as s on l.rowid >= s.parsed_before"""
    )


def number_exactly(
    connection: duckdb.DuckDBPyConnection, file: LandingFile, encoding: str, delimiter: str, rejected: Sequence[UnreadableLine]
) -> list[UnreadableLine]:
    """Some cell holds a line break, or a line is blank: where a record starts is found by reading the text once more."""
    starts = _record_starts(file, encoding, delimiter)
    last = len(starts) - 1
    wanted = [row[0] for row in connection.execute("select _row from numbered").fetchall()]
    connection.execute("create temp table start (record bigint, line bigint)")
    if wanted:
        pairs = [(number, starts[min(number - 1, last)]) for number in wanted]
        connection.executemany("insert into start values (?, ?)", pairs)
    connection.execute("update numbered set _row = start.line from start where numbered._row = start.record")
    return [line.renumbered(starts[min(line.number - 1, last)]) for line in rejected]


def _record_starts(file: LandingFile, encoding: str, delimiter: str) -> list[int]:
    """First line of every record that is not blank, the header included, counted from 1."""
    starts = []
    with unpacked(file) as stream:
        text = (as_utf8(line, encoding).decode("utf-8", errors="replace") for line in stream)
        reader = csv.reader(text, delimiter=delimiter)
        start = 1
        for cells in reader:
            if cells:
                starts.append(start)
            start = reader.line_num + 1
    return starts
