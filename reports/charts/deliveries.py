"""How good the newest delivery of each source was, by region: a table of digits 0 to 4 with a grey-blue tint.

Belongs here: rows, columns and tints, and the sentence. The digit is the datum, the tint only helps to find it.
Does not belong here: how a score is reached (``ctl_delivery``) and the deliveries themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from reports.charts.frame import Frame, chart_id
from reports.charts.scale import known
from reports.display import Display

BEST = 4


@dataclass(frozen=True)
class Cell:
    """A digit, or the dash; ``tint`` is 0 to ``BEST``, None where there is no delivery."""

    text: str
    tint: int | None


@dataclass(frozen=True)
class DeliveryHeat:
    """``frame.columns`` is empty: the table below is the chart itself."""

    template: ClassVar[str] = "charts/deliveries.html.j2"
    frame: Frame
    corner: str
    sources: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def delivery_heat(regions: Sequence[Mapping[str, Any]], display: Display, id: str | None = None) -> DeliveryHeat | None:
    """Return the table of ``delivery_regions``; None when no region has a score."""
    scores = [
        (region["territory_name"], source, score)
        for region in regions
        for source, value in region["scores"].items()
        if (score := known(value)) is not None
    ]
    if not scores:
        return None
    sources = list(dict.fromkeys(source for region in regions for source in region["scores"]))
    text = display.catalogue.text
    return DeliveryHeat(
        frame=Frame(
            id=chart_id("heat", [dict(region) for region in regions], id),
            title=text("heat.title"),
            description=text("heat.description"),
            conclusion=_conclude(scores, display),
            caption=text("heat.caption"),
            columns=(),
            rows=(),
        ),
        corner=text("heat.region"),
        sources=tuple(display.catalogue.word("publisher", source) for source in sources),
        rows=tuple(
            (region["territory_name"], tuple(_cell(region["scores"].get(source), display) for source in sources))
            for region in regions
        ),
    )


def _cell(value: Any, display: Display) -> Cell:
    score = known(value)
    if score is None:
        return Cell(display.missing(), None)
    return Cell(display.number(score, 0), min(max(round(score), 0), BEST))


def _conclude(scores: Sequence[tuple[str, str, float]], display: Display) -> str:
    """Return how many scores are the best one, and the lowest score with how often it occurs."""
    text = display.catalogue.text
    total = display.number(len(scores), 0)
    best = sum(score == BEST for _, _, score in scores)
    lowest = min(score for _, _, score in scores)
    places = [(region, source) for region, source, score in scores if score == lowest]
    shown = display.number(lowest, 0)
    if len(places) == len(scores):
        key = "heat.all_best" if best else "heat.all_same"
        return display.count(key, len(scores), score=shown)
    first = display.count("heat.best", best, total=total) if best else text("heat.none_best", total=total)
    if len(places) == 1:
        region, source = places[0]
        word = display.catalogue.word("publisher", source)
        lowest_one = text("heat.lowest", region=region, source=word, score=shown)
        return f"{first} {lowest_one}"
    key = "heat.lowest_many" if lowest else "heat.zero"
    return f"{first} {text(key, n=display.number(len(places), 0), score=shown)}"
