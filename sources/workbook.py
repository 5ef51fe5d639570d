"""Opening a workbook in bounded memory and time: another process reads it, and what happens to that process is told of the file.

The reader of workbooks asks for as much memory as the farthest cell says, and a damaged book may end the process that reads it.
What the cells mean belongs to ``tables``; the process itself is ``workbook_child``.
"""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

from sources import bounds
from sources.breach import ContractBreach

_CHILD = Path(__file__).with_name("workbook_child.py")


def workbook_grids(path: Path, wanted: str | None = None) -> list[tuple[str, list[list[Any]]]]:
    """Name and cells, as they are stored, of every sheet of a book or of the one ``wanted``. ``ContractBreach`` when damaged."""
    kind, *found = _opened(path, wanted)
    if kind == "large":
        bounds.refuse_too_large(bounds.MAX_UNPACKED_BYTES + 1, bounds.MAX_UNPACKED_BYTES)
    if kind == "far":
        sheet, cell = found
        raise ContractBreach(
            f"La hoja «{sheet}» tiene un dato suelto en la celda {cell}, muy lejos del cuadro. "
            "Borre esa celda (en Excel, Ctrl+Fin la muestra), guarde el libro y reenvíelo.",
            f"Sheet '{sheet}' has a stray value in cell {cell}, far away from the table. "
            "Delete that cell (Ctrl+End shows it in Excel), save the workbook and resend it.",
        )
    names, grids = found
    if not grids:
        raise ContractBreach(
            f"El libro no tiene la hoja «{wanted}»; trae: {', '.join(names)}.",
            f"The workbook has no sheet '{wanted}'; it has: {', '.join(names)}.",
        )
    return grids  # type: ignore[no-any-return]


def _opened(path: Path, wanted: str | None) -> tuple[Any, ...]:
    limits = {"memory": bounds.WORKBOOK_MEMORY_BYTES, "seconds": bounds.WORKBOOK_SECONDS}
    limits |= {"bytes": bounds.MAX_UNPACKED_BYTES, "cells": bounds.MAX_CELLS}
    command = [sys.executable, "-I", str(_CHILD), json.dumps(wanted), json.dumps(limits)]
    try:
        with path.open("rb") as book:
            seconds = 2 * bounds.WORKBOOK_SECONDS
            ended = subprocess.run(command, stdin=book, capture_output=True, timeout=seconds, check=True)  # noqa: S603  # our own
        return pickle.loads(ended.stdout)  # type: ignore[no-any-return]  # noqa: S301  # written by our own child
    except (subprocess.SubprocessError, pickle.PickleError, EOFError) as error:
        raise ContractBreach(
            f"El libro «{path.name}» está dañado o no es .xlsx. Ábralo, guárdelo otra vez como .xlsx y reenvíelo.",
            f"The workbook '{path.name}' is damaged or is not .xlsx. Open it, save it again as .xlsx and resend it.",
        ) from error
