"""The period of an indicator value as people write it, read into what other standards ask for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

# SDMX: «not applicable», for values that are not one of several readings.
NO_READING = "_Z"

_YEAR = re.compile(r"\d{4}")
_YEARS = re.compile(r"(\d{4})-(\d{4})")
_READING = re.compile(r"(\S+) \((\d{4})-(\d{4})\)")


class UnknownPeriod(ValueError):
    """A period that is neither a year, nor years, nor a reading with its window."""


@dataclass(frozen=True)
class Period:
    """First day of the period, how SDMX writes it (a year or ``start/duration``), and the reading it belongs to."""

    start: date
    sdmx: str
    reading: str = NO_READING


def read_period(text: str) -> Period:
    """``2014``, ``2012-2016`` (whole years) or ``ER-2011 (2011-2014)``; ``UnknownPeriod`` otherwise.

    The window of a reading goes from one 31 December to another, since it compares what stands on those two days.
    """
    if _YEAR.fullmatch(text):
        return Period(date(int(text), 1, 1), text)
    if years := _YEARS.fullmatch(text):
        first, last = (int(year) for year in years.groups())
        return Period(date(first, 1, 1), f"{first:04d}-01-01/P{last - first + 1}Y")
    if reading := _READING.fullmatch(text):
        base, end = int(reading[2]), int(reading[3])
        return Period(date(base, 12, 31), f"{base:04d}-12-31/P{end - base}Y", reading[1])
    raise UnknownPeriod(f"cannot tell when «{text}» begins and ends")
