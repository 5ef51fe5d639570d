"""What an opened file is made of: sheets of numbered lines of text cells.

Belongs here: the shapes that readers hand each other. Does not belong here: opening a file (``tables``), its sense (``readers``).
"""

from __future__ import annotations

from dataclasses import dataclass


class NativeNumber(str):
    """A number that the spreadsheet stored as a number: its text has a decimal point, whatever the file's texts use."""

    __slots__ = ()


@dataclass(frozen=True)
class Line:
    """One row of a sheet: its number as a person counts it (from 1) and its cells as text (empty text for blank)."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """The rows of one sheet. ``name`` is empty for csv. ``marks`` tells how the text was found: encoding, delimiter."""

    name: str
    lines: tuple[Line, ...]
    marks: dict[str, str]
