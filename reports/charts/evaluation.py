"""An event study: the estimated effect by time since the event, each with its confidence interval.

Belongs here: positions and the sentence that counts the intervals without zero, before and after the event.
Does not belong here: estimation, and whether the design holds (the evaluation's own report says that).
Time 0 is grey: the period of the event itself is only partly exposed and is not counted on either side.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from reports.charts.frame import Column, Frame, chart_id, room, said
from reports.charts.scale import WIDTH, Label, Scale, known, round_steps, spanning_zero
from reports.display import Display

RIGHT, TOP, PLOT = 10.0, 10.0, 150.0
MAX_TICKS = 5
MAX_TIMES = 10

Estimate = Mapping[str, Any]


@dataclass(frozen=True)
class EventDot:
    """One estimate; ``low`` and ``high`` are the y of its interval, None when it has none."""

    x: float
    y: float
    low: float | None
    high: float | None
    css: str


@dataclass(frozen=True)
class EventStudy:
    """The dots; ``zero`` is the y of no effect."""

    template: ClassVar[str] = "charts/evaluation.html.j2"
    frame: Frame
    width: float
    height: float
    left: float
    right: float
    zero: float
    ticks: tuple[Label, ...]
    times: tuple[Label, ...]
    dots: tuple[EventDot, ...]
    axis: Label


def event_study(
    estimates: Sequence[Estimate], display: Display, unit: str = "", decimals: int | None = None, id: str | None = None
) -> EventStudy | None:
    """Return the dots of ``{"event_time", "estimate", "ci_low", "ci_high", "n_units"}``; None without an estimate."""
    ordered = sorted(estimates, key=lambda item: int(item["event_time"]))
    drawn = [item for item in ordered if known(item["estimate"]) is not None]
    if not drawn:
        return None
    text = display.catalogue.text
    values = [value for item in drawn for key in ("estimate", "ci_low", "ci_high") if (value := known(item[key])) is not None]
    y = spanning_zero(values, TOP + PLOT, TOP)
    first, last = drawn[0]["event_time"], drawn[-1]["event_time"]
    ticks = [(display.number(tick), y.at(tick)) for tick in round_steps(y.low, y.high, MAX_TICKS)]
    left = room(text for text, _ in ticks) + 8
    x = Scale(first - 0.5, last + 0.5, left, WIDTH - RIGHT)
    every = math.ceil((last - first + 1) / MAX_TIMES)
    bottom = TOP + PLOT
    return EventStudy(
        frame=Frame(
            id=chart_id("study", [dict(item) for item in ordered], id),
            title=text("study.title"),
            description=text("study.description"),
            conclusion=_conclude(drawn, (unit, decimals), display),
            caption=text("study.caption"),
            columns=tuple(
                Column(text(key), "n") for key in ("study.time", "study.estimate", "study.low", "study.high", "study.units")
            ),
            rows=tuple(_row(item, (unit, decimals), display) for item in ordered),
        ),
        width=WIDTH,
        height=bottom + 42,
        left=left,
        right=WIDTH - RIGHT,
        zero=y.at(0),
        ticks=tuple(Label(tick, left - 6, at, "end") for tick, at in ticks),
        times=tuple(
            Label(_time(time, display), x.at(time), bottom + 18, "middle") for time in range(first, last + 1) if time % every == 0
        ),
        dots=tuple(_dot(item, x, y) for item in drawn),
        axis=Label(text("study.axis"), WIDTH / 2, bottom + 36, "middle"),
    )


def _time(time: int, display: Display) -> str:
    return display.signed(time, "", 0).strip()


def _dot(item: Estimate, x: Scale, y: Scale) -> EventDot:
    low, high = _interval(item) or (None, None)
    return EventDot(
        x=x.at(item["event_time"]),
        y=y.at(item["estimate"]),
        low=None if low is None else y.at(low),
        high=None if high is None else y.at(high),
        css="k0" if item["event_time"] == 0 else "dt",
    )


def _interval(item: Estimate) -> tuple[float, float] | None:
    low, high = known(item["ci_low"]), known(item["ci_high"])
    return None if low is None or high is None else (low, high)


def _row(item: Estimate, form: tuple[str, int | None], display: Display) -> tuple[str, ...]:
    amounts = (display.quantity(item[key], *form) for key in ("estimate", "ci_low", "ci_high"))
    return _time(item["event_time"], display), *amounts, display.number(item["n_units"], 0)


def _excludes_zero(item: Estimate) -> bool:
    interval = _interval(item)
    return interval is not None and (interval[0] > 0 or interval[1] < 0)


def _conclude(drawn: Sequence[Estimate], form: tuple[str, int | None], display: Display) -> str:
    """Return how many intervals leave zero out, before and after, and the largest estimate after the event."""
    sentences = []
    before = [item for item in drawn if item["event_time"] < 0]
    after = [item for item in drawn if item["event_time"] > 0]
    for key, side in (("study.before", before), ("study.later", after)):
        bounded = [item for item in side if _interval(item)]
        if bounded:
            clear = sum(_excludes_zero(item) for item in bounded)
            sentences.append(display.count(key, len(bounded), clear=display.number(clear, 0)))
    if after:
        largest = max(after, key=lambda item: abs(item["estimate"]))
        slots = {"estimate": said(display, largest["estimate"], *form), "time": _time(largest["event_time"], display)}
        interval = _interval(largest)
        if interval:
            slots |= {"low": said(display, interval[0], *form), "high": said(display, interval[1], *form)}
        sentences.append(display.catalogue.text("study.largest" if interval else "study.largest_alone", **slots))
    else:
        sentences.append(display.catalogue.text("study.nothing_after"))
    return " ".join(sentences)
