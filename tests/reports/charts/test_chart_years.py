"""The chart of the index with verdicts: the caption carries the word of each figure, a withheld year keeps its place."""

from __future__ import annotations

from typing import Any

from figures import ENGLISH, NO, NOTE, OK, REVIEW, SPANISH

from reports.chart import build_chart


def point(year: int, value: float, evidence: str = "cited", cutoff: str | None = None) -> dict[str, Any]:
    made = {"year": year, "value": value, "evidence": evidence, "edition": "e"}
    return made | {"cutoff_date": cutoff} if cutoff else made


def entry(period: str, verdict: str, cutoff: str | None = None, level: str = "pais", values: int = 1) -> dict[str, Any]:
    cutoff = cutoff or f"{period}-12-31"
    return {"territory_level": level, "period": period, "cutoff_date": cutoff, "verdict": verdict, "n_values": values}


SERIES = {
    "coca_area_ha": [point(2019, 54655, "unverified"), point(2021, 80681)],
    "eradication_ha": [point(2019, 25526, cutoff="2019-12-31"), point(2020, 6273, "unverified", "2020-12-31")],
}
INDICATORS = [
    {"indicator_code": "COCA-AREA", "entries": [entry("2019", NOTE), entry("2021", REVIEW), entry("2022", NO)]},
    {
        "indicator_code": "ERAD-YTD",
        "entries": [entry("2019", REVIEW, "2019-06-30"), entry("2019", OK), entry("2020", NOTE), entry("2021", NO)],
    },
    {"indicator_code": "RED-EFECTIVA", "entries": [entry("2014", NO)]},
]


def test_the_caption_carries_the_verdict_of_each_figure() -> None:
    spanish, english = build_chart(SERIES, SPANISH, INDICATORS), build_chart(SERIES, ENGLISH, INDICATORS)
    assert spanish is not None and english is not None
    assert spanish.conclusion == [
        "La superficie con coca pasó de 54,655 ha (PUBLICABLE CON NOTA, sin verificar) en 2019 a "
        "80,681 ha (EN REVISIÓN) en 2021: 48 % más.",
        "La mayor superficie con coca fue de 80,681 ha (EN REVISIÓN), en 2021.",
        "La mayor superficie erradicada fue de 25,526 ha (PUBLICABLE), en 2019.",
        "Superficie con coca retenida (NO PUBLICABLE): 2022.",
        "Superficie erradicada retenida (NO PUBLICABLE): 2021.",
        "De los 4 valores del gráfico, 2 están sin verificar.",
    ]
    assert english.conclusion[1] == "The largest coca area was 80,681 ha (UNDER REVIEW), in 2021."
    assert english.conclusion[4] == "Area eradicated withheld (NOT PUBLISHABLE): 2021."


def test_a_withheld_year_has_its_place_on_the_axis_and_in_the_table() -> None:
    chart = build_chart(SERIES, SPANISH, INDICATORS)
    assert chart is not None
    years = {label.text: label.x for label in chart.years}
    assert list(years) == ["2019", "2020", "2021", "2022"]
    shown = {label.text: label.x for label in chart.withheld}
    assert set(shown) == {"coca: retenida", "erradicación: retenida"}
    assert (shown["coca: retenida"], shown["erradicación: retenida"]) == (years["2022"], years["2021"])
    assert [(row.year, row.area_verdict, row.eradication_verdict) for row in chart.rows] == [
        (2019, NOTE, OK),
        (2020, None, NOTE),
        (2021, REVIEW, NO),
        (2022, NO, None),
    ]
    assert all(mark.year != 2022 for mark in chart.points)


def test_two_figures_withheld_in_one_year_stand_apart() -> None:
    both = [{"indicator_code": code, "entries": [entry("2022", NO)]} for code in ("COCA-AREA", "ERAD-YTD")]
    chart = build_chart(SERIES, SPANISH, both)
    assert chart is not None
    area, eradication = (label.x for label in chart.withheld)
    assert eradication - area >= 14


def test_only_the_country_of_the_same_cut_off_counts() -> None:
    other = [
        {
            "indicator_code": "COCA-AREA",
            "entries": [entry("2021", NO, level="zona"), entry("2030", NO, values=0), entry("2012-2014", NO)],
        },
        {"indicator_code": "ERAD-YTD", "entries": [entry("2019", NO, "2019-06-30")]},
    ]
    judged, plain = build_chart(SERIES, SPANISH, other), build_chart(SERIES, SPANISH)
    assert judged is not None and plain is not None
    assert judged.conclusion == plain.conclusion and not judged.withheld
    told = build_chart(SERIES, SPANISH, INDICATORS)
    assert told is not None and told.conclusion[1].endswith("80,681 ha (EN REVISIÓN), en 2021.")


def test_the_page_says_the_verdicts(payload: dict[str, Any], pages: Any) -> None:
    for indicator in payload["indicators"]:
        if indicator["indicator_code"] == "ERAD-YTD":
            country = next(item for item in indicator["entries"] if item["territory_level"] == "pais")
            indicator["entries"].append(country | {"period": "2023", "cutoff_date": "2023-12-31", "verdict": NO})
    page = pages(payload)["es"]
    assert "Superficie erradicada retenida (NO PUBLICABLE): 2023." in page.text
    assert page.table("c-grafico").row("2023")[4] == "retenida"
    assert page.table("c-grafico").row("2023")[-1] == "NO PUBLICABLE"
    assert "erradicación: retenida" in page.html
