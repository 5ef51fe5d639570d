"""The budget file at full size: one statement parses every line and keeps those of the programmes asked for.

Every line is accounted for: read = kept + filtered out + unreadable. How the bytes reach the parser belongs to
``byte_stream``; see docs/adr/0012 for why it is done this way.
"""

from __future__ import annotations

import csv
import io
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

import duckdb

from sources.breach import ContractBreach
from sources.byte_stream import PipeFeeder, Sweep, as_utf8, cannot_be_split, changed, find_encoding, refuse_nul, unpacked
from sources.contract import Contract
from sources.kept_lines import read_again
from sources.landing import LandingFile
from sources.line_count import LineCount
from sources.line_numbers import Text, number_exactly, number_records
from sources.number_marks import NumberMarks
from sources.readers import positions_in_header
from sources.sheet import Line
from sources.tables import steadiest_delimiter
from sources.unreadable import UnreadableLine, from_parser, without_code

_HEADER_BYTES = 1 << 20
_CODE_LENGTH = 4
_BOM = b"\xef\xbb\xbf"
_MEMORY_LIMIT = "700MB"


@dataclass(frozen=True)
class BulkExtract:
    """The kept lines of one large file, in a Parquet file that lies in the folder given to ``read_bulk``.

    Its columns are the contract's in order, as text, then ``_sheet``, ``_row`` (line of the file, from 1) and ``_column``.
    ``programmes`` is the filter as it was asked for: codes with a comma between them, or ``*``.
    """

    parquet: Path
    programmes: str
    sha256: str
    rows_read: int
    rows_filtered: int
    rows_kept: int
    unreadable: tuple[UnreadableLine, ...]
    marks: NumberMarks
    facts: dict[str, str]


@dataclass(frozen=True)
class _Task:
    """What is asked of the reader."""

    file: LandingFile
    programmes: str
    folder: Path
    threads: int

    @property
    def contract(self) -> Contract:
        return self.file.contract

    @property
    def code_column(self) -> str:
        """The column by which lines are kept."""
        return self.contract.layout.filter_column or ""


@dataclass(frozen=True)
class _Header:
    """First line of the file: the contract's column at each position, and how the text is written."""

    names: tuple[str, ...]
    delimiter: str
    encoding: str

    def position(self, name: str) -> int:
        return self.names.index(name) + 1

    @property
    def cells(self) -> str:
        """All columns of a line as one list, in SQL."""
        return f"[{', '.join(self.names)}]"


@dataclass(frozen=True)
class _Tally:
    """Records of one file: how many were read, how many are of other programmes, and those that cannot be read."""

    rows_read: int
    rows_filtered: int
    unreadable: list[UnreadableLine]


def read_bulk(file: LandingFile, programmes: str, folder: Path, threads: int = 2) -> BulkExtract:
    """Read ``file``, keep the lines of ``programmes`` (such as ``0072,0030``; ``*``: all), write them to Parquet in ``folder``.

    Raises ``ContractBreach`` (one sentence, es and en) when the file is damaged, changes meanwhile or breaks its contract.
    """
    before = _state(file.path)
    try:
        extract = _read_encoded(_Task(file, programmes, folder, threads))
    except ContractBreach as breach:
        # Whatever was wrong with it, it was wrong with half a file.
        raise (changed(file.path) if _state(file.path) != before else breach) from breach
    if _state(file.path) != before:
        raise changed(file.path)
    return extract


def _read_encoded(task: _Task) -> BulkExtract:
    extract = _read(task, find_encoding(task.file))
    if extract.facts["encoding"] == "utf-8" and any(line.is_encoding for line in extract.unreadable):
        encoding = find_encoding(task.file, whole=True)
        if encoding != "utf-8":
            return _read(task, encoding)
    return extract


def _state(path: Path) -> tuple[int, int, int]:
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns, stat.st_ino


def _read(task: _Task, encoding: str) -> BulkExtract:
    """A plain file is looked through for its kept lines first, and those are read again; anything else is read once."""
    if encoding == "utf-8" and task.file.extension == ".csv" and task.programmes != "*":
        try:
            return _read_as(task, encoding, twice=True)
        except ContractBreach as breach:
            # DuckDB 1.5.5 gives up on a damaged character in the one column looked at (2026-11-24).
            if not isinstance(breach.__cause__, duckdb.InternalException):
                raise
    return _read_as(task, encoding, twice=False)


def _read_as(task: _Task, encoding: str, *, twice: bool) -> BulkExtract:
    file = task.file
    header = _header(file, encoding)
    lines = LineCount()
    with (
        tempfile.TemporaryDirectory(dir=task.folder) as scratch,
        duckdb.connect(config=_config(scratch, task.threads)) as connection,
    ):
        if encoding == "utf-8" and file.extension == ".csv":
            sweep = Sweep(file.path, lines)
            cells = "true" if twice else header.cells
            _beside(sweep, None, connection, _statement(str(file.path), header, _if_kept(task, cells)))
        else:
            pipe = Path(scratch) / "lines.csv"
            os.mkfifo(pipe)
            sweep = Sweep(file.path, None)
            feeder = PipeFeeder(file, encoding, pipe, lines)
            _beside(sweep, feeder, connection, _statement(str(pipe), header, _if_kept(task, header.cells)))
        sha256 = sweep.sha256()
        refuse_nul(lines)
        tally = _numbered(connection, task, header, lines)
        if twice:
            tally.unreadable.extend(
                read_again(
                    connection, file.path, lines, Path(scratch), lambda text: _statement(text, header, header.cells, "again")
                )
            )
            _require_only_kept(connection, task, header)
        return _accounted(connection, task, header, sha256, tally)


