"""Days in the sentence of a finding, as the report prints them: ``02-nov-2015`` in Spanish, ``02 Nov 2015`` in English.

Belongs here: the words of one day, month or instant. Does not belong here: numbers, which a message formats itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

Language = Literal["es", "en"]

_MONTHS: Mapping[Language, tuple[str, ...]] = {
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "set", "oct", "nov", "dic"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
_MARK: Mapping[Language, str] = {"es": "-", "en": " "}
_IN_LIMA: Mapping[Language, str] = {"es": "hora de Lima", "en": "Lima time"}
_LIMA = ZoneInfo("America/Lima")
# A publication date is known to the year, the month or the day. Only columns of this name hold one: a text that a publisher sent
# is shown as it came, whatever it looks like.
_PUBLICATION_DATE = "published_on"
_PARTIAL_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def worded(row: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """The row of a finding with its days in words; a message that gives a format of its own (``{day:%Y}``) keeps it."""
    return {name: _worded(name, value, language) for name, value in row.items()}


def day_words(text: str, language: Language) -> str:
    """``02-nov-2015``, ``nov-2015`` or ``2015`` from an ISO day, month or year; any other text as it is."""
    match = _PARTIAL_DAY.fullmatch(text)
    year, month, day = match.groups() if match else (text, None, None)
    if month is None or not 1 <= int(month) <= len(_MONTHS[language]):
        return text
    return _MARK[language].join(part for part in (day, _MONTHS[language][int(month) - 1], year) if part)


@dataclass(frozen=True)
class _Day:
    """A day or an instant in UTC that a message prints in words unless it says how."""

    value: date
    language: Language

    def __format__(self, spec: str) -> str:
        return format(self.value, spec) if spec else str(self)

    def __str__(self) -> str:
        if not isinstance(self.value, datetime):
            return day_words(self.value.isoformat(), self.language)
        local = self.value.replace(tzinfo=self.value.tzinfo or UTC).astimezone(_LIMA)
        return f"{day_words(local.date().isoformat(), self.language)}, {local:%H:%M} ({_IN_LIMA[self.language]})"


def _worded(name: str, value: Any, language: Language) -> Any:
    if isinstance(value, date):
        return _Day(value, language)
    if isinstance(value, str) and name.endswith(_PUBLICATION_DATE):
        return day_words(value, language)
    return value
