"""The account of the budget file: every line is kept, of another programme, or unreadable.

Belongs here: numbering and counting the lines that the statement of ``budget_file.py`` parsed, and writing the kept ones to
Parquet. Does not belong here: which lines are kept (``programme_filter.py``).
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from sources.breach import ContractBreach
from sources.bulk_extract import BulkExtract, BulkHeader, Task
from sources.byte_stream import cannot_be_split
from sources.line_count import LineCount
from sources.line_numbers import Text, number_exactly, number_records
from sources.number_marks import NumberMarks
from sources.programme_filter import is_no_code, is_of_another_programme, is_wanted
from sources.unreadable import UnreadableLine, from_parser, without_code, without_end


@dataclass(frozen=True)
class Tally:
    """Records of one file: how many were read, how many are of other programmes, and those that cannot be read."""

    rows_read: int
    rows_filtered: int
    unreadable: list[UnreadableLine]


def numbered(connection: duckdb.DuckDBPyConnection, task: Task, header: BulkHeader, lines: LineCount) -> Tally:
    """Count the records and judge those that could not be parsed; the kept ones stand in ``numbered``."""
    rejected = from_parser(connection, "line_rejected")
    parsed = _number(connection, "select count(*) from line")
    if not parsed and rejected:
        raise ContractBreach(
            f"Ninguna de las {len(rejected):,} líneas del archivo se puede leer. La primera: {rejected[0].reason_es}",
            f"None of the {len(rejected):,} lines of the file can be read. The first one: {rejected[0].reason_en}",
        )
    if not parsed:
        raise ContractBreach(
            "El archivo tiene encabezado pero ninguna fila con datos.", "The file has a header but no row with data."
        )
    number_records(connection, "line", [line.number for line in rejected])
    records = parsed + len(rejected) + 1
    if lines.lines != records:
        rejected = number_exactly(connection, Text(task.file, header.encoding, header.delimiter, records), rejected)
    unreadable = [line for line in rejected if not is_of_another_programme(line, task, header)]
    # Counted, and not computed as the rest, so that a lost line shows as a difference.
    filtered = _number(connection, "select count(*) from line where cells is null") + len(rejected) - len(unreadable)
    return Tally(parsed + len(rejected), filtered, unreadable)


def require_only_kept(connection: duckdb.DuckDBPyConnection, task: Task, header: BulkHeader) -> None:
    """Refuse the file if the second reading kept a line of another programme, because both readings must agree on line ends."""
    wanted = is_wanted(task, f"cells[{header.position(task.code_column)}]")
    if _number(connection, f"select count(*) from numbered where not {wanted}"):
        raise cannot_be_split()


def last_line_set_aside(connection: duckdb.DuckDBPyConnection, header: BulkHeader, number: int) -> list[UnreadableLine]:
    """Take the last line of the file out of ``numbered``, if it was kept, because it has no end and its amount may be cut."""
    rows = connection.execute("select cells from numbered where _row = ?", [number]).fetchall()
    connection.execute("delete from numbered where _row = ?", [number])
    return [without_end(number, cells, header.delimiter) for (cells,) in rows]


def accounted(connection: duckdb.DuckDBPyConnection, task: Task, header: BulkHeader, sha256: str, tally: Tally) -> BulkExtract:
    """Write the kept lines and account for all the others."""
    code = header.position(task.code_column)
    unjudgeable = is_no_code(f"cells[{code}]")
    values = ", ".join(f"nullif(trim({header.cell(c.name)}), '') as {c.name}" for c in task.contract.columns)
    target = task.folder / f"{sha256}.parquet"
    connection.execute(
        f"""copy (select {values}, '' as _sheet, _row, cast(null as varchar) as _column from numbered
                  where not ({unjudgeable}) order by _row) to '{target}' (format parquet, compression zstd)"""
    )
    unjudged = connection.execute(f"select _row, cells from numbered where {unjudgeable} order by _row").fetchall()
    shifted = [without_code(number, cells, header.delimiter, cells[code - 1]) for number, cells in unjudged]
    kept = _number(connection, "select count(*) from numbered") - len(shifted)
    not_read = tuple(sorted([*tally.unreadable, *shifted], key=lambda line: line.number))
    return BulkExtract(
        parquet=target,
        programmes=task.programmes,
        sha256=sha256,
        rows_read=tally.rows_read,
        rows_filtered=tally.rows_filtered,
        rows_kept=kept,
        unreadable=not_read,
        marks=NumberMarks(".", ""),
        facts={
            "encoding": header.encoding,
            "delimiter": header.delimiter,
            "sheet": "",
            "header_row": "1",
            "lines": str(tally.rows_read),
            **header.told,
        },
    )


def _number(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0
