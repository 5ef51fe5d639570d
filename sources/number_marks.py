"""Which mark separates thousands and which one decimals in a file.

Peruvian sources mix ``7,947.69``, ``19 981.74``, ``173.500.148,58`` and ``30.150`` (thirty thousand). The marks are found once
per file and recorded with the delivery; turning text into numbers is done by staging with these marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sources.breach import ContractBreach

_NUMBER_LIKE = re.compile(r"^-?\d[\d.,'\s]*$")
_SPACE = re.compile(r"[\s\u00a0\u2009\u202f]+")


@dataclass(frozen=True)
class NumberMarks:
    """Marks of one file. ``thousands`` may be empty."""

    decimal: str = "."
    thousands: str = ","

    @property
    def pattern(self) -> str:
        """Regular expression of a well-formed number with these marks (spaces already removed)."""
        decimals = rf"({re.escape(self.decimal)}\d+)?"
        groups = rf"|-?\d{{1,3}}({re.escape(self.thousands)}\d{{3}})+{decimals}" if self.thousands else ""
        return rf"-?\d+{decimals}{groups}"


def find_marks(texts: Iterable[str], *, has_native_numbers: bool = False) -> NumberMarks:
    """Find the marks used by ``texts`` (cells of number columns as printed, without what a spreadsheet stored as numbers).

    If one mark alone is always followed by exactly three digits, it is a thousands mark, because reports print whole
    hectares. If other cells of the file prove that the mark separates decimals (30.150 beside 627.81), ``_are_decimals``
    decides. Native spreadsheet numbers always use ``.``. Raises ``ContractBreach`` when the texts contradict each other.
    """
    decimal: set[str] = {"."} if has_native_numbers else set()
    thousands: set[str] = set()
    unsure: set[str] = set()
    places: set[int] = set()
    for text in texts:
        number = _SPACE.sub("", text.strip())
        if not _NUMBER_LIKE.match(number):
            continue
        marks = [char for char in number if char in ".,'"]
        if not marks:
            continue
        last = marks[-1]
        if len(set(marks)) > 1:
            decimal.add(last)
            places.add(_places(number, last))
            thousands.update(set(marks) - {last})
        elif len(marks) > 1:
            thousands.add(last)
        elif _looks_grouped(number, last):
            unsure.add(number)
        else:
            decimal.add(last)
            places.add(_places(number, last))
    thousands |= {number[-4] for number in unsure} - (decimal if _are_decimals(unsure, places) else set())
    if decimal & thousands or len(decimal) > 1 or len(thousands) > 1:
        raise ContractBreach(
            "El archivo mezcla formas de escribir los números: la misma marca separa miles en unas celdas y decimales en otras. "
            "Use una sola forma, con el mismo número de decimales, en todo el archivo.",
            "The file mixes number styles: the same mark separates thousands in some cells and decimals in others. "
            "Use one style, with the same number of decimals, in the whole file.",
        )
    return _complete(decimal, thousands)


def without_prefix(text: str, prefix: str | None) -> str:
    """``text`` without the currency that stands before it, with or without the dot: «S/.» until 2015 and «S/» since."""
    return re.sub(re.escape(prefix.rstrip(".")) + r"\.?", "", text) if prefix else text


def _are_decimals(unsure: set[str], places: set[int]) -> bool:
    """Whether three digits after the mark can be decimals, given how many ``places`` the sure decimals of the file have.

    They can, if all sure decimals have three places; or if some have more than three, because then the figures were computed
    and trailing zeros were dropped (59.6563 beside 30.151).
    """
    return places == {3} or (max(places, default=0) > 3 and not any(number.endswith("0") for number in unsure))


def _places(number: str, mark: str) -> int:
    return len(number) - number.rindex(mark) - 1


def _looks_grouped(number: str, mark: str) -> bool:
    head, tail = number.lstrip("-").split(mark)
    return len(tail) == 3 and 1 <= len(head) <= 3 and head != "0"


def _complete(decimal: set[str], thousands: set[str]) -> NumberMarks:
    if decimal:
        mark = next(iter(decimal))
        other = next(iter(sorted(thousands)), "," if mark == "." else ".")
        return NumberMarks(mark, other)
    if thousands:
        mark = sorted(thousands)[0]
        return NumberMarks("," if mark == "." else ".", mark)
    return NumberMarks()
