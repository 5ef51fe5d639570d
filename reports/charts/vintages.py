"""How values already published changed: one line per territory, period and cut-off over the editions that carry it.

Belongs here: the order of editions, the lines, their end labels and the sentence about the largest change.
Does not belong here: which edition is in force and whether a change is material (the warehouse's).
The scale does not start at zero (the description says so), but it always spans a tenth of the value: a change of one
hectare in 30,000 is drawn flat. An edition stands on the axis by its day; its title is in the table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from reports.charts.frame import Column, Frame, chart_id, fit, room, said, signed, where
from reports.charts.scale import WIDTH, Label, Scale, known, spanning, spread, tenth
from reports.display import Display

MAX_LINES = 6
LETTERS = "ABCDEF"
TOP, PLOT = 12.0, 76.0
LEAST = 0.1  # part of the value that the height spans at the least
WIDEST = 130.0  # what a label at the side may take at most
GAP = 15.0
EDITION_CHARACTERS = 20
EDITION_CHARACTER = 8.0  # user units of a character of the axis
DATED = re.compile(r".*\((?P<day>\d{4}(?:-\d{2}){0,2})\)\s*", re.DOTALL)  # «Title (2017-12-05)»

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
    shown = [change for group in drawn for change in group]
    editions = _editions(shown, display)
    names = _axis_names(editions, shown, display)
    y = spanning([change[key] for change in shown for key in ("old_value", "new_value")], TOP + PLOT, TOP, LEAST)
    paths = [_path(group, editions, display) for group in drawn]
    ends = _ends(paths, (unit, decimals), display)
    widest = max(room(text for pair in ends for text in pair) + 10, max(map(len, names)) * EDITION_CHARACTER / 2)
    gutter = min(widest, WIDEST)
    x = Scale(0, max(len(editions) - 1, 1), gutter, WIDTH - gutter)
    stops = tuple(x.at(index) for index in range(len(editions)))
    lines = tuple(
        _line(letter, where(display, group[0]), [(x.at(edition), y.at(value)) for edition, value in path])
        for letter, group, path in zip(LETTERS, drawn, paths, strict=False)
    )
    return VintageSlope(
        frame=Frame(
            id=chart_id("slope", [dict(change) for change in usable], id),
            title=text("slope.title"),
            description=text("slope.description", least=display.share(100 * LEAST)),
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
        editions=_edition_labels(names, stops),
        stops=stops,
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

    An edition that only ever was the old one may have no known day: it stands right before the first that replaced it.
    When every edition names its day, that order counts, unless it would turn a change around.
    """
    order: list[str] = []
    for change in sorted(changes, key=lambda item: item["published_on"] or ""):
        old, new = _names(change, display)
        if new not in order:
            order.append(new)
        if old not in order:
            order.insert(order.index(new), old)
    days = {name: _day(name) for name in order}
    by_day = sorted(order, key=lambda name: days[name] or "")
    pairs = [_names(change, display) for change in changes]
    if all(days.values()) and all(by_day.index(old) < by_day.index(new) for old, new in pairs if old != new):
        return by_day
    return order


def _day(edition: str) -> str | None:
    """Return the day, month or year that ends the name of an edition, ``2017-12-05``."""
    match = DATED.fullmatch(edition)
    return match["day"] if match else None


def _short(edition: str, published_on: str | None, display: Display) -> str:
    """Return the day of an edition, or its whole name when no day is known."""
    day = _day(edition) or published_on
    return display.date(day) if day else edition


def _axis_names(editions: Sequence[str], changes: Sequence[Change], display: Display) -> list[str]:
    """Return what the axis calls each edition: its day; editions of one day are the earlier and the new one."""
    published = {_names(change, display)[1]: change["published_on"] for change in changes}
    names = [fit(_short(edition, published.get(edition), display), EDITION_CHARACTERS) for edition in editions]
    if len(editions) == len(set(names)):
        return names
    text = display.catalogue.text
    return [text("slope.before"), *names[1:-1], text("slope.after")] if len(names) > 1 else names


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


def _ends(paths: Sequence[Sequence[tuple[int, float]]], form: tuple[str, int], display: Display) -> list[tuple[str, str]]:
    """Return the texts at both ends of each line, ``A 30,812 ha`` and ``A 30,790 ha``; a long unit is left to the table."""
    letters = [f"{letter} " for letter in LETTERS] if len(paths) > 1 else [""]

    def texts(unit: str) -> list[tuple[str, str]]:
        said_of = [tuple(said(display, path[end][1], unit, form[1]) for end in (0, -1)) for path in paths]
        return [(letter + first, letter + last) for letter, (first, last) in zip(letters, said_of, strict=False)]

    with_unit = texts(form[0])
    return with_unit if room(text for pair in with_unit for text in pair) + 10 <= WIDEST else texts("")


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


def _edition_labels(names: Sequence[str], stops: Sequence[float]) -> tuple[Label, ...]:
    """Return the names of the editions under their stops; without room for all the first and the last at the edges."""
    bottom = TOP + PLOT + 24
    width = max(map(len, names)) * EDITION_CHARACTER
    has_room = len(stops) < 2 or stops[1] - stops[0] >= width + EDITION_CHARACTER
    if not has_room:
        return Label(names[0], 0, bottom), Label(names[-1], WIDTH, bottom, "end")
    return tuple(Label(name, x, bottom, "middle") for name, x in zip(names, stops, strict=True))


def _columns(display: Display) -> tuple[Column, ...]:
    text = display.catalogue.text
    heads = ("slope.figure", "slope.old_edition", "slope.old", "slope.new_edition", "slope.new", "slope.difference")
    return tuple(Column(text(key), "n" if key in ("slope.old", "slope.new", "slope.difference") else "") for key in heads)


def _row(change: Change, form: tuple[str, int], display: Display) -> tuple[str, ...]:
    old, new = _names(change, display)
    old_value, new_value = (display.quantity(change[key], *form) for key in ("old_value", "new_value"))
    difference = signed(display, change["new_value"] - change["old_value"], *form)
    return where(display, change), display.edition(old), old_value, display.edition(new), new_value, difference


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
                "slope.largest" if len(changes) > 1 else "slope.only",
                figure=where(display, largest),
                old=said(display, largest["old_value"], *form),
                old_edition=_short(old, None, display),
                new=said(display, largest["new_value"], *form),
                new_edition=_short(new, largest["published_on"], display),
                difference=signed(display, difference, *form),
            ),
        ]
    if n_figures > MAX_LINES:
        sentences.append(display.catalogue.text("slope.drawn", drawn=MAX_LINES, total=display.number(n_figures, 0)))
    return " ".join(sentences)
