"""What is asked of the reader of the budget file, the header that it finds, and what it gives.

Belongs here: the three records. Does not belong here: reading (``budget_file.py``), which lines are kept
(``programme_filter.py``) and counting them (``line_account.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sources.contract import Contract
from sources.landing import LandingFile
from sources.number_marks import NumberMarks
from sources.unreadable import UnreadableLine


@dataclass(frozen=True)
class BulkExtract:
    """The kept lines of one large file, in a Parquet file that lies in the folder given to ``read_bulk``.

    Its columns are the contract's in order, as text, then ``_sheet``, ``_row`` (line of the file, from 1) and ``_column``.
    ``programmes`` is the filter as it was asked for: codes with a comma between them, or ``*``.
    """

    parquet: Path
    programmes: str
    sha256: str
    rows_read: int
    rows_filtered: int
    rows_kept: int
    unreadable: tuple[UnreadableLine, ...]
    marks: NumberMarks
    facts: dict[str, str]

    @property
    def lines(self) -> int:
        """Lines with data below the header."""
        return self.rows_read


@dataclass(frozen=True)
class Task:
    """What is asked of the reader."""

    file: LandingFile
    programmes: str
    folder: Path
    threads: int

    @property
    def contract(self) -> Contract:
        return self.file.contract

    @property
    def code_column(self) -> str:
        """The column by which lines are kept."""
        return self.contract.layout.filter_column or ""


@dataclass(frozen=True)
class BulkHeader:
    """First line of the file: the contract's column at each position, and how the text is written.

    A column that is not read has a name of its own. ``told``: what is said of such columns, as facts of the delivery.
    """

    names: tuple[str, ...]
    delimiter: str
    encoding: str
    told: dict[str, str]

    def position(self, name: str) -> int:
        return self.names.index(name) + 1

    def cell(self, name: str) -> str:
        """One column of the list ``cells``, in SQL; nothing if the file does not have it."""
        return f"cells[{self.position(name)}]" if name in self.names else "cast(null as varchar)"

    @property
    def cells(self) -> str:
        """All columns of a line as one list, in SQL."""
        return f"[{', '.join(self.names)}]"
