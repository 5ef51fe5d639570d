"""The observed lines of a file too large to give back whole, found by their number in one pass.

Memory grows with what is observed, never with the file. Does not belong here: which lines are observed, and writing the list.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from sources.byte_stream import as_utf8, unpacked
from sources.landing import LandingFile
from sources.readers import header_among
from sources.returned_list import PARTIAL_HEADING
from sources.tables import Line, open_sheets, steadiest_delimiter
from sources.unreadable import TEXT_LENGTH

_HEADER_LINES = 20
# A record goes over more lines while its quotes are open; beyond this they never close.
_MOST_LINES_OF_A_RECORD = 100
_PIECE = 1 << 20


@dataclass(frozen=True)
class PartialList:
    """The header (``rows[header]``, what stands above it first) and the observed lines; the reason is the last cell of each."""

    rows: list[list[str]]
    header: int
    delimiter: str


def observed_lines(file: LandingFile, reasons: Mapping[int, str]) -> PartialList | None:
    """The lines of ``reasons`` (by number, from 1) with their reason. ``None`` when the file has none of them.

    A line that cannot be split into the columns of the header stands whole in the first cell, cut to 2,000 characters.
    Raises ``ContractBreach`` when the file cannot be opened or its header is not found.
    """
    if file.extension == ".xlsx":
        layout = file.contract.layout
        for sheet in open_sheets(file, delimiter=layout.delimiter, encoding=layout.encoding, sheet=layout.sheet):
            header = header_among(sheet.lines[:_HEADER_LINES], file.contract)
            cells = {line.number: list(line.cells) for line in sheet.lines if line.number in reasons}
            return _list(sheet.lines[: header.number], header, cells, reasons, ",")
        return None
    first, delimiter = _first_lines(file)
    header = header_among(tuple(first), file.contract)
    found = {
        number: _cells(text, delimiter, len(header.cells))
        for number, text in _records(file, {row for row in reasons if row > header.number})
    }
    return _list(tuple(first[: header.number]), header, found, reasons, delimiter)


def _list(
    above: tuple[Line, ...], header: Line, found: Mapping[int, list[str]], reasons: Mapping[int, str], delimiter: str
) -> PartialList | None:
    observed = sorted(number for number in found if number > header.number)
    if not observed:
        return None
    rows = [list(line.cells) for line in above]
    rows[-1] = [*header.cells, PARTIAL_HEADING]
    rows += [[*found[number], f"Fila {number}: {reasons[number]}"] for number in observed]
    return PartialList(rows, len(above) - 1, delimiter)


def _first_lines(file: LandingFile) -> tuple[list[Line], str]:
    """The first lines of the text, each on its own, and the delimiter."""
    texts = [_decoded(line) for _, line in islice(_physical_lines(file), _HEADER_LINES)]
    layout = file.contract.layout
    delimiter = steadiest_delimiter("".join(texts)) if layout.delimiter == "auto" else layout.delimiter
    rows = ((number, next(csv.reader([text], delimiter=delimiter), [])) for number, text in enumerate(texts, start=1))
    return [Line(number, tuple(cell.strip() for cell in cells)) for number, cells in rows], delimiter


def _records(file: LandingFile, wanted: set[int]) -> Iterator[tuple[int, str]]:
    """Number and text of the records that start on the ``wanted`` lines."""
    left = len(wanted)
    record: list[bytes] = []
    start = 0
    for number, line in _physical_lines(file):
        if record and _is_open(record) and number - start < _MOST_LINES_OF_A_RECORD and number not in wanted:
            record.append(line)
            continue
        if record:
            yield start, _closed(record)
            record = []
            left -= 1
        if not left:
            return
        if number in wanted:
            record, start = [line], number
    if record:
        yield start, _closed(record)


def _is_open(record: list[bytes]) -> bool:
    return sum(line.count(b'"') for line in record) % 2 == 1


def _closed(record: list[bytes]) -> str:
    """The record, or its first line alone when its quotes never close."""
    return _decoded(record[0] if _is_open(record) else b"".join(record)).rstrip("\r\n")


def _decoded(line: bytes) -> str:
    """Line by line: one damaged character says nothing of the rest of the file."""
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError:
        return as_utf8(line, "cp1252").decode()


def _cells(text: str, delimiter: str, width: int) -> list[str]:
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        rows = []
    if len(rows) == 1 and len(rows[0]) == width:
        return [cell.strip() for cell in rows[0]]
    return [text[:TEXT_LENGTH], *[""] * (width - 1)]


def _physical_lines(file: LandingFile) -> Iterator[tuple[int, bytes]]:
    """Number and bytes of every line; of one that is longer than a piece, the first piece."""
    with unpacked(file) as stream:
        number = 1
        while line := stream.readline(_PIECE):
            yield number, line
            while not line.endswith(b"\n") and (line := stream.readline(_PIECE)):
                pass
            number += 1
