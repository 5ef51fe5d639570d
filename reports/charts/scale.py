"""Values to coordinates: one linear scale, round steps, labels that do not cover each other.

Belongs here: arithmetic of positions that more than one chart needs, rounded to a tenth of a user unit.
Does not belong here: words (``frame.py``), the layout of one chart and markup.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH = 320.0  # user units of every chart: text of 13 units is still 11 px on a screen of 320 px


@dataclass(frozen=True)
class Label:
    """A text at ``x``, ``y``; ``anchor`` is the SVG ``text-anchor``."""

    text: str
    x: float
    y: float
    anchor: str = "start"


@dataclass(frozen=True)
class Scale:
    """Values from ``low`` to ``high`` on coordinates from ``start`` to ``end``; what lies outside stays at the edge."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return the coordinate of ``value``."""
        share = min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)
        return tenth(self.start + share * (self.end - self.start))


def tenth(value: float) -> float:
    """Round a coordinate; never ``-0.0``."""
    return round(value, 1) + 0.0


def known(value: Any) -> float | None:
    """Return the number, or None when it is null or not finite."""
    return float(value) if value is not None and math.isfinite(value) else None


def spanning(values: Iterable[float], start: float, end: float, least: float = 0.0) -> Scale:
    """Return the scale from the least to the greatest value; equal values stand in the middle.

    ``least`` is the part of the largest amount that the scale spans at the least: a small change is drawn small.
    """
    values = list(values)
    low, high = min(values), max(values)
    missing = least * max(abs(low), abs(high)) - (high - low)
    if missing > 0:
        low, high = low - missing / 2, high + missing / 2
    if low == high:
        half = abs(low) / 2 or 1.0
        low, high = low - half, high + half
    return Scale(low, high, start, end)


def spanning_zero(values: Iterable[float], start: float, end: float) -> Scale:
    """Return the scale that also holds zero, so that lengths of bars compare; all zeros have no length."""
    low, high = min(0.0, *values), max(0.0, *values)
    return Scale(low, high if high > low else low + 1.0, start, end)


def round_steps(low: float, high: float, most: int) -> list[float]:
    """Return the multiples of a round step (1, 2 or 5 times a power of ten) from ``low`` to ``high``, at most ``most`` + 1."""
    if high <= low:
        return [low]
    power = 10.0 ** math.floor(math.log10((high - low) / most))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power * most >= (high - low) * (1 - 1e-9))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [float(f"{index * step:.12g}") for index in range(first, last + 1)]


def spread(positions: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return positions at least ``gap`` apart, in the same order and as near as possible, between ``low`` and ``high``."""
    order = sorted(range(len(positions)), key=lambda index: positions[index])
    placed = [0.0] * len(positions)
    floor = low
    for index in order:
        placed[index] = max(positions[index], floor)
        floor = placed[index] + gap
    ceiling = high
    for index in reversed(order):
        placed[index] = min(placed[index], ceiling)
        ceiling = placed[index] - gap
    return [tenth(position) for position in placed]
