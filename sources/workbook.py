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

_CHILD = Path(__file__).with_name("workbook_child.py")
_PACKAGES = str(Path(python_calamine.__file__).parent.parent)


def workbook_grids(path: Path, wanted: str | None = None) -> list[tuple[str, list[list[Any]]]]:
    """Name and cells, as they are stored, of every sheet of a book or of the one ``wanted``. ``ContractBreach`` when damaged."""
    try:
        names, grids = _opened(path, wanted or "")
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
    return grids


def _opened(path: Path, wanted: str) -> tuple[list[str], list[tuple[str, list[list[Any]]]]]:
    with path.open("rb") as book:
        with zipfile.ZipFile(book) as archive:
            bounds.refuse_too_large(sum(member.file_size for member in archive.infolist()), bounds.MAX_UNPACKED_BYTES)
            refuse_far_cells(archive)
        os.lseek(book.fileno(), 0, os.SEEK_SET)
        limits = (str(bounds.WORKBOOK_MEMORY_BYTES), str(bounds.WORKBOOK_SECONDS))
        command = [sys.executable, "-I", "-S", str(_CHILD), _PACKAGES, wanted, *limits]
        seconds = 2 * bounds.WORKBOOK_SECONDS
        ended = subprocess.run(command, stdin=book, capture_output=True, timeout=seconds, check=True)  # noqa: S603  # our own
    return pickle.loads(ended.stdout)  # type: ignore[no-any-return]  # noqa: S301  # written by our own child
