"""Opening a file: bytes of csv, csv.gz, zip and xlsx become sheets of text cells.

What the cells mean (headings, years, keys) belongs to ``readers``.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from sources import bounds
from sources.breach import ContractBreach
from sources.landing import LandingFile
from sources.last_line import OPEN_END, is_open
from sources.returned_list import unprotected
from sources.sheet import Line, NativeNumber, Sheet
from sources.workbook import workbook_grids

# On a tie the comma comes last: it also stands in numbers and in prose.
_DELIMITERS = (";", "\t", "|", ",")
_DELIMITER_SAMPLE = 1 << 20
_QUOTED = re.compile(r'"[^"]*"')
csv.field_size_limit(1 << 24)
# The mark of a book whose hidden sheets are not read, in the facts of a delivery.
HIDDEN = "hidden_sheets"
# What macOS adds to every zip.
_NOT_CONTENT = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$)")


def open_sheets(file: LandingFile, *, delimiter: str, encoding: str, sheet: str | None) -> list[Sheet]:
    """All candidate sheets of a file. Raises ``ContractBreach`` with one sentence when it cannot be opened."""
    if file.extension == ".xlsx":
        return _workbook(file.path, sheet)
    return [_csv_sheet(_content(file), delimiter, encoding)]


def _content(file: LandingFile) -> bytes:
    try:
        if file.extension == ".csv.gz":
            with gzip.open(file.path) as stream:
                return _limited(stream)
        if file.extension == ".zip":
            return _content_of_only_member(file.path)
        with file.path.open("rb") as stream:
            return _limited(stream)
    except (EOFError, gzip.BadGzipFile, zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError) as error:
        raise damaged(file.path) from error


def damaged(path: Path) -> ContractBreach:
    """The refusal of a file that ends too early or cannot be unpacked."""
    return ContractBreach(
        f"El archivo «{path.name}» está incompleto o dañado y no se puede abrir. Pida que lo envíen otra vez.",
        f"The file '{path.name}' is truncated or damaged and cannot be opened. Ask for it to be sent again.",
    )


def contains_nul() -> ContractBreach:
    """The refusal of a file with NUL bytes."""
    return ContractBreach(
        "El archivo contiene bytes nulos: no es un texto. Pida que lo envíen otra vez.",
        "The file contains NUL bytes: it is not text. Ask for it to be sent again.",
    )


def _content_of_only_member(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive, archive.open(only_member(archive)) as stream:
        return _limited(stream)


def only_member(archive: zipfile.ZipFile) -> str:
    """Name of the one .csv in a zip. Raises ``ContractBreach`` when it holds anything else or nothing."""
    members = [name for name in archive.namelist() if not name.endswith("/") and not _NOT_CONTENT.search(name)]
    if len(members) != 1 or not members[0].lower().endswith(".csv"):
        raise ContractBreach(
            f"El archivo comprimido trae {len(members)} archivos; se espera uno solo, en .csv.",
            f"The zip holds {len(members)} files; exactly one .csv is expected.",
        )
    return members[0]


def _limited(stream: gzip.GzipFile | IO[bytes]) -> bytes:
    content = stream.read(bounds.MAX_UNPACKED_BYTES + 1)
    bounds.refuse_too_large(len(content), bounds.MAX_UNPACKED_BYTES)
    return content


def _decode(content: bytes, encoding: str) -> tuple[str, str]:
    candidates = ["utf-16"] if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp1252", "latin-1"]
    for candidate in candidates if encoding == "auto" else [encoding]:
        try:
            return content.decode(candidate), candidate
        except UnicodeDecodeError:
            continue
    raise ContractBreach(
        "El texto del archivo no está en una codificación conocida (UTF-8, UTF-16, Windows-1252). Guárdelo como UTF-8.",
        "The text of the file is in no known encoding (UTF-8, UTF-16, Windows-1252). Save it as UTF-8.",
    )


def _csv_sheet(content: bytes, delimiter: str, encoding: str) -> Sheet:
    text, found_encoding = _decode(content, encoding)
    if "\0" in text:
        raise contains_nul()
    found_delimiter = steadiest_delimiter(text) if delimiter == "auto" else delimiter
    return Sheet(
        name="",
        lines=tuple(_csv_lines(text, found_delimiter)),
        marks={"encoding": found_encoding, "delimiter": found_delimiter, **({OPEN_END: "1"} if is_open(text) else {})},
    )


def steadiest_delimiter(text: str) -> str:
    """The mark that splits most lines into the same number of cells; what is in quotes does not count."""
    lines = [_QUOTED.sub("", line) for line in text[:_DELIMITER_SAMPLE].splitlines()[:20]]

    def agreement(mark: str) -> tuple[int, int]:
        counts = Counter(line.count(mark) for line in lines if mark in line)
        return max(((n_lines, n_marks) for n_marks, n_lines in counts.items()), default=(0, 0))

    return max(_DELIMITERS, key=agreement)


def _csv_lines(text: str, delimiter: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start, n_cells = 1, 0
    try:
        for cells in reader:
            n_cells += len(cells) + 1
            bounds.refuse_too_many_cells(n_cells, start)
            yield Line(start, tuple(unprotected(cell.strip()) for cell in cells))
            start = reader.line_num + 1
    except csv.Error as error:
        raise ContractBreach(
            f"La fila {start} no se puede separar en columnas ({error}). Revise las comillas de esa fila.",
            f"Row {start} cannot be split into columns ({error}). Check the quotes of that row.",
        ) from error


def _workbook(path: Path, wanted: str | None) -> list[Sheet]:
    grids, hidden = workbook_grids(path, wanted)
    return [_grid_sheet(name, grid, hidden) for name, grid in grids]


def _grid_sheet(name: str, grid: list[list[Any]], hidden: list[str]) -> Sheet:
    lines = tuple(Line(number, tuple(map(_cell_text, row))) for number, row in enumerate(grid, start=1))
    aside = {HIDDEN: ", ".join(f"«{sheet}»" for sheet in hidden)} if hidden else {}
    return Sheet(name=name, lines=lines, marks={"encoding": "xlsx", "delimiter": "", **aside})


def _cell_text(cell: Any) -> str:
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return NativeNumber(int(cell) if cell.is_integer() else repr(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return unprotected(str(cell).strip())
