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
from sources.byte_stream import LineCount, PipeFeeder, Sweep, as_utf8, find_encoding, refuse_nul, unpacked
from sources.contract import Contract
from sources.landing import LandingFile
from sources.line_numbers import number_exactly, number_records
from sources.number_marks import NumberMarks
from sources.readers import positions_in_header
from sources.tables import Line, steadiest_delimiter
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


def read_bulk(file: LandingFile, programmes: str, folder: Path, threads: int = 2) -> BulkExtract:
    """Read ``file``, keep the lines of ``programmes`` (such as ``0072,0030``; ``*``: all), write them to Parquet in ``folder``.

    Raises ``ContractBreach`` (one sentence, es and en) when the file is damaged, changes meanwhile or breaks its contract.
    """
    before = _state(file.path)
    task = _Task(file, programmes, folder, threads)
    extract = _read(task, find_encoding(file))
    if extract.facts["encoding"] == "utf-8" and any(line.is_encoding for line in extract.unreadable):
        encoding = find_encoding(file, whole=True)
        if encoding != "utf-8":
            extract = _read(task, encoding)
    if _state(file.path) != before:
        raise ContractBreach(
            f"El archivo «{file.path.name}» cambió mientras se leía. Espere a que termine de copiarse y vuelva a cargarlo.",
            f"The file '{file.path.name}' changed while it was read. Wait until it is copied whole and load it again.",
        )
    return extract


def _state(path: Path) -> tuple[int, int, int]:
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns, stat.st_ino


def _read(task: _Task, encoding: str) -> BulkExtract:
    file = task.file
    header = _header(file, encoding)
    lines = LineCount()
    with (
        tempfile.TemporaryDirectory(dir=task.folder) as scratch,
        duckdb.connect(config=_config(scratch, task.threads)) as connection,
    ):
        if encoding == "utf-8" and file.extension == ".csv":
            sweep = Sweep(file.path, lines)
            _beside(sweep, None, connection, _statement(str(file.path), header, task))
        else:
            pipe = Path(scratch) / "lines.csv"
            os.mkfifo(pipe)
            sweep = Sweep(file.path, None)
            feeder = PipeFeeder(file, encoding, pipe, lines)
            _beside(sweep, feeder, connection, _statement(str(pipe), header, task))
        sha256 = sweep.sha256()
        refuse_nul(lines)
        return _accounted(connection, task, header, lines, sha256)


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
        raise ContractBreach(
            "El archivo no se puede separar en líneas y columnas. Pida que lo envíen otra vez, en CSV.",
            "The file cannot be split into lines and columns. Ask for it to be sent again, as CSV.",
        ) from error
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
    cells = next(csv.reader(io.StringIO(text), delimiter=delimiter))
    positions = positions_in_header(Line(1, tuple(cell.strip() for cell in cells)), file.contract)
    order = sorted(positions, key=lambda name: positions[name])
    return _Header(tuple(order), delimiter, encoding)


def _statement(source: str, header: _Header, task: _Task) -> str:
    """Every line in file order in one narrow column: its cells when it is kept or cannot be judged, else nothing.

    ``row_number()`` would make the scan serial; the position in the table gives the line number for free.
    """
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in header.names)
    code = task.code_column
    cells = f"[{', '.join(header.names)}]"
    if task.programmes != "*":
        wanted = ", ".join(f"'{_code(item)}'" for item in task.programmes.split(","))
        cells = f"""case when {_is_no_code(code)} or lpad(trim({code}), {_CODE_LENGTH}, '0') in ({wanted}) then {cells} end"""
    quoted = source.replace("'", "''")
    return f"""create temp table line as select {cells} as cells from read_csv('{quoted}', columns = {{{columns}}},
        auto_detect = false, header = true, delim = '{header.delimiter}', quote = '"', escape = '"', store_rejects = true,
        rejects_limit = 0, rejects_table = 'rejected', rejects_scan = 'rejected_scan')"""


def _is_no_code(text: str) -> str:
    """Blank, or longer than any programme: a repeated header or a line out of step is not filtered out unseen."""
    return f"coalesce(length(trim({text})), 0) not between 1 and {_CODE_LENGTH}"


def _code(text: str) -> str:
    if not re.fullmatch(r"[0-9]{1,4}", text):
        raise ValueError(f"not a budget programme: {text!r}")
    return text.zfill(_CODE_LENGTH)


def _accounted(connection: duckdb.DuckDBPyConnection, task: _Task, header: _Header, lines: LineCount, sha256: str) -> BulkExtract:
    """Number the kept lines, write them, and account for all the others."""
    code = header.position(task.code_column)
    is_no_code = _is_no_code(f"cells[{code}]")
    rejected = from_parser(connection)
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
    number_records(connection, [line.number for line in rejected])
    if lines.lines != parsed + len(rejected) + 1:
        rejected = number_exactly(connection, task.file, header.encoding, header.delimiter, rejected)
    values = ", ".join(f"nullif(trim(cells[{header.position(c.name)}]), '') as {c.name}" for c in task.contract.columns)
    target = task.folder / f"{sha256}.parquet"
    connection.execute(
        f"""copy (select {values}, '' as _sheet, _row, cast(null as varchar) as _column from numbered
                  where not ({is_no_code}) order by _row) to '{target}' (format parquet, compression zstd)"""
    )
    unjudged = connection.execute(f"select _row, cells from numbered where {is_no_code} order by _row").fetchall()
    shifted = [without_code(number, cells, header.delimiter, cells[code - 1]) for number, cells in unjudged]
    kept = _number(connection, "select count(*) from numbered") - len(shifted)
    unreadable = tuple(sorted([*rejected, *shifted], key=lambda line: line.number))
    read = parsed + len(rejected)
    return BulkExtract(
        parquet=target,
        programmes=task.programmes,
        sha256=sha256,
        rows_read=read,
        rows_filtered=read - kept - len(unreadable),
        rows_kept=kept,
        unreadable=unreadable,
        marks=NumberMarks(".", ""),
        facts={"encoding": header.encoding, "delimiter": header.delimiter, "sheet": "", "header_row": "1"},
    )


def _number(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0
