"""How values already published changed: one line per territory, period and cut-off over the editions that carry it.

Belongs here: the order of editions, the lines, their end labels and the sentence about the largest change.
Does not belong here: which edition is in force and whether a change is material (the warehouse's).
The scale runs from the least to the greatest value, not from zero; the description says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from reports.charts.frame import Column, Frame, chart_id, fit, room, said, signed, where
from reports.charts.scale import WIDTH, Label, Scale, known, spanning, spread, tenth
from reports.display import Display

MAX_LINES = 6
LETTERS = "ABCDEF"
TOP, PLOT = 12.0, 120.0
WIDEST = 130.0  # what a label at the side may take at most
GAP = 15.0
EDITION_CHARACTERS = 20

Change = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """One line: its letter, its name, the SVG points and the places of its dots."""

    letter: str
    name: str
    points: str
    dots: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class VintageSlope:
    """Lines, the values at their ends and the names of the first and the last edition."""

    template: ClassVar[str] = "charts/vintages.html.j2"
    frame: Frame
    width: float
    height: float
    top: float
    base: float
    lines: tuple[Line, ...]
    labels: tuple[Label, ...]
    editions: tuple[Label, ...]
    stops: tuple[float, ...]


def vintage_slope(
    changes: Sequence[Change], unit: str, decimals: int, display: Display, id: str | None = None
) -> VintageSlope | None:
    """Return the lines of at most ``MAX_LINES`` figures, newest change first; None when no change has both values."""
    usable = [item for item in changes if known(item["old_value"]) is not None and known(item["new_value"]) is not None]
    if not usable:
        return None
    text = display.catalogue.text
    every = _by_figure(usable)
    drawn = list(every.values())[:MAX_LINES]
    editions = _editions([change for group in drawn for change in group], display)
    y = spanning([change[key] for group in drawn for change in group for key in ("old_value", "new_value")], TOP + PLOT, TOP)
    paths = [_path(group, editions, display) for group in drawn]
    ends = [_ends(letter, path, decimals, display) for letter, path in zip(LETTERS, paths, strict=False)]
    if len(paths) == 1:
        ends = [(start[2:], end[2:]) for start, end in ends]
    gutter = min(room(text for pair in ends for text in pair) + 10, WIDEST)
    x = Scale(0, max(len(editions) - 1, 1), gutter, WIDTH - gutter)
    lines = tuple(
        _line(letter, where(display, group[0]), [(x.at(edition), y.at(value)) for edition, value in path])
        for letter, group, path in zip(LETTERS, drawn, paths, strict=False)
    )
    return VintageSlope(
        frame=Frame(
            id=chart_id("slope", [dict(change) for change in usable], id),
            title=text("slope.title"),
            description=text("slope.description"),
            conclusion=_conclude(usable, len(every), (unit, decimals), display),
            caption=text("slope.caption"),
            columns=_columns(display),
            rows=tuple(_row(change, (unit, decimals), display) for change in usable),
        ),
        width=WIDTH,
        height=TOP + PLOT + 32,
        top=TOP,
        base=TOP + PLOT,
        lines=lines,
        labels=_labels(lines, ends),
        editions=_edition_labels(editions),
        stops=tuple(x.at(index) for index in range(len(editions))),
    )


def _by_figure(changes: Sequence[Change]) -> dict[tuple[Any, ...], list[Change]]:
    """Return the changes of each figure, oldest first; figures in the order of their newest change."""
    groups: dict[tuple[Any, ...], list[Change]] = {}
    for change in changes:
        groups.setdefault((change["territory_name"], change["period"], change["cutoff_date"]), []).insert(0, change)
    return groups


def _names(change: Change, display: Display) -> tuple[str, str]:
    text = display.catalogue.text
    return change["old_edition"] or text("slope.before"), change["new_edition"] or text("slope.after")


def _editions(changes: Sequence[Change], display: Display) -> list[str]:
    """Return the editions in the order of their publication.

    An edition that only ever was the old one has no known day: it stands right before the first that replaced it.
    """
    order: list[str] = []
    for change in sorted(changes, key=lambda item: item["published_on"] or ""):
        old, new = _names(change, display)
        if new not in order:
            order.append(new)
        if old not in order:
            order.insert(order.index(new), old)
    return order


def _path(group: Sequence[Change], editions: Sequence[str], display: Display) -> list[tuple[int, float]]:
    """Return edition and value of each point of one figure, in the order of the editions."""
    values: dict[int, float] = {}
    for change in group:
        old, new = (editions.index(name) for name in _names(change, display))
        values.setdefault(old, change["old_value"])
        values[new] = change["new_value"]
    return sorted(values.items())


def _line(letter: str, name: str, dots: Sequence[tuple[float, float]]) -> Line:
    return Line(letter, name, " ".join(f"{x},{y}" for x, y in dots), tuple(dots))


def _ends(letter: str, path: Sequence[tuple[int, float]], decimals: int, display: Display) -> tuple[str, str]:
    """Return the texts at both ends of a line, ``A 30,812`` and ``A 30,790``."""
    first, last = (f"{letter} {display.number(value, decimals)}" for value in (path[0][1], path[-1][1]))
    return first, last


def _labels(lines: Sequence[Line], ends: Sequence[tuple[str, str]]) -> tuple[Label, ...]:
    """Return the value left of each first dot and right of each last one; those of one column keep apart."""
    labels = []
    for side, anchor, shift in ((0, "end", -8.0), (-1, "start", 8.0)):
        columns: dict[float, list[int]] = {}
        for index, line in enumerate(lines):
            columns.setdefault(line.dots[side][0], []).append(index)
        for x, members in columns.items():
            heights = spread([lines[index].dots[side][1] for index in members], GAP, TOP, TOP + PLOT)
            for index, height in zip(members, heights, strict=True):
                labels.append(Label(ends[index][side], tenth(x + shift), tenth(height + 4), anchor))
    return tuple(labels)


def _edition_labels(editions: Sequence[str]) -> tuple[Label, ...]:
    bottom = TOP + PLOT + 24
    first = Label(fit(editions[0], EDITION_CHARACTERS), 0, bottom)
    if len(editions) == 1:
        return (first,)
    return first, Label(fit(editions[-1], EDITION_CHARACTERS), WIDTH, bottom, "end")


def _columns(display: Display) -> tuple[Column, ...]:
    text = display.catalogue.text
    heads = ("slope.figure", "slope.old_edition", "slope.old", "slope.new_edition", "slope.new", "slope.difference")
    return tuple(Column(text(key), "n" if key in ("slope.old", "slope.new", "slope.difference") else "") for key in heads)


def _row(change: Change, form: tuple[str, int], display: Display) -> tuple[str, ...]:
    old, new = _names(change, display)
    old_value, new_value = (display.quantity(change[key], *form) for key in ("old_value", "new_value"))
    difference = signed(display, change["new_value"] - change["old_value"], *form)
    return where(display, change), display.cell(old), old_value, display.cell(new), new_value, difference


def _conclude(changes: Sequence[Change], n_figures: int, form: tuple[str, int], display: Display) -> str:
    """Return how many figures changed, the largest change and how many of them are drawn."""
    largest = max(changes, key=lambda item: abs(item["new_value"] - item["old_value"]))
    difference = largest["new_value"] - largest["old_value"]
    if difference == 0:
        sentences = [display.count("slope.none", n_figures)]
    else:
        old, new = _names(largest, display)
        sentences = [
            display.count("slope.changed", n_figures),
            display.catalogue.text(
                "slope.largest",
                figure=where(display, largest),
                old=said(display, largest["old_value"], *form),
                old_edition=old,
                new=said(display, largest["new_value"], *form),
                new_edition=new,
                difference=signed(display, difference, *form),
            ),
        ]
    if n_figures > MAX_LINES:
        sentences.append(display.catalogue.text("slope.drawn", drawn=MAX_LINES, total=display.number(n_figures, 0)))
    return " ".join(sentences)
