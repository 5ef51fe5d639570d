"""How the rows of a dataset lie in its files, as the contract says it.

Belongs here: the records of the layout. Does not belong here: finding it in a file (``header``, ``number_marks``).
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A record of a contract: it does not change, and a field that nobody declared is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ControlTotal(Frozen):
    """Rows whose ``column`` holds one of ``values`` are control totals, never facts."""

    column: str
    values: tuple[str, ...]


class Layout(Frozen):
    """How the rows of a dataset lie in its files.

    ``long``: one record a line. ``years_wide``: one column per year, read as one row per cell. ``mapping``: one YAML mapping.
    ``bulk``: one record a line in a file too large for the memory (see ``budget_file``).
    ``auto`` marks are found per file and recorded with the delivery.
    """

    shape: Literal["long", "years_wide", "mapping", "bulk"]
    # Column whose value decides which lines of a bulk file are kept.
    filter_column: str | None = None
    # Columns without which a bulk file is refused, because a mart needs them; empty: all.
    needed_columns: tuple[str, ...] = ()
    sheet: str | None = None
    header_row: int | Literal["auto"] = "auto"
    delimiter: str = "auto"
    encoding: str = "auto"
    decimal_mark: str = "auto"
    thousands_mark: str = "auto"
    year_column: str | None = None
    value_column: str | None = None
    annex_value_header: tuple[str, ...] = ()
    ignored_columns: tuple[str, ...] = ()
    control_total: ControlTotal | None = None
    not_monitored_marks: tuple[str, ...] = ()
    strip_footnotes_from: tuple[str, ...] = ()

    def needs(self, name: str) -> bool:
        """Whether a bulk file without the column is refused."""
        return not self.needed_columns or name in self.needed_columns
