"""What one file may cost: no file, however it was made, may fill the memory or hold the run up.

Belongs here: the limits and the sentence of a file that goes beyond them. Does not belong here: who measures (``tables``,
``bounded_yaml``, ``workbook``, ``line_count``).
"""

from __future__ import annotations

from sources.breach import ContractBreach

# The largest of these datasets has a few MB. A file that unpacks to more is a mistake or an attack.
MAX_UNPACKED_BYTES = 64 << 20
# Rows times columns of a sheet, blank cells counted: forty times the widest annex.
MAX_CELLS = 2_000_000
# The budget file is read in a stream, and every line of it is remembered by eight bytes. A year of all programmes has a tenth.
MAX_BULK_BYTES = 32 << 30
MAX_BULK_LINES = 40_000_000
# A sidecar or a reference sheet is a page of text.
MAX_YAML_BYTES = 256 << 10
MAX_YAML_DEPTH = 20
# What reading one workbook may take.
WORKBOOK_MEMORY_BYTES = 1 << 30
WORKBOOK_SECONDS = 60


def refuse_too_large(n_bytes: int, limit: int) -> None:
    """Raise ``ContractBreach`` if a file has more bytes than one of its kind can need."""
    if n_bytes > limit:
        unit, shift = next(
            (unit, shift) for unit, shift in (("GiB", 30), ("MiB", 20), ("KiB", 10), ("bytes", 0)) if limit >> shift
        )
        said = f"{limit >> shift} {unit}"
        raise ContractBreach(
            f"El archivo ocupa más de {said} una vez descomprimido, demasiado para estos cuadros. Pida que lo revisen.",
            f"The file takes more than {said} once unpacked, too much for these tables. Ask for it to be checked.",
        )


def refuse_too_many_lines(n_lines: int) -> None:
    """Raise ``ContractBreach`` if a budget file has more lines than a year can have."""
    if n_lines > MAX_BULK_LINES:
        raise ContractBreach(
            f"El archivo tiene más de {MAX_BULK_LINES:,} líneas, demasiadas para un año de presupuesto. Pida que lo revisen.",
            f"The file has more than {MAX_BULK_LINES:,} lines, too many for a year of the budget. Ask for it to be checked.",
        )


def refuse_too_many_cells(n_cells: int, row: int) -> None:
    """Raise ``ContractBreach`` if a table has more cells than one of these datasets can need."""
    if n_cells > MAX_CELLS:
        raise ContractBreach(
            f"En la fila {row} el cuadro pasa de {MAX_CELLS:,} celdas, demasiadas para este conjunto de datos. "
            "Compruebe que sea el archivo correcto y envíelo otra vez.",
            f"At row {row} the table goes beyond {MAX_CELLS:,} cells, too many for this dataset. "
            "Check that it is the right file and send it again.",
        )
