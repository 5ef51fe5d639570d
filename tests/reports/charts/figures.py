"""Made-up data for every chart and a reader of the figure that its template writes."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from reports.catalogue import read_catalogue
from reports.display import Display
from reports.environment import build_environment
from reports.wording import Wording

SPANISH, ENGLISH = Display(read_catalogue("es")), Display(read_catalogue("en"))
OK, NOTE, NO, REVIEW = "PUBLICABLE", "PUBLICABLE CON NOTA", "NO PUBLICABLE", "EN REVISIÓN"
_ENVIRONMENTS = {
    id(display): build_environment(display, Wording(display, {"started_at": "2015-11-03T12:00:00Z"}))
    for display in (SPANISH, ENGLISH)
}


def html_of(chart: Any, display: Display = SPANISH, **page: Any) -> str:
    """Return what the chart's template writes, on a page that has ``page``."""
    return _ENVIRONMENTS[id(display)].get_template(chart.template).render(c=chart, **page)


class Figure:
    """The figure as a tree; it must be well formed, so a tag inside a text of the drawing is found."""

    def __init__(self, chart: Any, display: Display = SPANISH) -> None:
        self.html = html_of(chart, display)
        self.root = ElementTree.fromstring(self.html.strip())  # noqa: S314  our own page

    def all(self, tag: str) -> list[ElementTree.Element]:
        return list(self.root.iter(tag))

    def text(self, tag: str) -> str:
        return " ".join(" ".join("".join(element.itertext()).split()) for element in self.all(tag))

    def rows(self) -> list[list[str]]:
        """Return the cells of the table's body; the hidden word of a missing value is part of its cell."""
        body = self.all("tbody")[0]
        return [["".join(cell.itertext()) for cell in row] for row in body]

    def shapes(self) -> list[str]:
        """Return the shapes of the drawing, without those of the legend."""
        return [use.attrib["href"] for use in self.all("svg")[0].iter("use")]


def indicator(**progress: float | None) -> dict[str, Any]:
    targets = dict.fromkeys(("actual", "target_annual", "target_to_date", "pct_annual", "pct_to_date"))
    return {
        "indicator_code": "ER-YTD",
        "name_es": "Superficie erradicada",
        "name_en": "Eradicated area",
        "unit": "ha",
        "rounding_decimals": 0,
        "progress": targets | progress,
    }


def effect(published: float | None, included: float | None, unparseable: int = 0, **more: Any) -> dict[str, Any]:
    both = published is not None and included is not None
    difference = included - published if both else None  # type: ignore[operator]
    return {
        "measure_unit": "ha",
        "rows_quarantined": 7,
        "rows_unparseable": unparseable,
        "total_published": published,
        "total_if_included": included,
        "impact_abs": difference,
        "impact_pct": 100 * difference / published if both and published else None,  # type: ignore[operator]
        "changes_target_met": False,
    } | more


def day(text: str, score: float | None, verdict: str = OK) -> dict[str, Any]:
    return {"day": text, "score": score, "verdict": verdict}


def change(place: str | None, old: float | None, new: float | None, editions: tuple[str, str], on: str) -> dict[str, Any]:
    return {
        "territory_name": place,
        "period": "2015",
        "cutoff_date": "2015-10-26",
        "old_value": old,
        "new_value": new,
        "difference": None,
        "difference_pct": None,
        "old_edition": editions[0],
        "new_edition": editions[1],
        "published_on": on,
    }


def line(
    place: str | None, left: float | None, right: float | None, tolerance: float | None, status: str, period: str = "2015"
) -> dict[str, Any]:
    return {
        "period": period,
        "territory_name": place,
        "left_value": left,
        "right_value": right,
        "difference": None,
        "tolerance": tolerance,
        "unit": "ha",
        "status": status,
    }


def department(ubigeo: str, name: str, value: float | None, verdict: str = OK, period: str | None = "2014") -> dict[str, Any]:
    return {"ubigeo": ubigeo, "name": name, "value": value, "verdict": verdict, "period": period}


def region(name: str, **scores: int | None) -> dict[str, Any]:
    return {"territory_code": "00", "territory_name": name, "scores": scores}


def estimate(time: int, value: float | None, half: float | None, units: int = 100) -> dict[str, Any]:
    bounded = value is not None and half is not None
    return {
        "event_time": time,
        "estimate": value,
        "ci_low": value - half if bounded else None,  # type: ignore[operator]
        "ci_high": value + half if bounded else None,  # type: ignore[operator]
        "n_units": units,
    }
