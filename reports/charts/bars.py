"""A horizontal bar that grows from zero, with its text above it: the shape that progress and quarantine share.

Belongs here: one bar of a row. Does not belong here: what the bar says and its scale (the module of the chart).
"""

from __future__ import annotations

from dataclasses import dataclass

from reports.charts.scale import WIDTH, Label, Scale, spanning_zero, tenth

EDGE = 2.0
ROW = 48.0  # label and bar
BAR_HEIGHT = 18.0


@dataclass(frozen=True)
class Bar:
    """A bar and its label; ``css`` is ``real`` (full), ``goal`` (hollow) or ``unknown`` (an empty dashed frame)."""

    label: Label
    x: float
    y: float
    width: float
    height: float
    css: str


def bar_scale(values: list[float]) -> Scale:
    """Return the scale over the width of the picture that holds zero and every value."""
    return spanning_zero(values, EDGE, WIDTH - EDGE)


def draw_bar(scale: Scale, row: int, label: str, value: float | None, css: str) -> Bar:
    """Return the bar of one row; a value that is not known is a dashed frame as wide as the picture."""
    top = ROW * row
    said = Label(label, 0, top + 15)
    if value is None:
        return Bar(said, scale.start, top + 22, tenth(scale.end - scale.start), BAR_HEIGHT, "unknown")
    left, right = sorted((scale.at(0), scale.at(value)))
    return Bar(said, left, top + 22, tenth(right - left), BAR_HEIGHT, css)
