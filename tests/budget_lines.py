"""Budget files of a few lines for the tests, in the layout of the MEF file, with their figures in plain sight."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from sources.contract import all_contracts

COLUMNS = [column.aliases[0] for column in all_contracts()["pirdais/budget_execution"].columns]
_DEFAULTS = {
    "ANO_EJE": "2025", "MES_EJE": "1", "NIVEL_GOBIERNO": "E", "NIVEL_GOBIERNO_NOMBRE": "GOBIERNO NACIONAL", "SEC_EJEC": "725",
    "SEC_FUNC": "1", "PROGRAMA_PPTO": "0072", "PROGRAMA_PPTO_NOMBRE": "DESARROLLO ALTERNATIVO", "DEPARTAMENTO_META": "22",
    "TIPO_TRANSACCION": "2", "GENERICA": "3",
}  # fmt: skip
_DEPARTMENTS = {"15": "LIMA", "22": "SAN MARTIN", "25": "UCAYALI", "98": "EXTERIOR"}


def line(**values: object) -> dict[str, str]:
    """One line: what is not said is a code of «1», a name of «Ñ» (of the department its own), or an amount of zero."""
    department = str(values.get("DEPARTAMENTO_META", _DEFAULTS["DEPARTAMENTO_META"]))
    values = {"DEPARTAMENTO_META_NOMBRE": _DEPARTMENTS.get(department, "SEÑAL"), **values}
    filled = {}
    for column in COLUMNS:
        default = "0.00" if column.startswith("MONTO") else "SEÑAL" if column.endswith("NOMBRE") else "1"
        filled[column] = str(values.get(column, _DEFAULTS.get(column, default)))
    return filled


def text(
    lines: Iterable[dict[str, str]],
    *,
    columns: list[str] | None = None,
    delimiter: str = ",",
    newline: str = "\r\n",
    quoted: bool = True,
) -> str:
    """The lines as one file with its header."""
    columns = columns or COLUMNS
    target = io.StringIO()
    style = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    writer = csv.writer(target, delimiter=delimiter, lineterminator=newline, quoting=style)
    writer.writerow(columns)
    writer.writerows([item.get(column, "") for column in columns] for item in lines)
    return target.getvalue()
