"""The kept lines of a large plain file, read again with all their columns.

The first reading parses one column of 63, which takes half the time. It tells where the few kept lines lie, so the second
reading reads only those lines (docs/adr/0012).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from sources.byte_stream import CHUNK, cannot_be_split
from sources.line_count import LineCount
from sources.line_numbers import number_records
from sources.unreadable import UnreadableLine, from_parser

if TYPE_CHECKING:
    from sources.line_count import Numbers


def read_again(
    connection: duckdb.DuckDBPyConnection, path: Path, lines: LineCount, scratch: Path, parse: Callable[[str], str]
) -> list[UnreadableLine]:
    """Give every row of ``numbered`` its cells; take out and return the lines that cannot be read after all.

    ``parse`` says how the file of a given path is read with all its columns into the table ``again``, and what is rejected into
    ``again_rejected``. ``ContractBreach`` if the second reading finds other lines than the first.
    """
    import numpy as np  # heavy: only where a large file is read

    places = connection.execute("select _row, _last from numbered order by _row").fetchnumpy()
    first, last = (np.asarray(places[name], dtype=np.int64) for name in ("_row", "_last"))
    text = scratch / "kept.csv"
    _copy_lines(path, lines, first, last, text)
    connection.execute("create temp table kept as select row_number() over (order by _row) + 1 as place, _row from numbered")
    try:
        connection.execute(parse(str(text)))
    except duckdb.Error as error:
        raise cannot_be_split() from error
    rejected = from_parser(connection, "again_rejected")
    number_records(connection, "again", [line.number for line in rejected])
    parsed = connection.execute("select count(*) from numbered").fetchone()
    if (parsed[0] if parsed else 0) + len(rejected) != len(first):
        raise cannot_be_split()
    connection.execute(
        """create or replace temp table numbered as
           select n.cells, k._row, k._row as _last from numbered as n inner join kept as k on n._row = k.place"""
    )
    return [line.renumbered(int(first[line.number - 2])) for line in rejected]


def _copy_lines(path: Path, lines: LineCount, first: Numbers, last: Numbers, target: Path) -> None:
    """The header and the lines from each ``first`` to each ``last``, as they are, breaks included."""
    with path.open("rb") as source, target.open("wb") as copy:
        for start, end in _stretches(lines, first, last):
            source.seek(start)
            for position in range(start, end, CHUNK):
                copy.write(source.read(min(CHUNK, end - position)))


def _stretches(lines: LineCount, first: Numbers, last: Numbers) -> Iterator[tuple[int, int]]:
    """Start and end of the bytes to copy, the header first; neighbouring lines form one stretch."""
    import numpy as np

    header = np.ones(1, dtype=np.int64)
    starts, ends = lines.bytes_of(np.concatenate([header, first]), np.concatenate([header, last]))
    opens = np.append(True, starts[1:] != ends[:-1])
    closes = np.append(opens[1:], True)
    return zip(starts[opens].tolist(), ends[closes].tolist(), strict=True)
