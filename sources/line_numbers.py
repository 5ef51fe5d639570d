"""The line numbers of each record that the parser of a large file kept or could not read.

The parser's table holds every parsed record in file order, with ``cells`` where it is kept; table ``numbered`` holds the kept
ones with their first and last line, ``_row`` and ``_last``.
"""

from __future__ import annotations

import csv
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb

from sources.byte_stream import as_utf8, cannot_be_split, unpacked
from sources.landing import LandingFile
from sources.unreadable import UnreadableLine

if TYPE_CHECKING:
    from sources.line_count import Numbers


def number_records(connection: duckdb.DuckDBPyConnection, parsed: str, rejected: Sequence[int]) -> None:
    """Make ``numbered`` from the table ``parsed``, as if every record were one line; rejected lines before a record count too."""
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


@dataclass(frozen=True)
class Text:
    """A text as its parser saw it: ``records`` counts the header, the parsed and the rejected ones, not blank lines."""

    file: LandingFile
    encoding: str
    delimiter: str
    records: int


def number_exactly(connection: duckdb.DuckDBPyConnection, text: Text, rejected: Sequence[UnreadableLine]) -> list[UnreadableLine]:
    """Read the text once more to find where each record starts and ends: some cell holds a line break, or a line is blank.

    The parser skips blank lines, but counts them when it reports the line of a rejected record. Raises ``ContractBreach`` if the
    two readings find different records, or if an unreadable record covers several lines, because then its quotes do not close.
    """
    import numpy as np  # heavy: only where a large file is read
    import pandas as pd

    first, last, blank = _records(text)
    filled = np.setdiff1d(np.arange(len(first)), blank, assume_unique=True)
    at = np.array([line.number - 1 for line in rejected], dtype=np.int64)
    if len(filled) != text.records or (at >= len(first)).any() or (first[at] != last[at]).any():
        raise cannot_be_split()
    number_records(connection, "line", [int(number) for number in at + 1 - np.searchsorted(blank, at)])
    record = np.asarray(connection.execute("select _row from numbered").fetchnumpy()["_row"], dtype=np.int64)
    place = {"record": record, "first_line": first[filled[record - 1]], "last_line": last[filled[record - 1]]}
    connection.register("place", pd.DataFrame(place))
    connection.execute(
        "update numbered set _row = place.first_line, _last = place.last_line from place where numbered._row = place.record"
    )
    connection.unregister("place")
    return [line.renumbered(int(number)) for line, number in zip(rejected, first[at], strict=True)]


def _records(text: Text) -> tuple[Numbers, Numbers, Numbers]:
    """First and last line of every record, the header and blank lines included, counted from 1; and which records are blank."""
    import numpy as np

    first, last, blank = array("q"), array("q"), array("q")
    with unpacked(text.file) as stream:
        lines = (as_utf8(line, text.encoding).decode("utf-8", errors="replace") for line in stream)
        reader = csv.reader(lines, delimiter=text.delimiter)
        start = 1
        try:
            for cells in reader:
                if not cells:
                    blank.append(len(first))
                first.append(start)
                last.append(reader.line_num)
                start = reader.line_num + 1
        except csv.Error as error:
            raise cannot_be_split() from error
    return np.array(first), np.array(last), np.array(blank, dtype=np.int64)
