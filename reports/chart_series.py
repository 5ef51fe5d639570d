"""The two series of the yearly chart: one point a year, and the verdict of each point.

Belongs here: which point of a year counts, which years are withheld. Does not belong here: coordinates (``chart.py``) and
sentences (``chart_caption.py``). The series have no verdicts, so they are read from the country's entries of the indicators.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reports.withholding import NOT_PUBLISHABLE

# The level of the entries that judge a point, and the periods that are years.
COUNTRY = "pais"
YEAR = re.compile(r"\d{4}")

# One entry of a series of the payload: ``year``, ``value``, ``evidence`` and, of a flow, ``cutoff_date``.
Point = Mapping[str, Any]


@dataclass(frozen=True)
class Verdicts:
    """Verdicts of one series: by year for its points, and the years whose figure is withheld."""

    of: Mapping[int, str] = field(default_factory=dict)
    withheld: Sequence[int] = ()

    def at(self, year: int) -> str | None:
        """Return the verdict of a year, drawn or withheld; None when it is unknown."""
        return NOT_PUBLISHABLE if year in self.withheld else self.of.get(year)


NO_VERDICTS = Verdicts()


def verdicts_of(points: Mapping[int, Point], entries: Iterable[Mapping[str, Any]]) -> Verdicts:
    """Return the verdicts of the points (same year, same cut-off when the point has one) and the years held back."""
    of: dict[int, str] = {}
    held: set[int] = set()
    for entry in entries:
        if entry["territory_level"] != COUNTRY or not YEAR.fullmatch(entry["period"]):
            continue
        year = int(entry["period"])
        point = points.get(year)
        if point is None:
            if entry["verdict"] == NOT_PUBLISHABLE and entry["n_values"]:
                held.add(year)
        elif point.get("cutoff_date") in (None, entry["cutoff_date"]):
            of[year] = entry["verdict"]
    return Verdicts(of, sorted(held))


def by_year(points: Iterable[Point]) -> dict[int, Point]:
    """Return the points that have a number, by year; of two points of one year the last counts."""
    usable = (point for point in points if point["value"] is not None and math.isfinite(point["value"]))
    return {point["year"]: point for point in usable}


def is_verified(point: Point) -> bool:
    """Tell whether somebody can be cited for a point."""
    return bool(point["evidence"] != "unverified")


def is_partial(point: Point) -> bool:
    """Tell whether a yearly flow stops before 31 December (only eradication carries a cut-off)."""
    cutoff = point.get("cutoff_date")
    return bool(cutoff) and cutoff != f"{point['year']}-12-31"
