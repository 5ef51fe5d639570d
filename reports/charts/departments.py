"""The newest figure of each department as a map of tiles: 24 departments and Callao, one tile each.

Belongs here: the place of each tile (chosen so that neighbours stay near; no outside geometry), its short name and the tint.
Does not belong here: which figure is the newest and its verdict (the warehouse's), the shapes of verdicts (macros).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from reports.charts.frame import Column, Frame, chart_id, said, shape
from reports.charts.scale import WIDTH, known
from reports.display import Display
from reports.view import VERDICTS_WORST_FIRST

# ubigeo -> column from the west, row from the north, name that a tile holds, name in full.
GRID: Mapping[str, tuple[int, int, str, str]] = {
    "24": (0, 0, "Tumbes", "Tumbes"),
    "20": (0, 1, "Piura", "Piura"),
    "06": (1, 1, "Cajam.", "Cajamarca"),
    "01": (2, 1, "Amaz.", "Amazonas"),
    "14": (0, 2, "Lambay.", "Lambayeque"),
    "13": (1, 2, "Libert.", "La Libertad"),
    "22": (2, 2, "S. Mart.", "San Martín"),
    "16": (3, 2, "Loreto", "Loreto"),
    "02": (1, 3, "Áncash", "Áncash"),
    "10": (2, 3, "Huánuco", "Huánuco"),
    "25": (3, 3, "Ucayali", "Ucayali"),
    "07": (0, 4, "Callao", "Callao"),
    "15": (1, 4, "Lima", "Lima"),
    "19": (2, 4, "Pasco", "Pasco"),
    "17": (4, 4, "M. Dios", "Madre de Dios"),
    "09": (1, 5, "Huanc.", "Huancavelica"),
    "12": (2, 5, "Junín", "Junín"),
    "08": (3, 5, "Cusco", "Cusco"),
    "21": (4, 5, "Puno", "Puno"),
    "11": (1, 6, "Ica", "Ica"),
    "05": (2, 6, "Ayac.", "Ayacucho"),
    "03": (3, 6, "Apur.", "Apurímac"),
    "18": (4, 6, "Moqueg.", "Moquegua"),
    "04": (3, 7, "Areq.", "Arequipa"),
    "23": (4, 7, "Tacna", "Tacna"),
}
PITCH_X, PITCH_Y = 64.0, 50.0
TILE_X, TILE_Y = 62.0, 48.0
TINTS = 4
VALUE_CHARACTERS = 7  # of a number in a tile
WHOLE = 1000  # from here on a tile has no decimals

Place = Mapping[str, Any]


@dataclass(frozen=True)
class Tile:
    """One department: corner ``x``, ``y``, short name, value as text, shape of its verdict and tint 0 to ``TINTS``.

    ``title`` says it in full: name, value with its unit, verdict and period.
    """

    ubigeo: str
    name: str
    title: str
    x: float
    y: float
    value: str
    shape: str
    tint: int
    empty: bool


@dataclass(frozen=True)
class DepartmentTiles:
    """The 25 tiles; ``legend`` names the shapes that occur."""

    template: ClassVar[str] = "charts/departments.html.j2"
    frame: Frame
    width: float
    height: float
    tile_width: float
    tile_height: float
    tiles: tuple[Tile, ...]
    legend: tuple[tuple[str, str], ...]


def department_tiles(
    departments: Sequence[Place], unit: str, decimals: int, display: Display, id: str | None = None
) -> DepartmentTiles | None:
    """Return the map of ``indicators[].departments``; None when no department of Peru has a figure or a verdict."""
    places: dict[str, Place] = {}
    for place in departments:
        if place["ubigeo"] in GRID:
            places.setdefault(place["ubigeo"], place)
    if not places:
        return None
    text = display.catalogue.text
    values = [value for place in places.values() if (value := known(place["value"])) is not None]
    top = max(values, default=0.0)
    verdicts = [verdict for verdict in VERDICTS_WORST_FIRST if any(place["verdict"] == verdict for place in places.values())]
    rows = sorted(places.values(), key=lambda place: (known(place["value"]) is None, -(known(place["value"]) or 0.0)))
    return DepartmentTiles(
        frame=Frame(
            id=chart_id("tiles", [dict(place) for place in places.values()], id),
            title=text("tiles.title"),
            description=text("tiles.description"),
            conclusion=_conclude(list(places.values()), (unit, decimals), display),
            caption=text("tiles.caption"),
            columns=(
                Column(text("tiles.department")),
                Column(text("tiles.value"), "n"),
                Column(text("tiles.verdict")),
                Column(text("tiles.period")),
            ),
            rows=tuple(_row(place, (unit, decimals), display) for place in rows),
        ),
        width=WIDTH,
        height=PITCH_Y * (1 + max(row for _, row, _, _ in GRID.values())),
        tile_width=TILE_X,
        tile_height=TILE_Y,
        tiles=tuple(_tile(ubigeo, places.get(ubigeo), top, (unit, decimals), display) for ubigeo in sorted(GRID)),
        legend=tuple((shape(verdict), display.catalogue.word("verdict", verdict)) for verdict in verdicts),
    )


def _tile(ubigeo: str, place: Place | None, top: float, form: tuple[str, int], display: Display) -> Tile:
    column, row, name, full = GRID[ubigeo]
    x, y = column * PITCH_X + 1, row * PITCH_Y + 1
    value = known(place["value"]) if place else None
    if place is None:
        missing = display.catalogue.text("value.missing")
        return Tile(ubigeo, name, f"{full}: {missing}", x, y, missing, "", 0, True)
    shown = _absent(place, display) if value is None else _short(value, form[1], display)
    whole = shown if value is None else said(display, value, *form)
    parts = (
        whole,
        display.catalogue.word("verdict", place["verdict"]),
        place["period"] and display.period(place["period"], None),
    )
    title = f"{place['name']}: {', '.join(part for part in parts if part)}"
    return Tile(ubigeo, name, title, x, y, shown, shape(place["verdict"]), _tint(value, top), value is None)


def _short(value: float, decimals: int, display: Display) -> str:
    """Return the number as it fits a tile: without decimals or in millions when it is long (the table has it whole)."""
    whole = display.number(value, 0)
    for text in (whole,) if abs(value) >= WHOLE else (display.number(value, decimals), whole):
        if len(text) <= VALUE_CHARACTERS:
            return text
    return display.catalogue.text("tiles.millions", value=display.number(value / 1e6, 1))


def _absent(place: Place, display: Display) -> str:
    """Return why a tile has no value: its verdict holds it back, or there is none."""
    return display.catalogue.text("value.withheld" if place["verdict"] == "NO PUBLICABLE" else "value.missing")


def _tint(value: float | None, top: float) -> int:
    """Return the quarter of the largest value that ``value`` reaches; zero and less have no tint."""
    return math.ceil(TINTS * value / top) if value is not None and 0 < value <= top else 0


def _row(place: Place, form: tuple[str, int], display: Display) -> tuple[str, ...]:
    held = known(place["value"]) is None and place["verdict"] == "NO PUBLICABLE"
    value = _absent(place, display) if held else display.quantity(place["value"], *form)
    period = display.period(place["period"], None) if place["period"] else display.missing()
    return place["name"], value, display.catalogue.word("verdict", place["verdict"]), period


def _periods(valued: Sequence[Place], display: Display) -> list[str]:
    """Return the sentence about the periods of the figures, none when no period is known."""
    periods = sorted({place["period"] for place in valued if place["period"]})
    if len(periods) > 1:
        first, last = (display.period(period, None) for period in (periods[0], periods[-1]))
        return [display.catalogue.text("tiles.of_periods", first=first, last=last)]
    return [display.count("tiles.of_period", len(valued), period=display.period(period, None)) for period in periods]


def _conclude(places: Sequence[Place], form: tuple[str, int], display: Display) -> str:
    """Return how many departments have a figure and of when, the largest and the least of them, and the verdicts."""
    text = display.catalogue.text
    valued = [place for place in places if known(place["value"]) is not None]
    sentences = [display.count("tiles.have", len(valued), total=len(GRID)) if valued else text("tiles.none", total=len(GRID))]
    if valued:
        high = max(valued, key=lambda place: float(place["value"]))
        low = min(valued, key=lambda place: float(place["value"]))
        slots = {"high": high["name"], "high_value": said(display, high["value"], *form)}
        if len(valued) == 1:
            sentences.append(text("tiles.single", **slots))
        elif high["value"] == low["value"]:
            sentences.append(text("tiles.equal", value=slots["high_value"]))
        else:
            sentences.append(text("tiles.range", low=low["name"], low_value=said(display, low["value"], *form), **slots))
        sentences += _periods(valued, display)
    counts = {verdict: sum(place["verdict"] == verdict for place in places) for verdict in VERDICTS_WORST_FIRST}
    listed = ", ".join(display.verdict_count(verdict, count) for verdict, count in counts.items() if count)
    return " ".join((*sentences, text("tiles.verdicts", verdicts=listed)))
