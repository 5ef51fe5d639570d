"""Headings of wide tables that are years, and the year of an annex, which its edition says.

Belongs here: which heading is a year. Does not belong here: the other headings (``header.py``) and the rows (``readers.py``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from sources.breach import ContractBreach
from sources.contract import Contract
from sources.layout import Layout
from sources.sheet import Line
from sources.text import fold

# One mark at a time: a repeated group of repeated marks would take for ever on «2014***…x».
# A year alone, or with its word, its unit in parentheses, footnote marks and what says that it is provisional: «2014»,
# «Año 2014», «2014 (ha)», «2014*», «2014 (1)», «2014 1/», «2014 p/», «2014 (e)», «2014 preliminar».
_PROVISIONAL = r"[pe]/|\([pe]/?\)|preliminar|prelim\.|provisional|estimado"
_YEAR_HEADING = re.compile(
    r"(?:a[ñn]o\s+)?(\d{4})(?:\s*\((?P<unit>(?![pe]/?\))[^()\d%]+)\))?"
    rf"(?:\s*(?:\*|[¹²³⁴⁵⁶⁷⁸⁹⁰†‡]|\(\d{{1,2}}\)|\s\d{{1,2}}/|{_PROVISIONAL}))*",
    re.IGNORECASE,
)
_YEAR_IN_EDITION = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")


def is_annex_value(cell: str, layout: Layout) -> bool:
    """Whether a heading is the one of the single column of an annex, which says no year."""
    return fold(cell) in {fold(heading) for heading in layout.annex_value_header}


def year_of_heading(cell: str, contract: Contract) -> str | None:
    """The year that a heading names alone or with the unit of the measure; ``None`` for every other heading."""
    match = _YEAR_HEADING.fullmatch(cell.strip())
    if match is None:
        return None
    measure = contract.column(contract.layout.value_column or "")
    units = {fold(name) for name in (measure.unit or "", *measure.aliases, *contract.layout.annex_value_header)}
    return match[1] if match["unit"] is None or fold(match["unit"]) in units else None


def refuse_repeated(years: Mapping[int, str], header: Line) -> None:
    """Raise ``ContractBreach`` if two columns (by position) are of one year: which of them holds is not known."""
    counted = Counter(years.values())
    for year, n_columns in counted.items():
        if n_columns > 1:
            columns = ", ".join(f"«{header.cells[index]}» ({index + 1})" for index, found in years.items() if found == year)
            raise ContractBreach(
                f"El encabezado (fila {header.number}) trae el año {year} en más de una columna: {columns}. "
                "Deje una sola, o corrija el año de la otra, y reenvíe el archivo.",
                f"The header (row {header.number}) has the year {year} in more than one column: {columns}. "
                "Keep one, or correct the year of the other, and resend the file.",
            )


def year_of_edition(edition: str) -> str:
    """The year in the name of an edition. ``ContractBreach`` when the name has none."""
    match = _YEAR_IN_EDITION.search(edition)
    if match is None:
        raise ContractBreach(
            f"El anexo tiene una sola columna de hectáreas y la edición «{edition}» no dice de qué año es. "
            "Ponga el año en la edición, por ejemplo 2015-07__anexo-2014.csv.",
            f"The annex has a single column of hectares and the edition '{edition}' does not say of which year. "
            "Put the year in the edition, for example 2015-07__anexo-2014.csv.",
        )
    return match[1]
