"""The cells of a workbook that hold something and give no value: an error such as #REF!, a formula that nobody computed.

The reader of workbooks gives them as blanks, and a blank means «not in this table». Here they keep their text, so that staging
puts the row into quarantine and names the cell.
"""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator

from sources.far_cell import column_number, sheet_name

_CHUNK = 1 << 20
# A cell holds at most 32,767 characters; a formula 8,192.
_LONGEST_CELL = 1 << 18
_CELL = re.compile(rb"<(?:\w+:)?c\s([^<>]*?)(?<!/)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_KIND = re.compile(rb"\bt=[\"'](\w+)[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>([^<]*)</(?:\w+:)?f>)")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^<>]*)?>([^<]+)</(?:\w+:)?v>")

Cells = dict[tuple[int, int], str]


def unread_cells(archive: zipfile.ZipFile) -> dict[str, Cells]:
    """Text of each such cell by sheet, row and column (both from 1)."""
    found = {
        sheet_name(archive, member): dict(_cells(archive, member))
        for member in archive.namelist()
        if member.startswith("xl/worksheets/") and member.endswith(".xml")
    }
    return {name: cells for name, cells in found.items() if cells}


def _cells(archive: zipfile.ZipFile, member: str) -> Iterator[tuple[tuple[int, int], str]]:
    rest = b""
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            text, end = rest + chunk, 0
            for cell in _CELL.finditer(text):
                end = cell.end()
                place, said = _PLACE.search(cell[1]), _text(cell[1], cell[2])
                if place and said:
                    yield (int(place[2]), column_number(place[1])), said
            rest = text[end:][-_LONGEST_CELL:]


def _text(attributes: bytes, inside: bytes) -> str:
    """What the cell says instead of a value; empty text if it has one. A formula may give an empty text, which is a value."""
    kind, value = _KIND.search(attributes), _VALUE.search(inside)
    if kind and kind[1] == b"e":
        return _decoded(value[1]) if value else "#ERROR!"
    formula = _FORMULA.search(inside)
    if formula is None or value or (kind and kind[1] in (b"str", b"inlineStr")):
        return ""
    return f"={_decoded(formula[1] or b'')} (fórmula sin valor guardado)"


def _decoded(text: bytes) -> str:
    return html.unescape(text.decode("utf-8", "replace"))
