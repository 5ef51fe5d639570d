"""What every sentence of the report rests on: the fields of one language, places, periods, editions and days since.

Belongs here: the words of one field or day. Does not belong here: sentences about an indicator (``wording.py``) or about files
and rows (``list_sentences.py``), messages (``locale/``) and formats (``display.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from reports.display import LIMA, Display

Item = Mapping[str, Any]

# The id of a release is its instant and a mark of its content; the mark alone tells releases apart.
_RELEASE = re.compile(r"\d{8}T\d{6}Z-(?P<mark>[0-9a-f]{6,})")
_BEFORE_I = re.compile(r"h?i(?!e)|hy", re.IGNORECASE)
_UNSAFE_IN_CSS = re.compile(r"[^\w .,:·()-]")


@dataclass(frozen=True)
class Speech:
    """Words of one language about one run."""

    display: Display
    run: Item

    @property
    def today(self) -> date:
        """The day of the run in Lima, from which the days since are counted."""
        return datetime.fromisoformat(self.run["started_at"]).astimezone(LIMA).date()

    def text(self, key: str, **params: object) -> str:
        """Return a message of the language."""
        return self.display.catalogue.text(key, **params)

    def of(self, item: Item, name: str) -> str:
        """Return the field of this language, ``name_es`` or ``name_en``; empty when it is unknown."""
        return self.display.prose(item[f"{name}_{self.display.catalogue.language}"] or "")

    def release(self) -> str:
        """Return the short name of the edition of data, or the word that none was issued."""
        release = self.run["release_id"] if self.run["released"] else None
        return short_release(release) if release else self.text("run.not_released")

    def stamp(self) -> str:
        """Return edition and time for the margin of a printed page, safe inside the quotes of a style sheet."""
        text = self.text("print.stamp", release=self.release(), time=self.display.lima_time(self.run["started_at"]))
        return _UNSAFE_IN_CSS.sub("", text)

    def no_update(self) -> str:
        """Return «No hubo actualización desde 22-nov-2026, 08:05 (hora de Lima)»."""
        last = self.run["last_good_at"]
        if not last:
            return self.text("refusal.never")
        return self.text("refusal.since", date=self.display.lima_time(last))

    def where(self, entry: Item) -> str:
        """Return the territory of an entry, or its level when it stands for several."""
        name = entry["territory_name"]
        return self.display.territory(name) if name else self.display.catalogue.word("level", entry["territory_level"])

    def period(self, entry: Item) -> str:
        """Return the period of an entry as a document prints it."""
        return self.display.period(entry["period"], entry["cutoff_date"])

    def window(self, period: str | None) -> str | None:
        """Return the period of a line with its window in words, ``ER-2011 (2011-2014)`` as ``2011-2014``."""
        return self.display.period(period, None) if period else None

    def since(self, day: str | None) -> str:
        """Return ``03-nov-2015 (hace 2 días)``; an instant is its day in Lima."""
        if not day:
            return self.display.missing()
        day = day_in_lima(day)
        elapsed = self.display.elapsed(day, self.today)
        shown = self.display.date(day)
        return self.text("since.with_days", date=shown, days=elapsed) if elapsed else shown

    def days_open(self, day: str | None) -> int | None:
        """Return how many days a problem has been open."""
        return (self.today - date.fromisoformat(day_in_lima(day))).days if day else None

    def pair(self, left: str, right: str) -> str:
        """Return «left y right», «left e inventario» before the sound of an i."""
        return self.text("pair.before_i" if _BEFORE_I.match(right) else "pair.and", left=left, right=right)

    def named(self, items: Iterable[Item]) -> str:
        """Return ``Ejecución del presupuesto (BUD-EXEC)``, comma between several."""
        return ", ".join(f"{self.of(item, 'name')} ({item['indicator_code']})" for item in items)


def short_release(release: str) -> str:
    """Return the mark at the end of the id of a release, or the id when it has another shape."""
    match = _RELEASE.fullmatch(release)
    return match["mark"] if match else release


def day_in_lima(text: str) -> str:
    """Return the ISO day of an instant in Lima; a day stays as it is."""
    return datetime.fromisoformat(text).astimezone(LIMA).date().isoformat() if "T" in text else text
