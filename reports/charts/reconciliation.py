"""Two sources of the same quantity: for each line how far the right value lies from the left one, and what is tolerated.

Belongs here: distances, the tolerance band and the sentence. The left values stand one under the other and all lines of one
unit share a scale of differences: equal distances are equal amounts, whatever the size of the territory.
Does not belong here: whether a line reconciles (``status`` is the warehouse's).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from reports.charts.frame import CHARACTER, Column, Frame, chart_id, fit, room, said, signed, where
from reports.charts.scale import WIDTH, Label, Scale, known, tenth
from reports.display import Display
from reports.view import TONES

MAX_LINES = 12
ROW, EDGE, INDENT = 42.0, 10.0, 18.0
LEAST_BAND = 2.0  # a tolerance of next to nothing is still seen

Line = Mapping[str, Any]


@dataclass(frozen=True)
class Dumbbell:
    """One line: its name and difference, the band, the left dot and the right square (None when a value is missing)."""

    label: Label
    difference: Label
    shape: str
    y: float
    band: tuple[float, float] | None
    left: float | None
    right: float | None


@dataclass(frozen=True)
class ReconciliationDumbbell:
    """The lines; ``sides`` are the names of the left and of the right source."""

    template: ClassVar[str] = "charts/reconciliation.html.j2"
    frame: Frame
    width: float
    height: float
    lines: tuple[Dumbbell, ...]
    sides: tuple[str, str]


def reconciliation_dumbbell(
    lines: Sequence[Line], display: Display, left: str = "", right: str = "", id: str | None = None
) -> ReconciliationDumbbell | None:
    """Return the first ``MAX_LINES`` lines (the payload has failing ones first); None without a line that has a value.

    ``left`` and ``right`` name the sources (``reconciliations[].left_es``); without them the chart says first and second.
    """
    if not any(known(line[side]) is not None for line in lines for side in ("left_value", "right_value")):
        return None
    text = display.catalogue.text
    sides = (left or text("dumbbell.left"), right or text("dumbbell.right"))
    drawn = lines[:MAX_LINES]
    reach = _reach(drawn)
    names = dict(zip(("left", "right"), sides, strict=True))
    return ReconciliationDumbbell(
        frame=Frame(
            id=chart_id("dumbbell", [dict(line) for line in lines], id),
            title=text("dumbbell.title", **names),
            description=text("dumbbell.description", **names),
            conclusion=_conclude(lines, display),
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
        height=ROW * len(drawn) + 2,
        lines=tuple(_dumbbell(row, line, reach[line["unit"]], display) for row, line in enumerate(drawn)),
        sides=sides,
    )


def _difference(line: Line) -> float | None:
    left, right = known(line["left_value"]), known(line["right_value"])
    return None if left is None or right is None else right - left


def _reach(lines: Sequence[Line]) -> dict[Any, float]:
    """Return for each unit the largest difference or tolerance: half of its scale."""
    reach: dict[Any, float] = {}
    for line in lines:
        values = (abs(_difference(line) or 0.0), abs(known(line["tolerance"]) or 0.0))
        reach[line["unit"]] = max(reach.get(line["unit"], 0.0), *values)
    return {unit: value or 1.0 for unit, value in reach.items()}


def _dumbbell(row: int, line: Line, reach: float, display: Display) -> Dumbbell:
    scale = Scale(-reach, reach, EDGE, WIDTH - EDGE)
    top = ROW * row
    difference = _difference(line)
    tolerance = known(line["tolerance"])
    half = max((scale.at(abs(tolerance)) - scale.at(0)), LEAST_BAND / 2) if tolerance is not None else None
    shown = said(display, None, None) if difference is None else signed(display, difference, line["unit"])
    characters = int((WIDTH - INDENT - 6 - room([shown])) / CHARACTER)
    return Dumbbell(
        label=Label(fit(where(display, line), characters), INDENT, top + 14),
        difference=Label(shown, WIDTH, top + 14, "end"),
        shape=TONES["reconciliation"][line["status"]],
        y=top + 28,
        band=None if half is None else (tenth(scale.at(0) - half), tenth(2 * half)),
        left=None if known(line["left_value"]) is None else scale.at(0),
        right=None if difference is None else scale.at(difference),
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


def _conclude(lines: Sequence[Line], display: Display) -> str:
    """Return how many lines do not reconcile, the largest difference among them and how many lines are drawn."""
    failed = [line for line in lines if line["status"] == "no concilia"]
    total = display.number(len(lines), 0)
    key = "dumbbell.failed" if failed else "dumbbell.agree"
    sentences = [display.count(key, len(failed) if failed else len(lines), total=total)]
    compared = [line for line in failed or lines if _difference(line) is not None]
    if compared:
        largest = max(compared, key=lambda line: abs(_difference(line) or 0.0))
        sentences.append(
            display.catalogue.text(
                "dumbbell.largest",
                line=where(display, largest),
                difference=signed(display, _difference(largest) or 0.0, largest["unit"]),
                tolerance=said(display, largest["tolerance"], largest["unit"]),
            )
        )
    if len(lines) > MAX_LINES:
        sentences.append(display.catalogue.text("dumbbell.drawn", drawn=MAX_LINES, total=total))
    return " ".join(sentences)
