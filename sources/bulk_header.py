"""The header of a large file: which of its columns are read, and what is told of the others.

Such a file is read by the columns that are needed. An unknown column is left aside, another spelling that the contract knows is
read, a column that is not needed may be absent: each is told (rules G23 and G24). Belongs here: the first line. Does not belong
here: the lines below it (``budget_file.py``).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from sources.breach import ContractBreach
from sources.bulk_extract import BulkHeader
from sources.byte_stream import as_utf8, cannot_be_split, refuse_nul, unpacked
from sources.contract import Contract
from sources.header import header_among, positions_of, refuse_unknown
from sources.landing import LandingFile
from sources.line_count import LineCount
from sources.returned_list import refuse_partial
from sources.sheet import Line
from sources.tables import steadiest_delimiter
from sources.text import fold

_HEADER_BYTES = 1 << 20
_BOM = b"\xef\xbb\xbf"


def read_header(file: LandingFile, encoding: str) -> BulkHeader:
    """The header of ``file``. ``ContractBreach`` when it is no header, or lacks a needed column, or repeats one."""
    with unpacked(file) as stream:
        first = as_utf8(stream.readline(_HEADER_BYTES), encoding).removeprefix(_BOM)
    text = first.decode("utf-8", errors="replace").rstrip("\r\n")
    if not text.strip():
        raise ContractBreach(
            "El archivo está vacío o no empieza con el encabezado. Pida que lo envíen otra vez.",
            "The file is empty or does not start with its header. Ask for it to be sent again.",
        )
    if "\0" in text:
        refuse_nul(LineCount(has_nul=True))
    delimiter = steadiest_delimiter(text)
    try:
        cells = next(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise cannot_be_split() from error
    return _named(tuple(cell.strip() for cell in cells), file.contract, delimiter, encoding)


def _named(cells: tuple[str, ...], contract: Contract, delimiter: str, encoding: str) -> BulkHeader:
    line = Line(1, cells)
    header_among((line,), contract)
    positions, others = positions_of(line, contract)
    _refuse_others(cells, [cell for _, cell in others], contract)
    at = {index: name for name, index in positions.items()}
    names = tuple(at.get(index, f"_unread_{index}") for index in range(len(cells)))
    return BulkHeader(names, delimiter, encoding, _told(cells, positions, [cell for _, cell in others], contract))


def _refuse_others(cells: Sequence[str], others: Sequence[str], contract: Contract) -> None:
    """Refuse a heading that stands twice, or that is blank, because nobody knows what its column holds."""
    refuse_partial("", others)
    if not contract.layout.needed_columns:
        refuse_unknown(list(others))
    folded = [fold(cell) for cell in cells]
    known = contract.by_header()
    refuse_unknown([cell for cell in others if fold(cell) in known or folded.count(fold(cell)) > 1])
    if "" in folded:
        raise ContractBreach(
            f"La columna {folded.index('') + 1} del encabezado no tiene nombre. Póngale uno o quite la columna.",
            f"Column {folded.index('') + 1} of the header has no name. Give it one or remove the column.",
        )


def _told(cells: Sequence[str], positions: dict[str, int], others: Sequence[str], contract: Contract) -> dict[str, str]:
    """What is said of the columns: unread, of another spelling, absent, and absent from the key; only what there is."""
    spelled = [
        f"«{cells[index]}» ({contract.column(name).aliases[0]})"
        for name, index in positions.items()
        if fold(cells[index]) not in (name, fold(contract.column(name).aliases[0]))
    ]
    absent = [column for column in contract.columns if column.name not in positions]
    facts = {
        "unread": [f"«{cell}»" for cell in others],
        "spelled": spelled,
        "absent": [f"«{column.aliases[0]}»" for column in absent if not column.key_position],
        "absent_key": [f"«{column.aliases[0]}»" for column in absent if column.key_position],
    }
    return {name: ", ".join(said) for name, said in facts.items() if said}
