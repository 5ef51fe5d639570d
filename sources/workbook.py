"""Opening a workbook in bounded memory and time: another process reads it, and if that process fails, the file is refused.

What the cells mean belongs to ``tables``, the process itself to ``workbook_child``.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import python_calamine

from sources import bounds
from sources.breach import ContractBreach
from sources.far_cell import refuse_far_cells
from sources.unread_cell import Cells, unread_cells

Grid = list[list[Any]]

_CHILD = Path(__file__).with_name("workbook_child.py")
_PACKAGES = str(Path(python_calamine.__file__).parent.parent)


def workbook_grids(path: Path, wanted: str | None = None) -> tuple[list[tuple[str, Grid]], list[str]]:
    """Name and cells, as they are stored, of every sheet of a book or of the one ``wanted``; and the hidden sheets left out.

    A hidden sheet is left out if the book has a visible one, because its sender does not see it. ``ContractBreach`` when damaged.
    """
    try:
        names, hidden, grids, unread = _opened(path, wanted or "")
    except ContractBreach:
        raise
    except Exception as error:  # a damaged book fails in many ways: as a zip, as XML, by memory, by time
        raise ContractBreach(
            f"El libro «{path.name}» está dañado o no es .xlsx. Ábralo, guárdelo otra vez como .xlsx y reenvíelo.",
            f"The workbook '{path.name}' is damaged or is not .xlsx. Open it, save it again as .xlsx and resend it.",
        ) from error
    if not grids:
        raise ContractBreach(
            f"El libro no tiene la hoja «{wanted}»; trae: {', '.join(names)}.",
            f"The workbook has no sheet '{wanted}'; it has: {', '.join(names)}.",
        )
    told = [(name, _with_unread(grid, unread.get(name, {}))) for name, grid in grids]
    kept = [(name, grid) for name, grid in told if name == wanted or name not in hidden]
    return (kept, [name for name, _ in told if name in hidden and name != wanted]) if kept else (told, [])


def _with_unread(grid: Grid, cells: Cells) -> Grid:
    for (row, column), text in cells.items():
        grid.extend([] for _ in range(row - len(grid)))
        line = grid[row - 1]
        line.extend([""] * (column - len(line)))
        line[column - 1] = line[column - 1] or text
    return grid


def _opened(path: Path, wanted: str) -> tuple[list[str], set[str], list[tuple[str, Grid]], dict[str, Cells]]:
    with path.open("rb") as book:
        with zipfile.ZipFile(book) as archive:
            bounds.refuse_too_large(sum(member.file_size for member in archive.infolist()), bounds.MAX_UNPACKED_BYTES)
            refuse_far_cells(archive)
            unread = unread_cells(archive)
        os.lseek(book.fileno(), 0, os.SEEK_SET)
        limits = (str(bounds.WORKBOOK_MEMORY_BYTES), str(bounds.WORKBOOK_SECONDS))
        command = [sys.executable, "-I", "-S", str(_CHILD), _PACKAGES, wanted, *limits]
        seconds = 2 * bounds.WORKBOOK_SECONDS
        ended = subprocess.run(command, stdin=book, capture_output=True, timeout=seconds, check=True)  # noqa: S603  # our own
    names, hidden, grids = pickle.loads(ended.stdout)  # noqa: S301  # written by our own child
    return names, hidden, grids, unread
