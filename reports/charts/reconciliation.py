"""Two sources of the same quantity: for each line how far the left value lies from the right one, and what is allowed.

Belongs here: distances, the band of the allowed difference and the sentence. The right values stand one under the other and
all lines of one unit share a scale of differences: equal distances are equal amounts, whatever the size of the territory.
Does not belong here: whether a line reconciles (``status`` is the warehouse's).
Lines without a difference are counted and not drawn; the difference is left minus right, as the payload has it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from reports.charts.frame import CHARACTER, Column, Frame, chart_id, folded, room, said, signed, where
from reports.charts.scale import WIDTH, Label, Scale, known, tenth
from reports.display import Display
from reports.view import TONES

MAX_LINES = 12
LINE, BAR, EDGE, INDENT = 16.0, 26.0, 10.0, 18.0
LEAST_BAND = 2.0  # an allowed difference of next to nothing is still seen

Line = Mapping[str, Any]


@dataclass(frozen=True)
class Dumbbell:
    """One line: its name (whole, folded) and difference, the band (None without an allowed difference) and both marks."""

    labels: tuple[Label, ...]
    difference: Label
    shape: str
    y: float
    band: tuple[float, float] | None
    left: float
    right: float


@dataclass(frozen=True)
class ReconciliationDumbbell:
    """The lines that differ, maybe none: then only words and table. ``sides`` are the names of the left and right source."""

    template: ClassVar[str] = "charts/reconciliation.html.j2"
    frame: Frame
    width: float
    height: float
    lines: tuple[Dumbbell, ...]
    sides: tuple[str, str]

    @property
    def has_band(self) -> bool:
        """Tell whether a line has an allowed difference to draw."""
        return any(line.band for line in self.lines)


def reconciliation_dumbbell(
    lines: Sequence[Line], display: Display, left: str = "", right: str = "", allowed: str = "", id: str | None = None
) -> ReconciliationDumbbell | None:
    """Return the ``MAX_LINES`` lines that differ most, measured by what is allowed; None without a line that has a value.

    ``left`` and ``right`` name the sources (``reconciliations[].left_es``), ``allowed`` says what reconciles where there is
    no number (``tolerance_es``); without names the chart says first and second.
    """
    if not any(known(line[side]) is not None for line in lines for side in ("left_value", "right_value")):
        return None
    drawn = sorted((line for line in lines if _difference(line)), key=_rank)[:MAX_LINES]
    text = display.catalogue.text
    sides = (left or text("dumbbell.left"), right or text("dumbbell.right"))
    reach = _reach(drawn)
    names = dict(zip(("left", "right"), sides, strict=True))
    dumbbells: list[Dumbbell] = []
    top = 0.0
    for line in drawn:
        dumbbells.append(_dumbbell(top, line, reach[line["unit"]], display))
        top = dumbbells[-1].y + BAR / 2
    has_band = any(dumbbell.band for dumbbell in dumbbells)
    return ReconciliationDumbbell(
        frame=Frame(
            id=chart_id("dumbbell", [dict(line) for line in lines], id),
            title=text("dumbbell.title", **names),
            description=text("dumbbell.description" if has_band else "dumbbell.description_alone", **names),
            conclusion=_conclude(lines, allowed, display),
            caption=text("dumbbell.caption", **names),
            columns=(
                Column(text("dumbbell.line")),
                Column(sides[0], "n"),
                Column(sides[1], "n"),
                Column(text("dumbbell.difference"), "n"),
                Column(text("dumbbell.tolerance"), "n"),
                Column(text("dumbbell.status")),
            ),
            rows=tuple(_row(line, display) for line in lines),
        ),
        width=WIDTH,
        height=top,
        lines=tuple(dumbbells),
        sides=sides,
    )


def _difference(line: Line) -> float | None:
    """Return left minus right, which is how the payload reckons its ``difference``; None when a side is missing."""
    left, right = known(line["left_value"]), known(line["right_value"])
    if left is None or right is None:
        return None
    given = known(line["difference"])
    return left - right if given is None else given


def _rank(line: Line) -> tuple[bool, float, float]:
    """Return what orders the lines: those that do not reconcile first, then the difference by what is allowed."""
    difference, allowed = abs(_difference(line) or 0.0), known(line["tolerance"])
    times = difference / abs(allowed) if allowed else math.inf
    return line["status"] != "no concilia", -times, -difference


def _reach(lines: Sequence[Line]) -> dict[Any, float]:
    """Return for each unit the largest difference or allowed difference: half of its scale."""
    reach: dict[Any, float] = {}
    for line in lines:
        values = (abs(_difference(line) or 0.0), abs(known(line["tolerance"]) or 0.0))
        reach[line["unit"]] = max(reach.get(line["unit"], 0.0), *values)
    return reach


def _dumbbell(top: float, line: Line, reach: float, display: Display) -> Dumbbell:
    scale = Scale(-reach, reach, EDGE, WIDTH - EDGE)
    difference = _difference(line) or 0.0
    tolerance = known(line["tolerance"])
    half = max((scale.at(abs(tolerance)) - scale.at(0)), LEAST_BAND / 2) if tolerance is not None else None
    shown = signed(display, difference, line["unit"])
    characters = int((WIDTH - INDENT - 6 - room([shown])) / CHARACTER)
    names = folded(where(display, line), max(characters, 1))
    labels = tuple(Label(name, INDENT, top + 14 + row * LINE) for row, name in enumerate(names))
    return Dumbbell(
        labels=labels,
        difference=Label(shown, WIDTH, top + 14, "end"),
        shape=TONES["reconciliation"][line["status"]],
        y=labels[-1].y + 14,
        band=None if half is None else (tenth(scale.at(0) - half), tenth(2 * half)),
        left=scale.at(difference),
        right=scale.at(0),
    )


def _row(line: Line, display: Display) -> tuple[str, ...]:
    unit, difference = line["unit"], _difference(line)
    return (
        where(display, line),
        display.quantity(line["left_value"], unit),
        display.quantity(line["right_value"], unit),
        display.missing() if difference is None else signed(display, difference, unit),
        display.quantity(line["tolerance"], unit),
        display.catalogue.word("reconciliation", line["status"]),
    )


def _first_difference(differing: Sequence[Line], allowed: str, display: Display) -> list[str]:
    """Return the sentences about the line that differs most; without an allowed difference what reconciles instead."""
    text = display.catalogue.text
    first = differing[0]
    slots = {"line": where(display, first), "difference": signed(display, _difference(first) or 0.0, first["unit"])}
    if known(first["tolerance"]) is not None:
        slots["tolerance"] = said(display, first["tolerance"], first["unit"])
        return [text("dumbbell.largest" if len(differing) > 1 else "dumbbell.only", **slots)]
    condition = [text("dumbbell.condition", allowed=allowed)] if allowed else []
    return [text("dumbbell.informs", **slots), *condition]


def _conclude(lines: Sequence[Line], allowed: str, display: Display) -> str:
    """Return how many lines do not reconcile, the one that differs most and how many are left out of the drawing."""
    text = display.catalogue.text
    failed = [line for line in lines if line["status"] == "no concilia"]
    total = display.number(len(lines), 0)
    key = "dumbbell.failed" if failed else "dumbbell.agree"
    sentences = [display.count(key, len(failed) if failed else len(lines), total=total)]
    differing = sorted((line for line in lines if _difference(line)), key=_rank)
    if differing:
        sentences += _first_difference(differing, allowed, display)
    equal = sum(_difference(line) == 0 for line in lines)
    missing = sum(_difference(line) is None for line in lines)
    sentences += [display.count(key, count) for key, count in (("dumbbell.equal", equal), ("dumbbell.missing", missing)) if count]
    if len(differing) > MAX_LINES:
        sentences.append(text("dumbbell.drawn", drawn=MAX_LINES, total=display.number(len(differing), 0)))
    return " ".join(sentences)
