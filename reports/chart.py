"""The chart of coca area and eradication by year: geometry and labels.

Belongs here: turning the two series of the payload into coordinates of one inline SVG. Does not belong here: SVG markup
(``templates/_chart.html.j2``), the points and their verdicts (``chart_series.py``), the conclusion (``chart_caption.py``).
Both series are hectares, so they share one scale. Area is a stock at 31 December, eradication a flow of the year.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.chart_caption import conclude
from reports.chart_series import Point, Verdicts, by_year, is_partial, is_verified, verdicts_of
from reports.display import Display

WIDTH, HEIGHT = 960.0, 400.0
LEFT, RIGHT, TOP, BOTTOM = 64.0, 16.0, 28.0, 32.0
MAX_TICKS = 6
MAX_YEAR_LABELS = 26
BAR_SHARE = 0.6
WITHHELD_SHIFT = 8.0
# Which indicator gives the verdicts of a series.
INDICATORS: Mapping[str, str] = {"coca_area_ha": "COCA-AREA", "eradication_ha": "ERAD-YTD"}


@dataclass(frozen=True)
class Mark:
    """One value on the chart: centre ``x``, top ``y`` (bars reach down to ``Chart.base``)."""

    year: int
    value: float
    x: float
    y: float
    verified: bool
    partial: bool


@dataclass(frozen=True)
class Label:
    """A text at ``x``, ``y``."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Row:
    """One line of the table that carries the same data as the chart."""

    year: int
    area: Point | None
    eradication: Point | None
    area_verdict: str | None = None
    eradication_verdict: str | None = None


@dataclass(frozen=True)
class Chart:
    """Everything the SVG template needs; coordinates in user units of ``viewBox 0 0 width height``."""

    width: float
    height: float
    left: float
    right: float
    base: float
    bar_width: float
    ticks: Sequence[Label]
    years: Sequence[Label]
    bars: Sequence[Mark]
    points: Sequence[Mark]
    lines: Sequence[str]
    labels: Sequence[Label]
    withheld: Sequence[Label]
    rows: Sequence[Row]
    title: str
    description: str
    conclusion: Sequence[str]


def build_chart(
    series: Mapping[str, Sequence[Point]], display: Display, indicators: Iterable[Mapping[str, Any]] = ()
) -> Chart | None:
    """Return the chart, or None when neither series has a value. Of two points of one year the last counts.

    With ``indicators`` the caption says the verdict of each figure it names, and withheld years keep their place.
    """
    area, eradication = by_year(series["coca_area_ha"]), by_year(series["eradication_ha"])
    if not area and not eradication:
        return None
    by_code = {item["indicator_code"]: item["entries"] for item in indicators}
    area_verdicts, eradication_verdicts = (
        verdicts_of(points, by_code.get(INDICATORS[name], ()))
        for points, name in ((area, "coca_area_ha"), (eradication, "eradication_ha"))
    )
    withheld = sorted({*area_verdicts.withheld, *eradication_verdicts.withheld})
    years = sorted({*area, *eradication, *withheld})
    largest = max(point["value"] for point in (*area.values(), *eradication.values()))
    step = _tick_step(largest)
    top = step * max(1, math.ceil(largest / step))
    scale = _Scale(years[0], years[-1], top)
    points, bars = scale.marks(area), scale.marks(eradication)
    span = {"first": years[0], "last": years[-1]}
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=WIDTH - RIGHT,
        base=scale.y(0),
        bar_width=round(scale.band * BAR_SHARE, 1),
        ticks=[Label(display.number(value, 0), LEFT - 8, scale.y(value)) for value in _ticks(step, top)],
        years=scale.year_labels(),
        bars=bars,
        points=points,
        lines=_lines(points),
        labels=_point_labels(points, display),
        withheld=_withheld_labels(area_verdicts, eradication_verdicts, scale, display),
        rows=[
            Row(year, area.get(year), eradication.get(year), area_verdicts.at(year), eradication_verdicts.at(year))
            for year in years
        ],
        title=display.catalogue.text("chart.title", **span),
        description=display.catalogue.text("chart.description", **span),
        conclusion=conclude(area, eradication, display, area_verdicts, eradication_verdicts),
    )


@dataclass(frozen=True)
class _Scale:
    """Years to x and hectares to y."""

    first: int
    last: int
    top: float

    @property
    def band(self) -> float:
        return (WIDTH - LEFT - RIGHT) / (self.last - self.first + 1)

    def x(self, year: int) -> float:
        return round(LEFT + (year - self.first + 0.5) * self.band, 1)

    def y(self, value: float) -> float:
        share = min(max(value / self.top, 0.0), 1.0)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP), 1)

    def marks(self, points: Mapping[int, Point]) -> list[Mark]:
        return [
            Mark(
                year,
                point["value"],
                self.x(year),
                self.y(point["value"]),
                is_verified(point),
                is_partial(point),
            )
            for year, point in sorted(points.items())
        ]

    def year_labels(self) -> list[Label]:
        every = math.ceil((self.last - self.first + 1) / MAX_YEAR_LABELS)
        return [Label(str(year), self.x(year), HEIGHT - BOTTOM + 20) for year in range(self.first, self.last + 1, every)]


def _tick_step(largest: float) -> float:
    """Return a round step (1, 2 or 5 times a power of ten) that needs at most ``MAX_TICKS`` steps."""
    if largest <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(largest / MAX_TICKS))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power * MAX_TICKS >= largest)


def _ticks(step: float, top: float) -> list[float]:
    return [step * index for index in range(round(top / step) + 1)]


def _lines(points: Sequence[Mark]) -> list[str]:
    """Return one ``points`` attribute per run of consecutive years; a year without a value breaks the line."""
    runs: list[list[Mark]] = []
    for mark in points:
        if runs and mark.year == runs[-1][-1].year + 1:
            runs[-1].append(mark)
        else:
            runs.append([mark])
    return [" ".join(f"{mark.x},{mark.y}" for mark in run) for run in runs if len(run) > 1]


def _withheld_labels(area: Verdicts, eradication: Verdicts, scale: _Scale, display: Display) -> list[Label]:
    """Return the upright labels of withheld figures; two labels of one year stand left and right of its middle."""
    both = {*area.withheld} & {*eradication.withheld}
    named = (("chart.area_held", area, -WITHHELD_SHIFT), ("chart.eradication_held", eradication, WITHHELD_SHIFT))
    return [
        Label(display.catalogue.text(key), round(scale.x(year) + (shift if year in both else 0), 1), scale.y(0) - 6)
        for key, verdicts, shift in named
        for year in verdicts.withheld
    ]


def _point_labels(points: Sequence[Mark], display: Display) -> list[Label]:
    """Return the values of the highest and of the last point; the last one stands below when they are neighbours."""
    if not points:
        return []
    peak, last = max(points, key=lambda mark: mark.value), points[-1]
    labels = [Label(display.number(peak.value, 0), peak.x, peak.y - 10)]
    if last is not peak:
        below = last.year - peak.year <= 2
        labels.append(Label(display.number(last.value, 0), last.x, last.y + (22 if below else -10)))
    return labels
