"""The observed lines of a file that is not given back whole, because it is too large or holds personal data.

One pass finds the observed lines of a large file by their number, so memory grows with the observed lines and not with the
file. Does not belong here: which lines are observed, and writing the list.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from sources.byte_stream import as_utf8, unpacked
from sources.contract import MASK, Contract
from sources.header import header_among, hidden_positions
from sources.landing import LandingFile
from sources.returned_list import PARTIAL_HEADING, without_reasons
from sources.sheet import Line, Sheet
from sources.tables import open_sheets, steadiest_delimiter
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


@dataclass(frozen=True)
class _Head:
    """The lines down to the header, which is the last of them, and the contract that names its columns."""

    lines: tuple[Line, ...]
    contract: Contract

    @property
    def header(self) -> Line:
        return self.lines[-1]


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
            head = _Head(sheet.lines[: header.number], file.contract)
            return _list(head, cells, reasons, ",")
        return None
    first, delimiter = _first_lines(file)
    header = header_among(tuple(first), file.contract)
    head = _Head(tuple(first[: header.number]), file.contract)
    found = {
        number: _cells(text, delimiter, head) for number, text in _records(file, {row for row in reasons if row > header.number})
    }
    return _list(head, found, reasons, delimiter)


def observed_lines_of_sheet(
    sheet: Sheet, header_row: int, reasons: Mapping[int, str], contract: Contract, delimiter: str
) -> PartialList | None:
    """The same of a sheet that is open already."""
    header, below = without_reasons(
        next(line for line in sheet.lines if line.number == header_row),
        (line for line in sheet.lines if line.number > header_row),
    )
    above = (line for line in sheet.lines if line.number < header_row)
    head = _Head((*above, header), contract)
    return _list(head, {line.number: list(line.cells) for line in below if line.number in reasons}, reasons, delimiter)


def _list(head: _Head, found: Mapping[int, list[str]], reasons: Mapping[int, str], delimiter: str) -> PartialList | None:
    observed = sorted(number for number in found if number > head.header.number)
    if not observed:
        return None
    hidden = hidden_positions(head.header, head.contract)
    # Lines above the header may name a person, such as the author of the table.
    above = () if head.contract.holds_personal_data else head.lines[:-1]
    rows = [list(line.cells) for line in above]
    rows.append([*head.header.cells, PARTIAL_HEADING])
    blank = [""] * len(head.header.cells)
    for number in observed:
        cells = [MASK if cell and index in hidden else cell for index, cell in enumerate([*found[number], *blank][: len(blank)])]
        rows.append([*cells, f"Fila {number}: {reasons[number]}"])
    return PartialList(rows, len(above), delimiter)


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
    """Decode line by line, because one damaged character does not decide the encoding of the whole file."""
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError:
        return as_utf8(line, "cp1252").decode()


def _cells(text: str, delimiter: str, head: _Head) -> list[str]:
    width = len(head.header.cells)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        rows = []
    if len(rows) == 1 and len(rows[0]) == width:
        return [cell.strip() for cell in rows[0]]
    return [MASK if head.contract.holds_personal_data else text[:TEXT_LENGTH], *[""] * (width - 1)]


def _physical_lines(file: LandingFile) -> Iterator[tuple[int, bytes]]:
    """Number and bytes of every line; of one that is longer than a piece, the first piece."""
    with unpacked(file) as stream:
        number = 1
        while line := stream.readline(_PIECE):
            yield number, line
            while not line.endswith(b"\n") and (line := stream.readline(_PIECE)):
                pass
            number += 1
