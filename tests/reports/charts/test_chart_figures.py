"""What holds for every chart: a complete figure, own ids, escaped names, readable text and colours, nothing from outside."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from figures import (
    ENGLISH,
    NO,
    OK,
    SPANISH,
    Figure,
    change,
    day,
    department,
    effect,
    estimate,
    html_of,
    indicator,
    line,
    region,
)

from reports import charts
from reports.display import Display
from reports.environment import TEMPLATES

HOSTILE = "</text><script>alert(1)</script>\"'&"
CSS = (TEMPLATES / "charts/charts.css").read_text(encoding="utf-8")
INK = {"ink": "#1F2933", "ok": "#0B5D3B", "note": "#7A4B00", "no": "#9B1C1C", "review": "#3D4756"}

Make = Callable[[Display, str], Any]
MAKERS: dict[str, Make] = {
    "progress": lambda display, name: charts.progress_bar(
        indicator(actual=3, target_to_date=4, target_annual=5) | {"name_es": name, "name_en": name, "unit": name}, display
    ),
    "quarantine": lambda display, name: charts.quarantine_bars(
        effect(3, None, 2, measure_unit=name, name_es=name, name_en=name, territory_level="zona", period=name), display
    ),
    "score": lambda display, name: charts.score_steps(
        [day("2015-11-01", None, NO), day("2015-11-02", len(name) / 3, OK)], display
    ),
    "vintages": lambda display, name: charts.vintage_slope(
        [change(name, 1 / 3, 2 / 3, (name, name + "2"), "2015-11-03"), change(None, 0, -7, ("", "b"), "2015-11-03")],
        name,
        1,
        display,
    ),
    "reconciliation": lambda display, name: charts.reconciliation_dumbbell(
        [line(name, 1 / 3, 2, 0.7, "no concilia"), line(name, None, 2, 0, "concilia")], display, name, name
    ),
    "departments": lambda display, name: charts.department_tiles(
        [department("08", name, 1 / 3), department("01", name, None, NO)], name, 1, display
    ),
    "deliveries": lambda display, name: charts.delivery_heat([region(name, unodc=3, corah=None)], display),
    "evaluation": lambda display, name: charts.event_study(
        [estimate(-1, 1 / 3, 0.7), estimate(0, 2, None), estimate(3, None, None)], display, name
    ),
}


@pytest.fixture(params=MAKERS)
def make(request: pytest.FixtureRequest) -> Make:
    return MAKERS[request.param]


@pytest.mark.parametrize("display", [SPANISH, ENGLISH], ids=["es", "en"])
def test_a_figure_is_complete(make: Make, display: Display) -> None:
    chart = make(display, "Puno")
    figure = Figure(chart, display)
    assert figure.root.tag == "figure"
    assert figure.text("figcaption") == " ".join(chart.frame.conclusion.split()) != ""
    ids = [element.attrib["id"] for element in figure.root.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    for element in figure.root.iter():
        assert set(element.attrib.get("aria-labelledby", "").split()) <= set(ids)
    (table,) = figure.all("table")
    assert table.find("caption") is not None and all(cell.attrib["scope"] for cell in figure.all("th"))
    assert figure.rows() and all(len(row) == len(figure.all("thead")[0][0]) for row in figure.rows())


def test_a_drawing_has_a_title_a_description_and_no_width(make: Make) -> None:
    chart = make(SPANISH, "Puno")
    drawings = [svg for svg in Figure(chart).all("svg") if svg.attrib.get("role") == "img"]
    if isinstance(chart, charts.DeliveryHeat):
        assert not drawings
        return
    (svg,) = drawings
    title, description = svg.find("title"), svg.find("desc")
    assert title is not None and title.text == chart.frame.title
    assert description is not None and chart.frame.conclusion in (description.text or "")
    assert "width" not in svg.attrib and svg.attrib["viewBox"].split()[2] == "320.0"


def test_coordinates_are_tenths_inside_the_picture(make: Make) -> None:
    html = html_of(make(SPANISH, "Puno"))
    assert not re.search(r"\d\.\d\d", " ".join(re.findall(r' (?:x|y|x1|x2|y1|y2|cx|cy|d|points|width|height)="([^"]*)"', html)))
    assert not re.search(r'"-?(?:nan|inf|None)"', html)
    for value in re.findall(r' (?:x|x1|x2|cx)="([^"]*)"', html):
        assert 0 <= float(value) <= 320


def test_hostile_names_stay_text(make: Make) -> None:
    figure = Figure(make(SPANISH, HOSTILE))
    assert not figure.all("script")
    shown = "".join(figure.root.itertext())
    assert "alert(1)" not in shown or "<script>" in shown


def test_nothing_comes_from_outside(make: Make) -> None:
    html = html_of(make(SPANISH, "Puno"))
    assert not re.search(r"https?:|src=|url\(|@import|<style|style=|onload|xlink", html)
    assert all(target.startswith("#i-") for target in re.findall(r'href="([^"]*)"', html))


def test_the_same_data_have_the_same_id_in_every_build(make: Make) -> None:
    assert make(SPANISH, "Puno").frame.id == make(ENGLISH, "Puno").frame.id


def test_ids_differ_between_charts_of_one_page() -> None:
    made = [maker(SPANISH, "Puno").frame.id for maker in MAKERS.values()]
    other = charts.progress_bar(indicator(actual=3, target_to_date=5), SPANISH)
    given = charts.progress_bar(indicator(actual=3, target_to_date=5), SPANISH, id="mine")
    assert other is not None and given is not None and given.frame.id == "mine"
    assert len({*made, other.frame.id}) == len(made) + 1
    assert 'id="mine-t"' in html_of(given) and 'aria-labelledby="mine-t mine-d"' in html_of(given)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_text_and_shapes_stand_out_on_every_tint() -> None:
    tints = re.findall(r"\.h\d\{fill:(#\w{6})", CSS)
    assert len(tints) == 4
    assert [luminance(tint) for tint in tints] == sorted((luminance(tint) for tint in tints), reverse=True)
    for tint in tints:
        assert contrast(INK["ink"], tint) >= 4.5
        assert min(contrast(colour, tint) for colour in INK.values()) >= 3


def test_heads_and_digits_of_the_heat_table_stand_in_line() -> None:
    assert ".heat thead th+th,.heat td{text-align:center}" in CSS
    assert not re.search(r"\.heat td\{[^}]*border", CSS)


def test_labels_of_a_sheet_have_six_points_on_paper() -> None:
    """Every chart is 320 units wide; the texts of the sheet's charts (all but the tiles, which do not print) have 13."""
    (rule,) = re.findall(r"\.panels svg\.gr\{([^}]*)\}", (TEMPLATES / "sheet.css").read_text(encoding="utf-8"))
    (width,) = re.findall(r"width:(\d+)mm", rule)
    assert "height" not in rule
    (size,) = re.findall(r"\.gr text\{font-size:(\d+)px", CSS)
    assert int(size) * int(width) / 320 * 72 / 25.4 >= 6
    for name in ("progress", "quarantine", "score", "vintages"):
        assert 'class="sm' not in html_of(MAKERS[name](SPANISH, "Puno")), name


def test_marks_stand_out_on_white_and_the_sheet_is_small() -> None:
    for rule in (".real{fill", ".dt{fill", ".k0{fill"):
        colour = CSS[CSS.index(rule) :].split(":", 1)[1][:7]
        assert contrast(colour, "#FFFFFF") >= 3, rule
    assert len(CSS.encode()) <= 1536
    assert all(int(size) >= 12 for size in re.findall(r"font-size:(\d+)px", CSS))
