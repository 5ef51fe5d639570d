"""The cell of a workbook that makes a sheet larger than any table: found by reading through the sheets, before one is opened.

The reader of workbooks asks for memory for every cell down to the farthest one, so a stray blank in the last corner asks for all.
"""

from __future__ import annotations

import html
import re
import zipfile
from contextlib import suppress

from sources import bounds
from sources.breach import ContractBreach

_CHUNK = 1 << 20
_LONGEST_TAG = 1 << 10
# A cell with something in it; one that only has a format closes itself.
_CELL = re.compile(rb"<(?:\w+:)?c\s(?:[^<>]*?\s)?r=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^<>]*(?<!/)>")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^<>]*>")
_RELATION = re.compile(rb"<Relationship\s[^<>]*>")


def refuse_far_cells(archive: zipfile.ZipFile) -> None:
    """Raise ``ContractBreach`` that names the cell if a sheet has more rows times columns than ``bounds.MAX_CELLS``."""
    for member in archive.namelist():
        if not member.startswith("xl/worksheets/") or (cell := _far_cell(archive, member)) is None:
            continue
        sheet = sheet_name(archive, member)
        raise ContractBreach(
            f"La hoja «{sheet}» tiene un dato suelto en la celda {cell}, muy lejos del cuadro. "
            "Borre esa celda (en Excel, Ctrl+Fin la muestra), guarde el libro y reenvíelo.",
            f"Sheet '{sheet}' has a stray value in cell {cell}, far away from the table. "
            "Delete that cell (Ctrl+End shows it in Excel), save the workbook and resend it.",
        )


def _far_cell(archive: zipfile.ZipFile, member: str) -> str | None:
    rows, columns, end = 0, 0, b""
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            text = end + chunk
            for letters, number in _CELL.findall(text):
                rows, columns = max(rows, int(number)), max(columns, column_number(letters))
                if rows * columns > bounds.MAX_CELLS:
                    return f"{letters.decode()}{number.decode()}"
            end = text[-_LONGEST_TAG:]
    return None


def column_number(letters: bytes) -> int:
    """Number of a column, from 1: ``AA`` is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def sheet_name(archive: zipfile.ZipFile, member: str) -> str:
    """Name of the sheet that lies in ``member``; the member where the book does not say."""
    with suppress(KeyError):
        relations = _RELATION.findall(_start(archive, "xl/_rels/workbook.xml.rels"))
        ids = {_value(tag, "Id") for tag in relations if member.endswith(_value(tag, "Target").lstrip("/") or "?")}
        for tag in _SHEET.findall(_start(archive, "xl/workbook.xml")):
            if _value(tag, r"\w+:id") in ids:
                return _value(tag, "name")
    return member


def _start(archive: zipfile.ZipFile, member: str) -> bytes:
    with archive.open(member) as stream:
        return stream.read(_CHUNK)


def _value(tag: bytes, attribute: str) -> str:
    found = re.search(rf"\s{attribute}=[\"']([^\"']*)[\"']", tag.decode("utf-8", "replace"))
    return html.unescape(found[1]) if found else ""
