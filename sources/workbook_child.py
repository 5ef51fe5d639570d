"""The process that opens one workbook, its standard input: it may use so much memory and time, and it alone ends if it fails.

Run as a file of its own. Belongs here: nothing but opening and handing over.
Prints a pickle: ``("sheets", names, grids)``, ``("far", sheet, cell)`` or
``("large",)``. Who starts it and what is said of its end is ``workbook``'s.
"""

from __future__ import annotations

import json
import pickle
import re
import resource
import sys
import zipfile
from typing import Any, BinaryIO
from xml.etree import ElementTree

_CHUNK = 1 << 20
_LONGEST_TAG = 1 << 10
# A cell with something in it; one that only has a format closes itself.
_CELL = re.compile(rb"<(?:\w+:)?c\s(?:[^<>]*?\s)?r=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^<>]*(?<!/)>")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def main(book: BinaryIO, wanted: str | None, limits: dict[str, int]) -> tuple[Any, ...]:
    """What the workbook holds, or why it is not read."""
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"], limits["seconds"]))
    with zipfile.ZipFile(book) as archive:
        if sum(member.file_size for member in archive.infolist()) > limits["bytes"]:
            return ("large",)
        for member in archive.namelist():
            if member.startswith("xl/worksheets/") and (cell := _far_cell(archive, member, limits["cells"])):
                return "far", _sheet_name(archive, member), cell
    from python_calamine import CalamineWorkbook

    book.seek(0)
    workbook = CalamineWorkbook.from_filelike(book)
    names = [name for name in workbook.sheet_names if wanted is None or name == wanted]
    grids = [(name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in names]
    return "sheets", workbook.sheet_names, grids


def _far_cell(archive: zipfile.ZipFile, member: str, limit: int) -> str | None:
    """The cell that makes the sheet larger than ``limit`` rows times columns; ``None`` when none does."""
    rows, columns, end = 0, 0, b""
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            text = end + chunk
            for letters, number in _CELL.findall(text):
                rows, columns = max(rows, int(number)), max(columns, _column(letters))
                if rows * columns > limit:
                    return f"{letters.decode()}{number.decode()}"
            end = text[-_LONGEST_TAG:]
    return None


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheet_name(archive: zipfile.ZipFile, member: str) -> str:
    """Name of the sheet that lies in ``member``; the member where the book does not say."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314  # bounded here
    ids = {relation.get("Id") for relation in relations if member.endswith(str(relation.get("Target")).lstrip("/"))}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314  # bounded here
    for node in book.iter():
        if node.get(_RELATION) in ids:
            return str(node.get("name"))
    return member


if __name__ == "__main__":
    sys.stdout.buffer.write(pickle.dumps(main(sys.stdin.buffer, json.loads(sys.argv[1]), json.loads(sys.argv[2]))))
