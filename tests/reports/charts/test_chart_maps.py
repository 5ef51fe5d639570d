"""The map of tiles and the table of deliveries: every department once, digits before tints, words for what is missing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from figures import ENGLISH, NO, NOTE, OK, REVIEW, SPANISH, Figure, department, region

from reports.charts import delivery_heat, department_tiles
from reports.charts.departments import GRID

TERRITORIES = Path(__file__).parents[3] / "sources/reference/registry/territories"
FIGURES = [
    department("08", "Cusco", 400, NOTE),
    department("12", "Junín", 100, REVIEW),
    department("21", "Puno", 0),
    department("16", "Loreto", None, NO),
    department("03", "Apurímac", None, OK),
]
# Departments that border each other; a map that tears them apart misleads.
BORDERS = (
    "24-20 20-14 20-06 14-06 14-13 06-13 06-01 01-16 01-22 22-16 22-13 22-10 13-02 02-10 02-15 10-25 10-19 10-15 16-25 25-19 "
    "25-12 25-08 25-17 15-07 15-19 15-12 15-11 15-09 19-12 12-09 12-05 12-08 11-09 11-05 11-04 09-05 05-03 05-08 05-04 03-08 "
    "03-04 08-17 08-21 08-04 17-21 21-04 21-18 21-23 18-04 18-23"
)


def peru() -> dict[str, str]:
    """Return code and name of the 25 units that the registry lists."""
    (path,) = TERRITORIES.glob("*.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        return {row["ubigeo"]: row["nombre"] for row in csv.DictReader(stream) if row["nivel"] == "departamento"}


def test_each_department_has_exactly_one_tile() -> None:
    assert set(GRID) == set(peru()) and len(GRID) == 25
    cells = [(column, row) for column, row, _ in GRID.values()]
    assert len(set(cells)) == len(cells)
    chart = department_tiles(FIGURES, "ha", 0, SPANISH)
    assert chart is not None
    assert sorted(tile.ubigeo for tile in chart.tiles) == sorted(peru())
    assert all(tile.x >= 0 and tile.x + chart.tile_width <= chart.width for tile in chart.tiles)
    assert all(tile.y >= 0 and tile.y + chart.tile_height <= chart.height for tile in chart.tiles)


def test_short_names_are_of_their_department() -> None:
    for ubigeo, name in peru().items():
        first = name.removeprefix("La ").split()[0]
        assert GRID[ubigeo][2][:1] == first[:1], name
        assert len(GRID[ubigeo][2]) <= 9


@pytest.mark.parametrize("pair", BORDERS.split())
def test_neighbours_stay_near(pair: str) -> None:
    (x, y, _), (other_x, other_y, _) = (GRID[code] for code in pair.split("-"))
    assert max(abs(x - other_x), abs(y - other_y)) <= 2


def test_corners_of_the_map() -> None:
    assert GRID["24"][:2] == (0, 0)
    north_of_tacna = [row for _, row, _ in GRID.values()]
    assert GRID["23"][1] == max(north_of_tacna) and GRID["23"][0] == max(column for column, _, _ in GRID.values())
    loreto_column, loreto_row, _ = GRID["16"]
    assert not [code for code, (column, row, _) in GRID.items() if column > loreto_column and row <= loreto_row]


def test_tiles_say_value_shape_or_why_there_is_none() -> None:
    chart = department_tiles(FIGURES, "ha", 0, SPANISH)
    assert chart is not None
    tiles = {tile.ubigeo: tile for tile in chart.tiles}
    assert (tiles["08"].value, tiles["08"].shape, tiles["08"].tint) == ("400", "note", 4)
    assert (tiles["12"].value, tiles["12"].shape, tiles["12"].tint) == ("100", "review", 1)
    assert (tiles["21"].value, tiles["21"].tint, tiles["21"].empty) == ("0", 0, False)
    assert (tiles["16"].value, tiles["16"].shape, tiles["16"].empty) == ("retenido", "no", True)
    assert (tiles["03"].value, tiles["03"].shape) == ("sin dato", "ok")
    assert (tiles["24"].value, tiles["24"].shape, tiles["24"].empty) == ("sin dato", "", True)
    figure = Figure(chart)
    assert sorted(figure.shapes()) == ["#i-no", "#i-note", "#i-ok", "#i-ok", "#i-review"]
    assert figure.html.count('class="empty"') == 22
    assert [row[:3] for row in figure.rows()][:4] == [
        ["Cusco", "400 ha", "PUBLICABLE CON NOTA"],
        ["Junín", "100 ha", "EN REVISIÓN"],
        ["Puno", "0 ha", "PUBLICABLE"],
        ["Loreto", "retenido", "NO PUBLICABLE"],
    ]


def test_a_long_number_is_shortened_by_its_unit_and_never_cut() -> None:
    chart = department_tiles([department("08", "Cusco", 12345678.9), department("12", "Junín", 31379.46)], "PEN", 2, SPANISH)
    assert chart is not None
    values = {tile.ubigeo: tile.value for tile in chart.tiles}
    assert values["08"] == "12.3 M" and values["12"] == "31,379"
    assert Figure(chart).rows()[0][1] == "S/ 12,345,678.90"


def test_sentence_of_the_map() -> None:
    spanish, english = department_tiles(FIGURES, "ha", 0, SPANISH), department_tiles(FIGURES, "ha", 0, ENGLISH)
    assert spanish is not None and english is not None
    assert spanish.frame.conclusion.startswith(
        "De 25 departamentos (el Callao incluido), 3 tienen cifra. La mayor es la de Cusco: 400 ha; la menor, la de Puno: 0 ha. "
        "Veredictos: 1 no publicable, 1 en revisión, 1 publicable con nota"
    )
    assert english.frame.conclusion.startswith(
        "Of 25 departments (Callao included), 3 have a figure. "
        "The largest is that of Cusco: 400 ha; the least, that of Puno: 0 ha."
    )
    one, equal, none = (
        department_tiles(places, "ha", 0, SPANISH)
        for places in (FIGURES[:1], [department("08", "Cusco", -5), department("12", "Junín", -5)], FIGURES[3:])
    )
    assert one is not None and "1 tiene cifra. Es la de Cusco: 400 ha." in one.frame.conclusion
    assert equal is not None and "Todas son iguales: −5 ha." in equal.frame.conclusion
    assert {tile.tint for tile in equal.tiles} == {0}
    assert none is not None and "ninguno tiene cifra" in none.frame.conclusion
    assert department_tiles([], "ha", 0, SPANISH) is None
    assert department_tiles([department("99", "Nowhere", 3)], "ha", 0, SPANISH) is None


def test_heat_table_has_digits_and_dashes() -> None:
    chart = delivery_heat([region("Perú", unodc=4, corah=3, pirdais=None), region("Puno", unodc=0, corah=3, pirdais=1)], SPANISH)
    assert chart is not None
    figure = Figure(chart)
    assert figure.rows() == [["Perú", "4", "3", "—sin dato"], ["Puno", "0", "3", "1"]]
    assert [cell.attrib.get("class") for cell in figure.all("td")] == ["h4", "h3", None, None, "h3", "h1"]
    assert len(figure.all("th")) == 6 and all(cell.attrib["scope"] in {"row", "col"} for cell in figure.all("th"))
    assert figure.all("caption") and not figure.all("svg")
    assert chart.frame.conclusion == "1 calificación de 5 es 4, la mejor. La calificación más baja es 0: UNODC, Puno."


def test_heat_sentence_for_equal_and_repeated_scores() -> None:
    best = delivery_heat([region("Perú", unodc=4, corah=4)], ENGLISH)
    worst = delivery_heat([region("Perú", unodc=0, corah=0)], ENGLISH)
    assert best is not None and best.frame.conclusion == "All 2 scores are 4, the best."
    assert worst is not None and worst.frame.conclusion == (
        "0 scores of 2 are 4, the best. The lowest score is 0: UNODC, Perú, and 1 more."
    )
    assert delivery_heat([], SPANISH) is None
    assert delivery_heat([region("Perú", unodc=None)], SPANISH) is None
