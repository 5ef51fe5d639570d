"""The score of an indicator over its last days: a step line, with the shape of the verdict wherever it changed.

Belongs here: days to x, score to y, the lanes of the shapes and the sentence.
Does not belong here: the shapes (``templates/macros.html.j2``), the score and the verdict (the warehouse's).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, ClassVar

from reports.charts.frame import Column, Frame, chart_id, shape
from reports.charts.scale import WIDTH, Label, Scale, known, spanning, tenth
from reports.display import Display

MAX_DAYS = 90
LEFT, RIGHT, TOP, PLOT = 34.0, 38.0, 28.0, 60.0
ICON = 14.0
LANES = 4
GRID = (0, 50, 100)

Day = Mapping[str, Any]


@dataclass(frozen=True)
class VerdictMark:
    """A verdict that begins: centre ``x``, top ``y`` of its shape, ``line_y`` where its guide meets the score."""

    shape: str
    x: float
    y: float
    line_y: float
    day: str


@dataclass(frozen=True)
class ScoreSteps:
    """``lines`` are SVG paths, one per run of days with a score; ``last`` is the dot of the newest score."""

    template: ClassVar[str] = "charts/score.html.j2"
    frame: Frame
    width: float
    height: float
    left: float
    right: float
    icon: float
    axis: Label
    grid: tuple[Label, ...]
    lines: tuple[str, ...]
    dots: tuple[Label, ...]
    marks: tuple[VerdictMark, ...]
    days: tuple[Label, ...]
    legend: tuple[tuple[str, str], ...]


def score_steps(history: Sequence[Day], display: Display, id: str | None = None) -> ScoreSteps | None:
    """Return the step line of the newest ``MAX_DAYS`` days (oldest first in ``history``); None without a day."""
    days = list(history)[-MAX_DAYS:]
    if not days:
        return None
    text = display.catalogue.text
    span = {"first": display.date(days[0]["day"]), "last": display.date(days[-1]["day"])}
    x = spanning([_ordinal(day) for day in days], LEFT, WIDTH - RIGHT)
    y = Scale(0, 100, TOP + PLOT, TOP)
    marks = _marks(days, x, y)
    below = max((mark.y for mark in marks), default=TOP + PLOT) + ICON + 16
    ends = (days[0],) if len(days) == 1 else (days[0], days[-1])
    anchors = ("middle",) if len(days) == 1 else ("start", "end")
    verdicts = dict.fromkeys(day["verdict"] for day in days)
    return ScoreSteps(
        frame=Frame(
            id=chart_id("steps", [dict(day) for day in days], id),
            title=text("steps.title", **span),
            description=text("steps.description"),
            conclusion=" ".join((_score_sentence(days, display), _verdict_sentence(days, display))),
            caption=text("steps.caption"),
            columns=(Column(text("steps.day")), Column(text("steps.score"), "n"), Column(text("steps.verdict"))),
            rows=tuple(
                (display.date(day["day"]), _shown(day, display), display.catalogue.word("verdict", day["verdict"]))
                for day in reversed(_changes(days))
            ),
        ),
        width=WIDTH,
        height=tenth(below + 6),
        left=LEFT,
        right=WIDTH - RIGHT,
        icon=ICON,
        axis=Label(text("steps.axis"), 0, 12),
        grid=tuple(Label(display.number(value, 0), LEFT - 6, y.at(value), "end") for value in GRID),
        lines=tuple(_path(run, x, y) for run in _runs(days) if len(run) > 1),
        dots=_dots(days, x, y, display),
        marks=marks,
        days=tuple(
            Label(display.date(day["day"]), x.at(_ordinal(day)), tenth(below), anchor)
            for day, anchor in zip(ends, anchors, strict=True)
        ),
        legend=tuple((shape(verdict), display.catalogue.word("verdict", verdict)) for verdict in verdicts),
    )


def _ordinal(day: Day) -> float:
    return float(date.fromisoformat(day["day"][:10]).toordinal())


def _changes(days: Sequence[Day]) -> list[Day]:
    """Return the days that differ from the day before, and the last: between them nothing changes."""
    changed = [
        later for earlier, later in pairwise(days) if (earlier["score"], earlier["verdict"]) != (later["score"], later["verdict"])
    ]
    return [days[0], *(day for day in changed if day is not days[-1]), *days[1:][-1:]]


def _shown(day: Day, display: Display) -> str:
    score = known(day["score"])
    return display.number(None if score is None else round(score, 1))


def _runs(days: Sequence[Day]) -> list[list[Day]]:
    """Return the runs of days with a score; a day without one breaks the line."""
    runs: list[list[Day]] = [[]]
    for day in days:
        if known(day["score"]) is not None:
            runs[-1].append(day)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _path(run: Sequence[Day], x: Scale, y: Scale) -> str:
    """Return the steps: each score holds until the next day that has one."""
    start = f"M{x.at(_ordinal(run[0]))} {y.at(run[0]['score'])}"
    return start + "".join(f"H{x.at(_ordinal(day))}V{y.at(day['score'])}" for day in run[1:])


def _dots(days: Sequence[Day], x: Scale, y: Scale, display: Display) -> tuple[Label, ...]:
    """Return the newest score with its number, and every score that stands alone."""
    runs = _runs(days)
    alone = [Label("", x.at(_ordinal(run[0])), y.at(run[0]["score"])) for run in runs[:-1] if len(run) == 1]
    if runs:
        last = runs[-1][-1]
        alone.append(Label(_shown(last, display), x.at(_ordinal(last)), y.at(last["score"])))
    return tuple(alone)


def _marks(days: Sequence[Day], x: Scale, y: Scale) -> tuple[VerdictMark, ...]:
    """Return the first verdict and every change, in lanes under the line so that near ones do not cover each other."""
    ends = [float("-inf")] * LANES
    marks = []
    for index, day in enumerate(days):
        if index and day["verdict"] == days[index - 1]["verdict"]:
            continue
        centre = x.at(_ordinal(day))
        lane = next((lane for lane, end in enumerate(ends) if centre - end > ICON), ends.index(min(ends)))
        ends[lane] = centre
        score = known(day["score"])
        line_y = y.at(score) if score is not None else TOP + PLOT
        marks.append(VerdictMark(shape(day["verdict"]), centre, TOP + PLOT + 8 + lane * (ICON + 2), line_y, day["day"]))
    return tuple(marks)


def _score_sentence(days: Sequence[Day], display: Display) -> str:
    text = display.catalogue.text
    scored = [day for day in days if known(day["score"]) is not None]
    if not scored:
        return text("steps.no_score")
    first, last = scored[0], scored[-1]
    slots = {
        "first": display.date(first["day"]),
        "last": display.date(last["day"]),
        "before": _shown(first, display),
        "now": _shown(last, display),
    }
    if len(scored) == 1:
        return text("steps.one", day=slots["last"], now=slots["now"])
    if slots["before"] == slots["now"]:
        return text("steps.same", **slots)
    return text("steps.up" if last["score"] > first["score"] else "steps.down", **slots)


def _verdict_sentence(days: Sequence[Day], display: Display) -> str:
    changes = [later["day"] for earlier, later in pairwise(days) if earlier["verdict"] != later["verdict"]]
    now = display.catalogue.word("verdict", days[-1]["verdict"])
    if not changes:
        return display.catalogue.text("steps.kept" if len(days) > 1 else "steps.verdict_is", verdict=now)
    return display.count("steps.changed", len(changes), verdict=now, day=display.date(changes[-1]))
