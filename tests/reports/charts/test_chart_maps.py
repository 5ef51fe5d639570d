"""The map of tiles and the table of deliveries: every department once, digits before tints, words for what is missing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from figures import ENGLISH, NO, NOTE, OK, REVIEW, SPANISH, Figure, department, region

from reports.charts import delivery_heat, department_tiles
from reports.charts.departments import GRID, TILE_X

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
    cells = [(column, row) for column, row, _, _ in GRID.values()]
    assert len(set(cells)) == len(cells)
    chart = department_tiles(FIGURES, "ha", 0, SPANISH)
    assert chart is not None
    assert sorted(tile.ubigeo for tile in chart.tiles) == sorted(peru())
    assert all(tile.x >= 0 and tile.x + chart.tile_width <= chart.width for tile in chart.tiles)
    assert all(tile.y >= 0 and tile.y + chart.tile_height <= chart.height for tile in chart.tiles)


def width(text: str) -> float:
    """Return how many ems a text takes in a wide font (DejaVu Sans), at the most."""
    wide, narrow = "Mm", ".,ilIjt "
    return sum(0.98 if letter in wide else 0.4 if letter in narrow else 0.64 for letter in text)


def test_short_names_are_of_their_department_and_leave_an_edge() -> None:
    for ubigeo, name in peru().items():
        _, _, short, full = GRID[ubigeo]
        assert short[:1] == name.removeprefix("La ")[:1]
        assert full.removeprefix("Provincia Constitucional del ") in name, name
        assert 12 * width(short) <= TILE_X - 6, short


@pytest.mark.parametrize("value", [0.25, 99.99, 746.63, 1250, 1111.11, 12345.6, 999999.4, 1e6, 123456789.0, -1250.5])
def test_a_value_leaves_an_edge_and_has_no_decimals_from_a_thousand_on(value: float) -> None:
    chart = department_tiles([department("08", "Cusco", value)], "S/ por título", 2, SPANISH)
    assert chart is not None
    (shown,) = (tile.value for tile in chart.tiles if tile.ubigeo == "08")
    assert 12 * 1.1 * width(shown) <= TILE_X - 4, shown
    assert ("." in shown) == (abs(value) < 1000 or abs(value) >= 1e6)


@pytest.mark.parametrize("pair", BORDERS.split())
def test_neighbours_stay_near(pair: str) -> None:
    (x, y, *_), (other_x, other_y, *_) = (GRID[code] for code in pair.split("-"))
    assert max(abs(x - other_x), abs(y - other_y)) <= 2


def test_corners_of_the_map() -> None:
    assert GRID["24"][:2] == (0, 0)
    north_of_tacna = [row for _, row, *_ in GRID.values()]
    assert GRID["23"][1] == max(north_of_tacna) and GRID["23"][0] == max(column for column, *_ in GRID.values())
    loreto_column, loreto_row, *_ = GRID["16"]
    assert not [code for code, (column, row, *_) in GRID.items() if column > loreto_column and row <= loreto_row]


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


def test_a_thousand_and_more_has_no_decimals_even_where_they_would_fit() -> None:
    chart = department_tiles([department("08", "Cusco", 1250.5), department("12", "Junín", 999.5)], "ha", 1, SPANISH)
    assert chart is not None
    assert {tile.value for tile in chart.tiles if tile.ubigeo in ("08", "12")} == {"1,251", "999.5"}


def test_a_tile_says_in_full_what_it_shortens() -> None:
    chart = department_tiles([department("05", "Ayacucho", 1050.3808, REVIEW)], "S/ por título", 2, SPANISH)
    assert chart is not None
    titles = [title.text for title in Figure(chart).all("svg")[0].iter("title")][1:]
    assert len(titles) == 25
    assert "Ayacucho: S/ 1,050.38 por título, EN REVISIÓN, 2014" in titles
    assert "Huancavelica: sin dato" in titles
    (tile,) = (tile for tile in chart.tiles if tile.ubigeo == "05")
    assert (tile.name, tile.value) == ("Ayac.", "1,050")


def test_the_sentence_says_of_when_the_figures_are() -> None:
    places = [department("08", "Cusco", 2, OK, "2015"), department("12", "Junín", 1, OK, "2015")]
    one, same = department_tiles(places[:1], "ha", 0, SPANISH), department_tiles(places, "ha", 0, SPANISH)
    assert one is not None and "La cifra es de 2015." in one.frame.conclusion
    assert same is not None and "Las cifras son de 2015." in same.frame.conclusion
    several = [*places, department("21", "Puno", 3, OK, "2013"), department("16", "Loreto", None, NO, "2009")]
    spanish, english = department_tiles(several, "ha", 0, SPANISH), department_tiles(several, "ha", 0, ENGLISH)
    assert spanish is not None and english is not None
    assert "Las cifras son de 2013 a 2015; la tabla dice el periodo de cada una." in spanish.frame.conclusion
    assert "The figures are of 2013 to 2015; the table has the period of each." in english.frame.conclusion
    unknown = department_tiles([department("08", "Cusco", 2, OK, None)], "ha", 0, SPANISH)
    assert unknown is not None and "es de" not in unknown.frame.conclusion


def test_sentence_of_the_map() -> None:
    spanish, english = department_tiles(FIGURES, "ha", 0, SPANISH), department_tiles(FIGURES, "ha", 0, ENGLISH)
    assert spanish is not None and english is not None
    assert spanish.frame.conclusion.startswith(
        "De 25 departamentos (el Callao incluido), 3 tienen cifra. La mayor es la de Cusco: 400 ha; la menor, la de Puno: 0 ha. "
        "Las cifras son de 2014. Veredictos: 1 no publicable, 1 en revisión, 1 publicable con nota"
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
    assert "De 0" not in figure.html and not figure.all("p")


def test_heat_sentence_for_equal_and_repeated_scores() -> None:
    best = delivery_heat([region("Perú", unodc=4, corah=4)], ENGLISH)
    worst = delivery_heat([region("Perú", unodc=0, corah=0)], ENGLISH)
    assert best is not None and best.frame.conclusion == "All 2 scores are 4, the best."
    assert worst is not None and worst.frame.conclusion == "All 2 scores are 0."
    regions = [region("Perú", unodc=3, corah=3, pirdais=3), *[region("Puno", unodc=0, corah=0)] * 11]
    none, english = delivery_heat(regions, SPANISH), delivery_heat(regions, ENGLISH)
    assert none is not None and none.frame.conclusion == "Ninguna de las 25 calificaciones es 4. 22 son 0."
    assert english is not None and english.frame.conclusion == "None of the 25 scores is 4. 22 are 0."
    two = delivery_heat([region("Perú", unodc=4, corah=2, pirdais=2)], SPANISH)
    assert two is not None and two.frame.conclusion == "1 calificación de 3 es 4, la mejor. 2 son 2, la más baja."
    single = delivery_heat([region("Perú", unodc=1)], SPANISH)
    assert single is not None and single.frame.conclusion == "La única calificación es 1."
    assert delivery_heat([], SPANISH) is None
    assert delivery_heat([region("Perú", unodc=None)], SPANISH) is None
