"""How a value looks on the page: cleaning, numbers, dates, places in a file.

Belongs here: the one format of numbers (comma thousands, point decimals, both languages) and of dates.
Does not belong here: choosing or ordering what is shown (``view.py``) and sentences (``catalogue.py``).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day
from datetime import datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from reports.catalogue import Catalogue
from reports.words import VERDICT_COUNTS

LIMA = ZoneInfo("America/Lima")
MAX_CELL_CHARACTERS = 160
MAX_SENTENCE_CHARACTERS = 400
# Marks that turn the reading direction around, and control characters: they could disguise a value.
UNSAFE = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
PROTOCOL = re.compile(r"https?://", re.IGNORECASE)
DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
# A reading of an indicator with its window, ``ER-2011 (2011-2014)``; the code of a reading that divides flows ends in -RATIO.
READING = re.compile(r"(?P<code>[A-Z]+(?:-[A-Z0-9]+)+) \((?P<years>\d{4}-\d{4})\)")
RATIO = "-RATIO"
# The day, month or year at the end of the name of an edition: ``Erradicación 2016 (2017-12-05)``.
EDITION = re.compile(r"(?P<title>.+) \((?P<date>\d{4}(?:-\d{2}(?:-\d{2})?)?)\)", re.DOTALL)
# An ISO day inside a text; not one of a file name or an address.
DAY_IN_TEXT = re.compile(r"(?<![\w/.-])\d{4}-\d{2}-\d{2}(?![\w/-])")
# Texts that the warehouse joins from parts whose grammar does not agree, and the name of the country in each language.
AGREEMENT: Mapping[str, Sequence[tuple[re.Pattern[str], str]]] = {
    "es": (
        (re.compile(r"\bde Ministerio\b"), "del Ministerio"),
        (re.compile(r"^(una .*)no puede quedar vacío$", re.DOTALL), r"\1no puede quedar vacía"),
    ),
    "en": ((re.compile(r"\bof Ministry\b"), "of the Ministry"), (re.compile(r"\bPerú\b"), "Peru")),
}
COUNTRY = "Perú"
SMALLEST_SHARE = 0.01
PERCENT = ("%", "pct")
ROUNDING = Context(prec=400, rounding=ROUND_HALF_UP)


def clean(value: Any) -> Any:
    """Return ``value`` (any JSON value) with direction and control characters removed from every string."""
    if isinstance(value, str):
        return UNSAFE.sub("", value)
    if isinstance(value, Mapping):
        return {key: clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [clean(item) for item in value]
    return value


def format_number(value: float, decimals: int | None = None) -> str:
    """Return ``31,379.5``; without ``decimals`` at most two, or as many as a small value needs to differ from 0."""
    number = Decimal(str(value))
    places = decimals if decimals is not None else _natural_places(number)
    rounded = number.quantize(Decimal(1).scaleb(-places), context=ROUNDING)
    text = f"{abs(rounded):,.{places}f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"\u2212{text}" if rounded < 0 else text


def _natural_places(number: Decimal) -> int:
    return min(max(2, 1 - number.adjusted()), 8) if number else 0


def _is_tiny(value: float | None) -> bool:
    return value is not None and 0 < abs(value) < SMALLEST_SHARE


@dataclass(frozen=True)
class Display:
    """Formats of one language."""

    catalogue: Catalogue

    def missing(self) -> Markup:
        """Return the dash of a missing value, with a word that a screen reader says."""
        word = escape(self.catalogue.text("value.missing"))
        return Markup('<span aria-hidden="true">—</span><span class="vh">{}</span>').format(word)

    def number(self, value: float | None, decimals: int | None = None) -> str:
        """Return the number, or the dash when it is null or not finite."""
        if value is None or not math.isfinite(value):
            return self.missing()
        return format_number(value, decimals)

    def quantity(self, value: float | None, unit: str | None, decimals: int | None = None) -> str:
        """Return number and unit, ``31,379 ha``; a missing number carries no unit."""
        if value is None or not math.isfinite(value):
            return self.missing()
        return self.catalogue.with_unit(format_number(value, decimals), unit or "", value)

    def count(self, key: str, count: int, **params: object) -> str:
        """Return a counted noun, ``1 fila`` or ``2,300 filas``."""
        return self.catalogue.plural(key, count, n=format_number(count, 0), **params)

    def verdict_count(self, verdict: str, count: int) -> str:
        """Return ``1 publicable`` or ``34 publicables con nota``."""
        return self.count(VERDICT_COUNTS[verdict], count)

    def period(self, text: str, cutoff: str | None) -> str:
        """Return a period as a document prints it: ``2015, al 02-nov-2015``; ``ER-2011 (2011-2014)`` is ``2011-2014``."""
        match = READING.fullmatch(text)
        period = match["years"] if match else text
        if match and match["code"].endswith(RATIO):
            period = self.catalogue.text("period.ratio", years=period)
        return self.catalogue.text("period.cutoff", period=period, date=self.date(cutoff)) if cutoff else period

    def date(self, text: str | None) -> str:
        """Return ``02-nov-2015``, ``nov-2015`` or ``2015`` from an ISO day, month or year; other text as it is."""
        if not text:
            return self.missing()
        match = DATE.fullmatch(text)
        if not match:
            return text
        year, month, day = match.groups()
        names = self.catalogue.text("date.months").split()
        if month is None or not 1 <= int(month) <= len(names):
            return text
        name = names[int(month) - 1]
        if day is None:
            return self.catalogue.text("date.month", month=name, year=year)
        return self.catalogue.text("date.day", day=day, month=name, year=year)

    def lima_time(self, instant: str) -> str:
        """Return day and time in Lima of an ISO instant with its offset (``2026-11-23T13:05:11Z``)."""
        local = datetime.fromisoformat(instant).astimezone(LIMA)
        return self.catalogue.text("date.time", date=self.date(local.date().isoformat()), time=f"{local:%H:%M}")

    def elapsed(self, text: str | None, today: Day) -> str:
        """Return ``hace 2 días`` for an ISO day on or before ``today``; nothing for an unknown or later day."""
        if not text or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return ""
        days = (today - Day.fromisoformat(text)).days
        if days == 0:
            return self.catalogue.text("since.today")
        return self.count("since.days", days) if days > 0 else ""

    def share(self, value: float | None) -> str:
        """Return a percentage with at most one decimal, ``62 %``; below 1 % with as many as it needs, ``0.011 %``."""
        if _is_tiny(value):
            return self.catalogue.text("share.tiny")
        return self.quantity(value if value is None or abs(value) < 1 else round(value, 1), "%")

    def signed(self, value: float | None, unit: str | None, decimals: int | None = None) -> str:
        """Return an amount with its sign, ``+23.5 ha``; with ``%`` a relative change, ``menos de 0.01 %`` when it is tiny."""
        if unit in PERCENT and _is_tiny(value):
            return self.catalogue.text("share.tiny")
        shown = self.quantity(value, unit, decimals)
        return f"+{shown}" if value is not None and value > 0 else shown

    def difference(self, value: float | None, unit: str | None, decimals: int | None = None) -> str:
        """Return the difference of two values of one unit; two percentages differ by percentage points."""
        return self.signed(value, "pp" if unit in PERCENT else unit, decimals)

    def territory(self, name: str | None) -> str:
        """Return the name of a territory; the country has one in each language."""
        return self.catalogue.text("level.country") if name == COUNTRY else self.cell(name)

    def prose(self, text: str) -> str:
        """Return a text of the payload with its ISO days as dates and its words in agreement."""
        for pattern, right in AGREEMENT[self.catalogue.language]:
            text = pattern.sub(right, text)
        return DAY_IN_TEXT.sub(lambda match: self.date(match[0]), text)

    def edition(self, text: str | None) -> str:
        """Return the name of an edition with the date at its end as a date, ``Erradicación 2016 (05-dic-2017)``."""
        match = EDITION.fullmatch(text or "")
        return f"{self.cell(match['title'])} ({self.date(match['date'])})" if match else self.cell(text)

    def cell(self, value: object) -> str:
        """Return a value received from a publisher, cut to a length that leaves the page readable."""
        if value is None or value == "":
            return self.missing()
        text = str(value)
        return text if len(text) <= MAX_CELL_CHARACTERS else text[:MAX_CELL_CHARACTERS] + "…"

    def sentence(self, text: str | None, limit: int = MAX_SENTENCE_CHARACTERS) -> str:
        """Return a text for a table cell, cut at a word with «…» when it is longer than ``limit``."""
        if not text:
            return self.missing()
        return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + " …"

    def citation(self, text: str | None) -> str:
        """Return a citation as plain text without the protocol of its addresses (nothing on the page links out)."""
        return self.cell(PROTOCOL.sub("", text)) if text else self.missing()

    def spot(self, location: Mapping[str, Any]) -> str:
        """Return ``hoja DIARIO, fila 118, columna fecha``: the place inside a file that is named beside it."""
        return self.place({**location, "file": None, "value": None})

    def place(self, location: Mapping[str, Any]) -> str:
        """Return ``file, hoja DIARIO, fila 118, columna fecha: «11/02/2105»`` with the parts that are known."""
        parts = [self.cell(location["file"])] if location["file"] else []
        for name in ("sheet", "row", "column"):
            if location[name] not in (None, ""):
                parts.append(self.catalogue.text(f"place.{name}", value=self.cell(location[name])))
        if not parts:
            return self.missing()
        text = ", ".join(parts)
        if location["value"] in (None, ""):
            return text
        return self.catalogue.text("place.with_value", place=text, value=self.cell(location["value"]))
