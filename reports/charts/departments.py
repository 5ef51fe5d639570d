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

# ubigeo -> column from the west, row from the north, name that a tile holds.
GRID: Mapping[str, tuple[int, int, str]] = {
    "24": (0, 0, "Tumbes"),
    "20": (0, 1, "Piura"),
    "06": (1, 1, "Cajam."),
    "01": (2, 1, "Amazon."),
    "14": (0, 2, "Lambay."),
    "13": (1, 2, "Libertad"),
    "22": (2, 2, "S. Martín"),
    "16": (3, 2, "Loreto"),
    "02": (1, 3, "Áncash"),
    "10": (2, 3, "Huánuco"),
    "25": (3, 3, "Ucayali"),
    "07": (0, 4, "Callao"),
    "15": (1, 4, "Lima"),
    "19": (2, 4, "Pasco"),
    "17": (4, 4, "M. Dios"),
    "09": (1, 5, "Huancav."),
    "12": (2, 5, "Junín"),
    "08": (3, 5, "Cusco"),
    "21": (4, 5, "Puno"),
    "11": (1, 6, "Ica"),
    "05": (2, 6, "Ayacucho"),
    "03": (3, 6, "Apurímac"),
    "18": (4, 6, "Moqueg."),
    "04": (3, 7, "Arequipa"),
    "23": (4, 7, "Tacna"),
}
PITCH_X, PITCH_Y = 64.0, 50.0
TILE_X, TILE_Y = 62.0, 48.0
TINTS = 4
VALUE_CHARACTERS = 8  # of a number in a tile

Place = Mapping[str, Any]


@dataclass(frozen=True)
class Tile:
    """One department: corner ``x``, ``y``, short name, value as text, shape of its verdict and tint 0 to ``TINTS``."""

    ubigeo: str
    name: str
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
        height=PITCH_Y * (1 + max(row for _, row, _ in GRID.values())),
        tile_width=TILE_X,
        tile_height=TILE_Y,
        tiles=tuple(_tile(ubigeo, places.get(ubigeo), top, decimals, display) for ubigeo in sorted(GRID)),
        legend=tuple((shape(verdict), display.catalogue.word("verdict", verdict)) for verdict in verdicts),
    )


def _tile(ubigeo: str, place: Place | None, top: float, decimals: int, display: Display) -> Tile:
    column, row, name = GRID[ubigeo]
    x, y = column * PITCH_X + 1, row * PITCH_Y + 1
    value = known(place["value"]) if place else None
    if place is None:
        return Tile(ubigeo, name, x, y, display.catalogue.text("value.missing"), "", 0, True)
    shown = _absent(place, display) if value is None else _short(value, decimals, display)
    mark = shape(place["verdict"])
    return Tile(ubigeo, name, x, y, shown, mark, _tint(value, top), value is None)


def _short(value: float, decimals: int, display: Display) -> str:
    """Return the number as it fits a tile: without decimals or in millions when it is long (the table has it whole)."""
    for text in (display.number(value, decimals), display.number(value, 0)):
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


def _conclude(places: Sequence[Place], form: tuple[str, int], display: Display) -> str:
    """Return how many departments have a figure, the largest and the least of them, and the verdicts."""
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
    counts = {verdict: sum(place["verdict"] == verdict for place in places) for verdict in VERDICTS_WORST_FIRST}
    listed = ", ".join(display.verdict_count(verdict, count) for verdict, count in counts.items() if count)
    return " ".join((*sentences, text("tiles.verdicts", verdicts=listed)))
