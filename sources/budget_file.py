"""The budget file at full size: one statement parses every line and keeps those of the programmes asked for.

How the bytes reach the parser belongs to ``byte_stream``, which columns are read to ``bulk_header``, which lines are kept to
``programme_filter``, the account of them to ``line_account``: read = kept + filtered out + unreadable. docs/adr/0012 says why it
is done this way.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import duckdb

from sources.breach import ContractBreach
from sources.bulk_extract import BulkExtract, BulkHeader, Task
from sources.bulk_header import read_header
from sources.byte_stream import PipeFeeder, Sweep, cannot_be_split, find_encoding, refuse_nul
from sources.kept_lines import read_again
from sources.landing import LandingFile
from sources.line_account import accounted, last_line_set_aside, numbered, require_only_kept
from sources.line_count import LineCount
from sources.one_file import changed
from sources.programme_filter import if_kept

_MEMORY_LIMIT = "700MB"


def read_bulk(file: LandingFile, programmes: str, folder: Path, threads: int = 2) -> BulkExtract:
    """Read ``file``, keep the lines of ``programmes`` (such as ``0072,0030``; ``*``: all), write them to Parquet in ``folder``.

    Raises ``ContractBreach`` (one sentence, es and en) when the file is damaged, changes meanwhile or breaks its contract.
    """
    before = _state(file.path)
    try:
        extract = _read_encoded(Task(file, programmes, folder, threads))
    except ContractBreach as breach:
        # If the file changed meanwhile, the fault found may come from reading half a file, so the change is reported instead.
        raise (changed(file.path) if _state(file.path) != before else breach) from breach
    if _state(file.path) != before:
        raise changed(file.path)
    return extract


def _read_encoded(task: Task) -> BulkExtract:
    extract = _read(task, find_encoding(task.file))
    if extract.facts["encoding"] == "utf-8" and any(line.is_encoding for line in extract.unreadable):
        encoding = find_encoding(task.file, whole=True)
        if encoding != "utf-8":
            return _read(task, encoding)
    return extract


def _state(path: Path) -> tuple[int, int, int]:
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns, stat.st_ino


def _read(task: Task, encoding: str) -> BulkExtract:
    """Read a plain file in two steps: find its kept lines, then read those lines with all columns. Read any other file once."""
    if encoding == "utf-8" and task.file.extension == ".csv" and task.programmes != "*":
        try:
            return _read_as(task, encoding, twice=True)
        except ContractBreach as breach:
            # DuckDB 1.5.5 gives up on a damaged character in the one column looked at (2026-11-24).
            if not isinstance(breach.__cause__, duckdb.InternalException):
                raise
    return _read_as(task, encoding, twice=False)


def _read_as(task: Task, encoding: str, *, twice: bool) -> BulkExtract:
    file = task.file
    header = read_header(file, encoding)
    lines = LineCount()
    with (
        tempfile.TemporaryDirectory(dir=task.folder) as scratch,
        duckdb.connect(config=_config(scratch, task.threads)) as connection,
    ):
        if encoding == "utf-8" and file.extension == ".csv":
            sweep = Sweep(file.path, lines)
            cells = "true" if twice else header.cells
            _beside(sweep, None, connection, _statement(str(file.path), header, if_kept(task, cells)))
        else:
            pipe = Path(scratch) / "lines.csv"
            os.mkfifo(pipe)
            sweep = Sweep(file.path, None)
            feeder = PipeFeeder(file, encoding, pipe, lines)
            _beside(sweep, feeder, connection, _statement(str(pipe), header, if_kept(task, header.cells)))
        sha256 = sweep.sha256()
        refuse_nul(lines)
        tally = numbered(connection, task, header, lines)
        if twice:
            tally.unreadable.extend(
                read_again(
                    connection, file.path, lines, Path(scratch), lambda text: _statement(text, header, header.cells, "again")
                )
            )
            require_only_kept(connection, task, header)
        if lines.is_open and not file.sidecar().sha256:
            tally.unreadable.extend(last_line_set_aside(connection, header, lines.lines))
        return accounted(connection, task, header, sha256, tally)


def _config(scratch: str, threads: int) -> dict[str, str | bool | int | float | list[str]]:
    return {
        "threads": threads,
        "memory_limit": _MEMORY_LIMIT,
        "temp_directory": scratch,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }


def _beside(sweep: Sweep, feeder: PipeFeeder | None, connection: duckdb.DuckDBPyConnection, statement: str) -> None:
    """Run ``statement`` while the same bytes are swept (and fed). An error of the stream is raised before one of the parser."""
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


def _statement(source: str, header: BulkHeader, cells: str, table: str = "line") -> str:
    """Every record in file order in one narrow column of ``table``; what cannot be parsed goes to ``<table>_rejected``.

    ``row_number()`` would make the scan serial; the position in the table gives the line number for free.
    """
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in header.names)
    quoted = source.replace("'", "''")
    return f"""create temp table {table} as select {cells} as cells from read_csv('{quoted}', columns = {{{columns}}},
        auto_detect = false, header = true, delim = '{header.delimiter}', quote = '"', escape = '"', store_rejects = true,
        rejects_limit = 0, rejects_table = '{table}_rejected', rejects_scan = '{table}_scan')"""
