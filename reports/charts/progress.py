"""Progress of one indicator: a full bar (actual) over a hollow bar (target to date), a stroke for the whole target.

Belongs here: their lengths on one scale that starts at zero, and the sentence. Does not belong here: whether the progress
is good (the payload has no such verdict, so the bars have no verdict colour) and the percentages (the warehouse's).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from reports.charts.bars import ROW, Bar, bar_scale, draw_bar
from reports.charts.frame import Column, Frame, chart_id, said
from reports.charts.scale import WIDTH, Label, known
from reports.display import Display


@dataclass(frozen=True)
class _Target:
    """The messages about the whole target: that of the year, or what the deck promised for all its years."""

    name: str
    alone: str
    share: str
    description: str


_ANNUAL = _Target("progress.annual", "progress.annual_is", "progress.annual_share", "progress.description")
_COMMITMENT = _Target(
    "progress.commitment", "progress.commitment_is", "progress.commitment_share", "progress.commitment_description"
)


@dataclass(frozen=True)
class ProgressBar:
    """``tick`` is the x of the whole target, None when there is none; ``small`` draws the bar alone, for a table cell."""

    template: ClassVar[str] = "charts/progress.html.j2"
    small: ClassVar[str] = "charts/progress_small.html.j2"
    frame: Frame
    width: float
    height: float
    base: float
    bars: tuple[Bar, ...]
    tick: float | None
    tick_label: Label | None
    share: str


def progress_bar(
    indicator: Mapping[str, Any], display: Display, id: str | None = None, *, is_commitment: bool = False
) -> ProgressBar | None:
    """Return the bar of ``indicator["progress"]``; None without an actual value or without any target.

    ``is_commitment``: ``target_annual`` is what was promised for several years, and is called so.
    """
    target = _COMMITMENT if is_commitment else _ANNUAL
    progress = indicator["progress"] or {}
    actual, to_date, annual = (known(progress.get(key)) for key in ("actual", "target_to_date", "target_annual"))
    if actual is None or (to_date is None and annual is None):
        return None
    scale = bar_scale([value for value in (actual, to_date, annual) if value is not None])
    text = display.catalogue.text

    def amount(value: float | None) -> str:
        return said(display, value, indicator["unit"], indicator["rounding_decimals"])

    def bar(row: int, name: str, value: float, css: str) -> Bar:
        return draw_bar(scale, row, text("progress.row", name=name, value=amount(value)), value, css)

    bars = [bar(0, text("progress.actual"), actual, "real")]
    if to_date is not None:
        bars.append(bar(1, text("progress.to_date"), to_date, "goal"))
    bottom = ROW * len(bars)
    tick = scale.at(annual) if annual is not None else None
    label = text("progress.row", name=text(target.name), value=amount(annual))
    name = indicator[f"name_{display.catalogue.language}"]
    pct = known(progress["pct_to_date"])
    rows = (
        (text("progress.actual"), actual, None),
        (text("progress.to_date"), to_date, pct),
        (text(target.name), annual, known(progress["pct_annual"])),
    )
    return ProgressBar(
        frame=Frame(
            id=chart_id("progress", [indicator["indicator_code"], progress], id),
            title=text("progress.title", name=name),
            description=text(target.description),
            conclusion=_conclude(progress, target, amount, display),
            caption=text("progress.caption", name=name),
            columns=(
                Column(text("progress.what")),
                Column(text("progress.value"), "n"),
                Column(text("progress.share"), "n"),
            ),
            rows=tuple(
                (title, display.quantity(value, indicator["unit"], indicator["rounding_decimals"]), display.share(share))
                for title, value, share in rows
            ),
        ),
        width=WIDTH,
        height=bottom + (20 if tick is not None else 2),
        base=scale.at(0),
        bars=tuple(bars),
        tick=tick,
        tick_label=_tick_label(label, tick, bottom + 15) if tick is not None else None,
        share=str(display.share(pct)) if pct is not None else amount(actual),
    )


def _tick_label(text: str, x: float, y: float) -> Label:
    """Return the label under its stroke, on the side where there is room."""
    return Label(text, x, y, "end" if x > WIDTH / 2 else "start")


def _conclude(progress: Mapping[str, Any], target: _Target, amount: Any, display: Display) -> str:
    text = display.catalogue.text
    actual = amount(progress["actual"])
    sentences = []
    to_date, annual = known(progress["target_to_date"]), known(progress["target_annual"])
    if to_date is None:
        sentences.append(text("progress.only", actual=actual))
    elif (pct := known(progress["pct_to_date"])) is None:
        sentences.append(text("progress.beside", actual=actual, target=amount(to_date)))
    else:
        sentences.append(text("progress.against", actual=actual, pct=display.share(pct), target=amount(to_date)))
    if annual is not None:
        pct = known(progress["pct_annual"])
        key = target.alone if pct is None else target.share
        sentences.append(text(key, pct="" if pct is None else display.share(pct), target=amount(annual)))
    return " ".join(sentences)
