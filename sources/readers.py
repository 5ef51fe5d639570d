"""Readers: the sheets of one file become the rows of one dataset, every value as printed.

A reader gives every row its columns of the contract and keeps file, sheet, row and column of every value. It refuses
a file that breaks its contract; it never judges a value (that is staging) and never drops a row. Which line is the header and
what its headings mean belongs to ``header`` and ``year_headings``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from sources.bounded_yaml import YamlFault, read_mapping
from sources.breach import ContractBreach
from sources.contract import MASK, Contract
from sources.header import find_header, left_out, positions_of, refuse_unknown
from sources.landing import LandingFile
from sources.last_line import OPEN_END, is_doubtful
from sources.number_marks import NumberMarks, find_marks, without_prefix
from sources.returned_list import without_reasons
from sources.sheet import Line, NativeNumber
from sources.tables import open_sheets
from sources.text import fold
from sources.year_headings import is_annex_value, refuse_repeated, year_of_edition, year_of_heading


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

    @property
    def lines(self) -> int:
        """Lines with data below the header, as a person counts them."""
        return int(self.facts["lines"])


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
    sheet, found = find_header(sheets, contract)
    header, below = without_reasons(found, (line for line in sheet.lines if line.number > found.number))
    body = [line for line in below if any(line.cells)]
    _refuse_overlong(header, body)
    is_open = OPEN_END in sheet.marks and not file.sidecar().sha256 and is_doubtful(header, body)
    table = _Table(sheet.name, header, body, contract)
    rows = list(_wide_rows(table, edition) if layout.shape == "years_wide" else _long_rows(table))
    if not rows:
        raise ContractBreach(
            "El archivo tiene encabezado pero ninguna fila con datos.", "The file has a header but no row with data."
        )
    marks = {name: mark for name, mark in sheet.marks.items() if name != OPEN_END or is_open}
    facts = {**marks, "sheet": sheet.name, "header_row": str(header.number), "lines": str(len(body))}
    if aside := left_out(header, contract):
        facts["left_out"] = ", ".join(f"«{cell}»" for cell in aside)
    return Extract(rows, _marks(rows, contract), facts)


def refuse_repeated_places(extract: Extract) -> None:
    """Raise ``ContractBreach`` if two rows come from one place: sheet, row and heading are the key of what is built."""
    seen: set[tuple[str | int | None, ...]] = set()
    for *_, sheet, row, column in extract.rows:
        if (sheet, row, column) in seen:
            raise ContractBreach(
                f"La fila {row} da dos valores bajo el mismo encabezado «{column}». Deje uno solo y reenvíe el archivo.",
                f"Row {row} gives two values under the same heading '{column}'. Keep one and resend the file.",
            )
        seen.add((sheet, row, column))


def _refuse_overlong(header: Line, body: list[Line]) -> None:
    for line in body:
        if any(line.cells[len(header.cells) :]):
            raise ContractBreach(
                f"La fila {line.number} tiene {len(line.cells)} columnas y el encabezado {len(header.cells)}. "
                "Revise si un texto con coma quedó sin comillas.",
                f"Row {line.number} has {len(line.cells)} columns and the header {len(header.cells)}. "
                "Check for an unquoted text with a comma.",
            )


def _at(line: Line, index: int | None) -> str | None:
    return (line.cells[index] or None) if index is not None and index < len(line.cells) else None


def _long_rows(table: _Table) -> Iterator[tuple[str | int | None, ...]]:
    positions, others = positions_of(table.header, table.contract)
    refuse_unknown([cell for _, cell in others])
    order = [positions.get(column.name) for column in table.contract.columns]
    for line in table.body:
        yield (*(_at(line, index) for index in order), table.sheet_name, line.number, None)


def _wide_rows(table: _Table, edition: str) -> Iterator[tuple[str | int | None, ...]]:
    """One row per cell that holds something: blank means «not in this table»; ``-`` (not monitored) is kept."""
    contract, layout = table.contract, table.contract.layout
    positions, others = positions_of(table.header, contract)
    years = {index: year for index, cell in others if (year := year_of_heading(cell, contract))}
    annex = next((index for index, cell in enumerate(table.header.cells) if is_annex_value(cell, layout)), None)
    if annex is not None and not years:
        years = {annex: year_of_edition(edition)}
    refuse_unknown([cell for index, cell in others if index not in years])
    refuse_repeated(years, table.header)
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
        record = read_mapping(file.path)
    except YamlFault as fault:
        # The parser quotes the line that it cannot read.
        said = (MASK, MASK) if contract.holds_personal_data else (fault.fault_es, fault.fault_en)
        raise ContractBreach(
            f"La ficha «{file.path.name}» no se puede leer como YAML: {said[0]}. Corríjala y envíela otra vez.",
            f"The sheet '{file.path.name}' cannot be read as YAML: {said[1]}. Correct it and send it again.",
        ) from fault
    entries = [(fold(str(key)), value) for key, value in record.items()]
    known = contract.by_header()
    names = Counter(known[key].name for key, _ in entries if key in known)
    refuse_unknown([key for key, _ in entries if key not in known or names[known[key].name] > 1])
    named = {known[key].name: value for key, value in entries}
    missing = [column.name for column in contract.columns if column.required and column.name not in named]
    if missing:
        raise ContractBreach(
            f"A la ficha le faltan los campos {', '.join(missing)}.", f"The sheet lacks the fields {', '.join(missing)}."
        )
    values = tuple(_mapping_text(named.get(column.name)) for column in contract.columns)
    return Extract([(*values, "", 1, None)], NumberMarks(), {"encoding": "utf-8", "delimiter": "", "lines": "1"})


def _mapping_text(value: object) -> str | None:
    if value is None or value == "":
        return None
    return "|".join(map(str, value)) if isinstance(value, list) else str(value).strip()
