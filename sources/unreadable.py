"""Lines of a large file that cannot be read: their number, their text and why, in words for who sends the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import duckdb

# Enough of the line to find it in the file; some are megabytes long.
TEXT_LENGTH = 2000
_COUNTS = re.compile(r"Columns: (\d+) Found: (\d+)")
_ENCODING = "INVALID ENCODING"
_REASONS = {
    _ENCODING: (
        "La línea tiene caracteres dañados: no están en la codificación del resto del archivo.",
        "The line has damaged characters: they are not in the encoding of the rest of the file.",
    ),
    "UNQUOTED VALUE": (
        "Las comillas de la línea no cierran y no se sabe dónde termina cada columna.",
        "The quotes of the line do not close and where each column ends is not known.",
    ),
    "LINE SIZE OVER MAXIMUM": (
        "La línea es demasiado larga para ser una fila del presupuesto (más de dos millones de caracteres).",
        "The line is too long to be a row of the budget (more than two million characters).",
    ),
}
_OTHER = ("La línea no se puede separar en columnas.", "The line cannot be split into columns.")


@dataclass(frozen=True)
class UnreadableLine:
    """One line that goes to quarantine. ``number`` counts from 1; ``text`` is cut to ``TEXT_LENGTH`` characters."""

    number: int
    text: str
    reason_es: str
    reason_en: str
    is_encoding: bool = False

    def renumbered(self, number: int) -> UnreadableLine:
        """The same line, once its place in the file is known better."""
        return replace(self, number=number)


def from_parser(connection: duckdb.DuckDBPyConnection, rejects: str) -> list[UnreadableLine]:
    """What the parser put into the table ``rejects``, in file order: each line once, with the first thing wrong with it."""
    rows = connection.execute(
        f"""select line, left(min_by(csv_line, place), {TEXT_LENGTH + 2}), min_by(error_type, place), min_by(error_message, place)
            from (select line, csv_line, cast(error_type as varchar) as error_type, error_message,
                         coalesce(column_idx, 0) as place from {rejects})
            group by line order by line"""
    ).fetchall()
    return [_rejected(*row) for row in rows]


def _rejected(number: int, text: str | None, kind: str, message: str) -> UnreadableLine:
    reason_es, reason_en = _REASONS.get(kind, _OTHER)
    counts = _COUNTS.search(message)
    if counts and kind in ("MISSING COLUMNS", "TOO MANY COLUMNS"):
        expected, found = counts.groups()
        reason_es = f"La línea tiene {found} columnas y el encabezado {expected}."
        reason_en = f"The line has {found} columns and the header {expected}."
    return UnreadableLine(number, (text or "").strip("\r\n")[:TEXT_LENGTH], reason_es, reason_en, kind == _ENCODING)


def without_code(number: int, cells: Sequence[str | None], delimiter: str, code: str | None) -> UnreadableLine:
    """A line whose programme code is blank or impossible: it goes to quarantine, because it may belong to a wanted programme."""
    text = delimiter.join(cell or "" for cell in cells)[:TEXT_LENGTH]
    if (code or "").strip():
        reason_es = "El programa presupuestal de la línea no es un código de cuatro cifras: ¿encabezado repetido?"
        reason_en = "The budget programme of the line is not a four-digit code: a repeated header?"
    else:
        reason_es = "La línea no dice a qué programa presupuestal pertenece."
        reason_en = "The line does not say which budget programme it belongs to."
    return UnreadableLine(number, text, reason_es, reason_en)


def without_end(number: int, cells: Sequence[str | None], delimiter: str) -> UnreadableLine:
    """The last line of a file that ends in the middle of a line: it goes to quarantine, because its amount may be cut short."""
    return UnreadableLine(
        number,
        delimiter.join(cell or "" for cell in cells)[:TEXT_LENGTH],
        "La última línea del archivo no termina en salto de línea y su último monto puede estar cortado.",
        "The last line of the file does not end in a line break and its last amount may be cut short.",
    )
