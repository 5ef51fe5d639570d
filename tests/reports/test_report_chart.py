"""The chart says what the series say: coordinates, hollow marks, gaps and a computed caption."""

from __future__ import annotations

from typing import Any

from reports.catalogue import read_catalogue
from reports.chart import HEIGHT, LEFT, TOP, WIDTH, build_chart
from reports.display import Display

SPANISH, ENGLISH = Display(read_catalogue("es")), Display(read_catalogue("en"))


def area(year: int, value: float | None, evidence: str = "cited") -> dict[str, Any]:
    return {"year": year, "value": value, "evidence": evidence, "edition": "e"}


def eradicated(year: int, value: float, evidence: str = "cited", cutoff: str | None = None) -> dict[str, Any]:
    return area(year, value, evidence) | {"cutoff_date": cutoff or f"{year}-12-31"}


def test_caption_is_computed_from_the_payload(payload: dict[str, Any]) -> None:
    chart = build_chart(payload["series"], SPANISH)
    assert chart is not None
    assert " ".join(chart.conclusion) == (
        "La superficie con coca pasó de 46,200 ha (sin verificar) en 2001 a 95,008 ha en 2022: 106 % más. "
        "La mayor superficie con coca fue de 95,008 ha, en 2022. La mayor superficie erradicada fue de 35,868 ha, en 2015. "
        "De los 42 valores del gráfico, 20 están sin verificar."
    )
    payload["series"]["coca_area_ha"][-1]["value"] = 23100
    changed = build_chart(payload["series"], ENGLISH)
    assert changed is not None
    assert changed.conclusion[0] == "Coca area went from 46,200 ha (unverified) in 2001 to 23,100 ha in 2022: 50% less."
    assert changed.conclusion[1] == "The largest coca area was 80,681 ha, in 2021."


def test_one_scale_for_both_series() -> None:
    chart = build_chart({"coca_area_ha": [area(2014, 40000)], "eradication_ha": [eradicated(2014, 20000)]}, SPANISH)
    assert chart is not None
    assert chart.points[0].x == chart.bars[0].x
    assert round(chart.base - chart.points[0].y, 1) == round(2 * (chart.base - chart.bars[0].y), 1)
    assert [tick.text for tick in chart.ticks] == ["0", "10,000", "20,000", "30,000", "40,000"]


def test_marks_stay_inside_the_picture(payload: dict[str, Any]) -> None:
    chart = build_chart(payload["series"], SPANISH)
    assert chart is not None
    for mark in (*chart.points, *chart.bars):
        assert LEFT < mark.x < WIDTH and TOP <= mark.y <= chart.base < HEIGHT
    assert [label.text for label in chart.years] == [str(year) for year in range(2001, 2023)]


def test_a_year_without_value_breaks_the_line_and_leaves_the_table() -> None:
    points = [area(2010, 10), area(2011, 20), area(2012, None), area(2013, 30), area(2014, 40)]
    chart = build_chart({"coca_area_ha": points, "eradication_ha": []}, SPANISH)
    assert chart is not None
    assert len(chart.lines) == 2
    assert [row.year for row in chart.rows] == [2010, 2011, 2013, 2014]


def test_unverified_marks_are_hollow_and_incomplete_years_carry_a_star(payload: dict[str, Any], pages: Any) -> None:
    payload["series"] = {
        "coca_area_ha": [area(2014, 42900), area(2015, 40300, "unverified")],
        "eradication_ha": [
            eradicated(2014, 31206, "unverified"),
            eradicated(2015, 31379, cutoff="2015-11-02"),
        ],
    }
    page = pages(payload)["es"]
    plot = page.html.split('class="plot"')[1].split("</svg>")[0]
    assert plot.count('class="dot open"') == 1 and plot.count('class="dot"') == 1
    assert plot.count('class="bar open"') == 1 and plot.count('class="bar"') == 1
    assert plot.count(">*</text>") == 1
    assert "<title" in plot and "<desc" in plot
    assert "año incompleto" in page.text
    assert page.table("c-grafico").row("2015")[1:6] == [
        "40,300",
        "sin verificar",
        "e",
        "31,379",
        "02-nov-2015",
    ]


def test_nothing_to_draw() -> None:
    assert build_chart({"coca_area_ha": [], "eradication_ha": []}, SPANISH) is None
    zero = build_chart({"coca_area_ha": [area(2014, 0)], "eradication_ha": []}, SPANISH)
    assert zero is not None and zero.points[0].y == zero.base


def test_same_area_at_both_ends() -> None:
    chart = build_chart({"coca_area_ha": [area(2014, 5), area(2015, 5)], "eradication_ha": []}, ENGLISH)
    assert chart is not None
    assert chart.conclusion[0] == "Coca area is the same in 2014 and in 2015: 5 ha and 5 ha."