def _config(scratch: str, threads: int) -> dict[str, str | bool | int | float | list[str]]:
    return {
        "threads": threads,
        "memory_limit": _MEMORY_LIMIT,
        "temp_directory": scratch,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }


def _beside(sweep: Sweep, feeder: PipeFeeder | None, connection: duckdb.DuckDBPyConnection, statement: str) -> None:
    """Run ``statement`` while the same bytes are swept (and fed); what broke the stream counts before what the parser says."""
    sweep.start()
    if feeder:
        feeder.start()
    try:
        connection.execute(statement)
    except duckdb.Error as error:
        sweep.stop()
        if feeder:
            feeder.stop()
            feeder.finish()
        raise cannot_be_split() from error
    except BaseException:
        sweep.stop()
        if feeder:
            feeder.stop()
        raise
    if feeder:
        feeder.finish()


def _header(file: LandingFile, encoding: str) -> _Header:
    with unpacked(file) as stream:
        first = as_utf8(stream.readline(_HEADER_BYTES), encoding).removeprefix(_BOM)
    text = first.decode("utf-8", errors="replace").rstrip("\r\n")
    if not text.strip():
        raise ContractBreach(
            "El archivo está vacío o no empieza con el encabezado. Pida que lo envíen otra vez.",
            "The file is empty or does not start with its header. Ask for it to be sent again.",
        )
    if "\0" in text:
        refuse_nul(LineCount(has_nul=True))
    delimiter = steadiest_delimiter(text)
    try:
        cells = next(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise cannot_be_split() from error
    positions = positions_in_header(Line(1, tuple(cell.strip() for cell in cells)), file.contract)
    order = sorted(positions, key=lambda name: positions[name])
    return _Header(tuple(order), delimiter, encoding)


def _statement(source: str, header: _Header, cells: str, table: str = "line") -> str:
    """Every record in file order in one narrow column of ``table``; what cannot be parsed goes to ``<table>_rejected``.

    ``row_number()`` would make the scan serial; the position in the table gives the line number for free.
    """
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in header.names)
    quoted = source.replace("'", "''")
    return f"""create temp table {table} as select {cells} as cells from read_csv('{quoted}', columns = {{{columns}}},
        auto_detect = false, header = true, delim = '{header.delimiter}', quote = '"', escape = '"', store_rejects = true,
        rejects_limit = 0, rejects_table = '{table}_rejected', rejects_scan = '{table}_scan')"""


def _if_kept(task: _Task, cells: str) -> str:
    """``cells`` of a line that is kept or cannot be judged, else nothing."""
    return cells if task.programmes == "*" else f"case when {_is_wanted(task, task.code_column)} then {cells} end"


def _is_wanted(task: _Task, code: str) -> str:
    wanted = ", ".join(f"'{_code(item)}'" for item in task.programmes.split(","))
    return f"({_is_no_code(code)} or lpad(trim({code}), {_CODE_LENGTH}, '0') in ({wanted}))"


def _require_only_kept(connection: duckdb.DuckDBPyConnection, task: _Task, header: _Header) -> None:
    """What was read again must be what was looked for: two readings that disagree on where lines end would keep others."""
    wanted = _is_wanted(task, f"cells[{header.position(task.code_column)}]")
    if _number(connection, f"select count(*) from numbered where not {wanted}"):
        raise cannot_be_split()


def _is_no_code(text: str) -> str:
    """Blank, or longer than any programme: a repeated header or a line out of step is not filtered out unseen."""
    return f"coalesce(length(trim({text})), 0) not between 1 and {_CODE_LENGTH}"


def _code(text: str) -> str:
    if not re.fullmatch(r"[0-9]{1,4}", text):
        raise ValueError(f"not a budget programme: {text!r}")
    return text.zfill(_CODE_LENGTH)


def _numbered(connection: duckdb.DuckDBPyConnection, task: _Task, header: _Header, lines: LineCount) -> _Tally:
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
    unreadable = [line for line in rejected if not _is_of_another_programme(line, task, header)]
    # Counted, not what is left over: a line that got lost on the way must show.
    filtered = _number(connection, "select count(*) from line where cells is null") + len(rejected) - len(unreadable)
    return _Tally(parsed + len(rejected), filtered, unreadable)


def _is_of_another_programme(line: UnreadableLine, task: _Task, header: _Header) -> bool:
    """A damaged character somewhere in a line that says clearly whose it is: filtered out like its neighbours."""
    if not line.is_encoding or task.programmes == "*":
        return False
    try:
        cells = next(csv.reader([line.text], delimiter=header.delimiter))
    except csv.Error:
        return False
    code = "".join(cells[header.position(task.code_column) - 1 :][:1]).strip()
    return code.isdecimal() and len(code) <= _CODE_LENGTH and code.zfill(_CODE_LENGTH) not in task.programmes.split(",")


def _accounted(connection: duckdb.DuckDBPyConnection, task: _Task, header: _Header, sha256: str, tally: _Tally) -> BulkExtract:
    """Write the kept lines and account for all the others."""
    code = header.position(task.code_column)
    is_no_code = _is_no_code(f"cells[{code}]")
    values = ", ".join(f"nullif(trim(cells[{header.position(c.name)}]), '') as {c.name}" for c in task.contract.columns)
    target = task.folder / f"{sha256}.parquet"
    connection.execute(
        f"""copy (select {values}, '' as _sheet, _row, cast(null as varchar) as _column from numbered
                  where not ({is_no_code}) order by _row) to '{target}' (format parquet, compression zstd)"""
    )
    unjudged = connection.execute(f"select _row, cells from numbered where {is_no_code} order by _row").fetchall()
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
        facts={"encoding": header.encoding, "delimiter": header.delimiter, "sheet": "", "header_row": "1"},
    )


def _number(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0
