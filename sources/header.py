"""The header of a sheet: the line that keeps the contract, and where each column of the contract stands in it.

Belongs here: finding and refusing headers. Does not belong here: the rows below a header (``readers.py``).
"""

from __future__ import annotations

import re

from sources.breach import ContractBreach
from sources.contract import Column, Contract
from sources.layout import Layout
from sources.returned_list import refuse_partial
from sources.sheet import Line, Sheet
from sources.text import fold
from sources.year_headings import is_annex_value, year_of_heading

_HEADER_SEARCH_ROWS = 20
# Columns that people put beside a table and that hold no figure of it: the number of the row, remarks, sources, a change that
# we compute ourselves. They are left out and told (rule G7.columnas); every other unknown column refuses the file.
_BESIDE = re.compile(r"n[°ºo]?\.?|#|item|orden|_?id|observacion(es)?|notas?|comentarios?|fuentes?|cambio .*")


def header_among(lines: tuple[Line, ...], contract: Contract) -> Line:
    """The one of the first ``lines`` of a sheet that keeps the contract. ``ContractBreach`` when none does."""
    return find_header([Sheet(name="", lines=lines, marks={})], contract)[1]


def hidden_positions(header: Line, contract: Contract) -> frozenset[int]:
    """Positions of the cells that only their sender may see; none in a dataset without personal data.

    These are the columns with personal data, and the columns outside the contract, because nobody declared what they hold.
    """
    if not contract.holds_personal_data:
        return frozenset()
    positions, others = positions_of(header, contract)
    shown = {index for name, index in positions.items() if not contract.column(name).is_personal}
    measure = contract.measure
    if contract.layout.shape == "years_wide" and measure and not measure.is_personal:
        shown |= {index for index, cell in others if year_of_heading(cell, contract) or is_annex_value(cell, contract.layout)}
    return frozenset(range(len(header.cells))) - shown


def find_header(sheets: list[Sheet], contract: Contract) -> tuple[Sheet, Line]:
    """The sheet that keeps the contract, with its header. Two such sheets are refused: one would be lost in silence."""
    best: tuple[int, Line] | None = None
    found: list[tuple[Sheet, Line]] = []
    promised = {column.name for column in _promised(contract)}
    for sheet in sheets:
        for line in sheet.lines[:_HEADER_SEARCH_ROWS]:
            if contract.layout.header_row not in ("auto", line.number):
                continue
            present = {column.name for column in _headings(line, contract) if column}
            score = len(present & promised)
            if best is None or score > best[0]:
                best = (score, line)
            if present >= promised:
                found.append((sheet, line))
                break
    if len(found) > 1:
        names = ", ".join(f"«{sheet.name}»" for sheet, _ in found)
        raise ContractBreach(
            f"El libro trae este cuadro en más de una hoja: {names}. Deje una sola, o envíe cada una en su archivo.",
            f"The workbook has this table in more than one sheet: {names}. Keep one, or send each in a file of its own.",
        )
    if found:
        return found[0]
    missing = promised - {c.name for c in (_headings(best[1], contract) if best else []) if c}
    expected = [f"«{contract.column(name).aliases[0]}»" for name in sorted(missing)]
    raise ContractBreach(
        f"Falta la columna {', '.join(expected)} en el encabezado. Agréguela con ese nombre y reenvíe el archivo.",
        f"The header lacks the column {', '.join(expected)}. Add it under that name and resend the file.",
    )


def positions_of(header: Line, contract: Contract) -> tuple[dict[str, int], list[tuple[int, str]]]:
    """Position of each contract column, and the (position, heading) of every other non-blank heading."""
    positions: dict[str, int] = {}
    others: list[tuple[int, str]] = []
    for index, (cell, column) in enumerate(zip(header.cells, _headings(header, contract), strict=True)):
        if column and column.name not in positions:
            positions[column.name] = index
        elif cell and not _is_ignored(cell, contract.layout):
            others.append((index, cell))
    return positions, others


def _headings(line: Line, contract: Contract) -> list[Column | None]:
    known = contract.by_header()
    return [known.get(fold(cell)) for cell in line.cells]


def _promised(contract: Contract) -> list[Column]:
    """Columns that must stand in the header; in wide tables year and value are spread over the headings."""
    if contract.layout.shape == "bulk":
        return [column for column in contract.columns if contract.layout.needs(column.name)]
    spread = {contract.layout.year_column, contract.layout.value_column}
    required = [column for column in contract.columns if column.required or column.key_position]
    return [column for column in required if column.name not in spread or contract.layout.shape == "long"]


def left_out(header: Line, contract: Contract) -> list[str]:
    """The headings that the reader knows to hold no figure, as the file writes them."""
    known = contract.by_header()
    return [cell for cell in header.cells if cell and fold(cell) not in known and _is_ignored(cell, contract.layout)]


def _is_ignored(cell: str, layout: Layout) -> bool:
    if layout.shape == "bulk":  # it tells its other columns itself (``bulk_header``)
        return False
    return bool(_BESIDE.fullmatch(fold(cell))) or any(re.search(pattern, fold(cell)) for pattern in layout.ignored_columns)


def refuse_unknown(cells: list[str]) -> None:
    """Raise ``ContractBreach`` that names the headings which the contract does not know or which repeat."""
    refuse_partial("", cells)
    if cells:
        names = ", ".join(f"«{cell}»" for cell in cells)
        raise ContractBreach(
            f"El encabezado trae columnas que el contrato no conoce o que se repiten: {names}. "
            "Retírelas o pida ampliar el contrato.",
            f"The header has columns that the contract does not know or that repeat: {names}. "
            "Remove them or ask for the contract to be extended.",
        )
