"""Readers: the sheets of one file become the rows of one dataset, every value as printed.

A reader maps headings to the columns of the contract and keeps file, sheet, row and column of every value. It refuses
a file that breaks its contract; it never judges a value (that is staging) and never drops a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from sources.breach import ContractBreach
from sources.contract import MASK, Column, Contract, Layout
from sources.landing import LandingFile
from sources.number_marks import NumberMarks, find_marks, without_prefix
from sources.returned_list import refuse_partial, without_reasons
from sources.sheet import Line, NativeNumber, Sheet
from sources.tables import open_sheets
from sources.text import fold

# A year alone, or with its unit in parentheses and footnote marks: «2014», «2014 (ha)», «2014*», «2014 (1)», «2014 1/».
_YEAR_HEADING = re.compile(r"(\d{4})(?:\s*\((?P<unit>[^()\d%]+)\))?(?:\s*(?:\*+|[¹²³⁴⁵⁶⁷⁸⁹⁰†‡]+|\(\d{1,2}\)|\s\d{1,2}/))*")
_YEAR_IN_EDITION = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_HEADER_SEARCH_ROWS = 20


@dataclass(frozen=True)
class Extract:
    """The rows of one file. ``rows``: one tuple a row, the contract's columns in order then ``_sheet, _row, _column``.

    Values are text as printed or ``None`` where the cell is blank. ``facts`` tells how the file was read.
    """

    rows: list[tuple[str | int | None, ...]]
    marks: NumberMarks
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def rows_read(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class _Table:
    """The body of a sheet below its header, with the contract that names its columns."""

    sheet_name: str
    header: Line
    body: list[Line]
    contract: Contract


def read_extract(file: LandingFile) -> Extract:
    """Read ``file`` by its contract. Raises ``ContractBreach`` (one sentence, es and en) when the file breaks it."""
    contract = file.contract
    layout = contract.layout
    _, _, edition = file.identity()
    if layout.shape == "mapping":
        return _mapping(file, contract)
    sheets = open_sheets(file, delimiter=layout.delimiter, encoding=layout.encoding, sheet=layout.sheet)
    sheet, found = _find_header(sheets, contract)
    header, below = without_reasons(found, (line for line in sheet.lines if line.number > found.number))
    body = [line for line in below if any(line.cells)]
    _refuse_overlong(header, body)
    table = _Table(sheet.name, header, body, contract)
    rows = list(_wide_rows(table, edition) if layout.shape == "years_wide" else _long_rows(table))
    if not rows:
        raise ContractBreach(
            "El archivo tiene encabezado pero ninguna fila con datos.", "The file has a header but no row with data."
        )
    facts = {**sheet.marks, "sheet": sheet.name, "header_row": str(header.number)}
    return Extract(rows, _marks(rows, contract), facts)


def header_among(lines: tuple[Line, ...], contract: Contract) -> Line:
    """The one of the first ``lines`` of a sheet that keeps the contract. ``ContractBreach`` when none does."""
    return _find_header([Sheet(name="", lines=lines, marks={})], contract)[1]


def positions_in_header(header: Line, contract: Contract) -> dict[str, int]:
    """Where each column of the contract stands in a header. ``ContractBreach`` when one is missing, unknown or repeated."""
    header_among((header,), contract)
    positions, others = _positions(header, contract)
    _refuse_unknown([cell for _, cell in others])
    return positions


def hidden_positions(header: Line, contract: Contract) -> frozenset[int]:
    """Where cells stand that nobody but their sender may see; none in a dataset without personal data.

    Beside the columns with personal data these are the ones that the contract does not know: nobody said what they hold.
    """
    if not contract.holds_personal_data:
        return frozenset()
    positions, others = _positions(header, contract)
    shown = {index for name, index in positions.items() if not contract.column(name).is_personal}
    measure = contract.measure
    if contract.layout.shape == "years_wide" and measure and not measure.is_personal:
        shown |= {index for index, cell in others if _year_of_heading(cell, contract) or _is_annex_value(cell, contract.layout)}
    return frozenset(range(len(header.cells))) - shown


def _headings(line: Line, contract: Contract) -> list[Column | None]:
    known = contract.by_header()
    return [known.get(fold(cell)) for cell in line.cells]


def _promised(contract: Contract) -> list[Column]:
    """Columns that must stand in the header; in wide tables year and value are spread over the headings."""
    if contract.layout.shape == "bulk":
        return list(contract.columns)
    spread = {contract.layout.year_column, contract.layout.value_column}
    required = [column for column in contract.columns if column.required or column.key_position]
    return [column for column in required if column.name not in spread or contract.layout.shape == "long"]


def _find_header(sheets: list[Sheet], contract: Contract) -> tuple[Sheet, Line]:
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


def _refuse_overlong(header: Line, body: list[Line]) -> None:
    for line in body:
        if any(line.cells[len(header.cells) :]):
            raise ContractBreach(
                f"La fila {line.number} tiene {len(line.cells)} columnas y el encabezado {len(header.cells)}. "
                "Revise si un texto con coma quedó sin comillas.",
                f"Row {line.number} has {len(line.cells)} columns and the header {len(header.cells)}. "
                "Check for an unquoted text with a comma.",
            )


def _refuse_unknown(cells: list[str]) -> None:
    refuse_partial("", cells)
    if cells:
        names = ", ".join(f"«{cell}»" for cell in cells)
        raise ContractBreach(
            f"El encabezado trae columnas que el contrato no conoce o que se repiten: {names}. "
            "Retírelas o pida ampliar el contrato.",
            f"The header has columns that the contract does not know or that repeat: {names}. "
            "Remove them or ask for the contract to be extended.",
        )


def _positions(header: Line, contract: Contract) -> tuple[dict[str, int], list[tuple[int, str]]]:
    """Position of each contract column, and the (position, heading) of every other non-blank heading."""
    positions: dict[str, int] = {}
    others: list[tuple[int, str]] = []
    for index, (cell, column) in enumerate(zip(header.cells, _headings(header, contract), strict=True)):
        if column and column.name not in positions:
            positions[column.name] = index
        elif cell and not _is_ignored(cell, contract.layout):
            others.append((index, cell))
    return positions, others


def _is_ignored(cell: str, layout: Layout) -> bool:
    return any(re.search(pattern, fold(cell)) for pattern in layout.ignored_columns)


def _is_annex_value(cell: str, layout: Layout) -> bool:
    return fold(cell) in {fold(heading) for heading in layout.annex_value_header}


def _at(line: Line, index: int | None) -> str | None:
    return (line.cells[index] or None) if index is not None and index < len(line.cells) else None


def _long_rows(table: _Table) -> Iterator[tuple[str | int | None, ...]]:
    positions, others = _positions(table.header, table.contract)
    _refuse_unknown([cell for _, cell in others])
    order = [positions.get(column.name) for column in table.contract.columns]
    for line in table.body:
        yield (*(_at(line, index) for index in order), table.sheet_name, line.number, None)


def _wide_rows(table: _Table, edition: str) -> Iterator[tuple[str | int | None, ...]]:
    """One row per cell that holds something: blank means «not in this table»; ``-`` (not monitored) is kept."""
    contract, layout = table.contract, table.contract.layout
    positions, others = _positions(table.header, contract)
    years = {index: year for index, cell in others if (year := _year_of_heading(cell, contract))}
    annex = next((index for index, cell in enumerate(table.header.cells) if _is_annex_value(cell, layout)), None)
    if annex is not None and not years:
        years = {annex: _year_of_edition(edition)}
    _refuse_unknown([cell for index, cell in others if index not in years])
    if not years:
        raise ContractBreach(
            "El cuadro no tiene ninguna columna de año (por ejemplo 2014). Revise el encabezado.",
            "The table has no year column (for example 2014). Check the header.",
        )
    for line in table.body:
        for index, year in years.items():
            value = _at(line, index)
            if value is None:
                continue
            spread = {layout.year_column: year, layout.value_column: value}
            values = (spread.get(c.name) or _at(line, positions.get(c.name)) for c in contract.columns)
            yield (*values, table.sheet_name, line.number, table.header.cells[index])


def _year_of_heading(cell: str, contract: Contract) -> str | None:
    match = _YEAR_HEADING.fullmatch(cell.strip())
    if match is None:
        return None
    measure = contract.column(contract.layout.value_column or "")
    units = {fold(name) for name in (measure.unit or "", *measure.aliases, *contract.layout.annex_value_header)}
    return match[1] if match["unit"] is None or fold(match["unit"]) in units else None


def _year_of_edition(edition: str) -> str:
    match = _YEAR_IN_EDITION.search(edition)
    if match is None:
        raise ContractBreach(
            f"El anexo tiene una sola columna de hectáreas y la edición «{edition}» no dice de qué año es. "
            "Ponga el año en la edición, por ejemplo 2015-07__anexo-2014.csv.",
            f"The annex has a single column of hectares and the edition '{edition}' does not say of which year. "
            "Put the year in the edition, for example 2015-07__anexo-2014.csv.",
        )
    return match[1]


def _marks(rows: list[tuple[str | int | None, ...]], contract: Contract) -> NumberMarks:
    layout = contract.layout
    if layout.decimal_mark != "auto":
        return NumberMarks(layout.decimal_mark, layout.thousands_mark if layout.thousands_mark != "auto" else "")
    numeric = [(index, column.prefix) for index, column in enumerate(contract.columns) if column.type == "number"]
    cells = [(cell, prefix) for row in rows for index, prefix in numeric if (cell := row[index]) is not None]
    texts = (without_prefix(str(cell), prefix) for cell, prefix in cells if not isinstance(cell, NativeNumber))
    return find_marks(texts, has_native_numbers=any(isinstance(cell, NativeNumber) and "." in cell for cell, _ in cells))


def _mapping(file: LandingFile, contract: Contract) -> Extract:
    try:
        record = yaml.safe_load(file.path.read_text(encoding="utf-8"))
        entries = {fold(str(key)): value for key, value in record.items()}
    except (yaml.YAMLError, AttributeError, UnicodeDecodeError) as error:
        # The parser quotes the line that it cannot read.
        detail = MASK if contract.holds_personal_data else " ".join(str(error).split())
        raise ContractBreach(
            f"La ficha «{file.path.name}» no se puede leer como YAML: {detail}.",
            f"The sheet '{file.path.name}' cannot be read as YAML: {detail}.",
        ) from error
    known = contract.by_header()
    _refuse_unknown([key for key in entries if key not in known])
    named = {known[key].name: value for key, value in entries.items()}
    missing = [column.name for column in contract.columns if column.required and column.name not in named]
    if missing:
        raise ContractBreach(
            f"A la ficha le faltan los campos {', '.join(missing)}.", f"The sheet lacks the fields {', '.join(missing)}."
        )
    values = tuple(_mapping_text(named.get(column.name)) for column in contract.columns)
    return Extract([(*values, "", 1, None)], NumberMarks(), {"encoding": "utf-8", "delimiter": ""})


def _mapping_text(value: object) -> str | None:
    if value is None or value == "":
        return None
    return "|".join(map(str, value)) if isinstance(value, list) else str(value).strip()
