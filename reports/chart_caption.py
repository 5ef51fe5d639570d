"""The caption of the yearly chart: its conclusion in words, each figure with its verdict.

Belongs here: change of the area, both peaks, withheld years, unverified values. Does not belong here: coordinates (``chart.py``).
"""

from __future__ import annotations

from collections.abc import Mapping

from reports.chart_series import NO_VERDICTS, Point, Verdicts, is_verified
from reports.display import Display
from reports.withholding import NOT_PUBLISHABLE


def conclude(
    area: Mapping[int, Point],
    eradication: Mapping[int, Point],
    display: Display,
    area_verdicts: Verdicts = NO_VERDICTS,
    eradication_verdicts: Verdicts = NO_VERDICTS,
) -> list[str]:
    """Return the sentences of the caption: change of the area, both peaks, withheld years, unverified values."""
    text = display.catalogue.text
    sentences = []
    if len(area) > 1:
        sentences.append(_change_sentence(area, area_verdicts, display))
    if area:
        peak = _largest(area)
        sentences.append(text("chart.area_peak", value=_said(area[peak], area_verdicts, display), year=peak))
    if eradication:
        peak = _largest(eradication)
        value = _said(eradication[peak], eradication_verdicts, display)
        sentences.append(text("chart.eradication_peak", value=value, year=peak))
    held = display.catalogue.word("verdict", NOT_PUBLISHABLE)
    for key, verdicts in (("chart.area_withheld", area_verdicts), ("chart.eradication_withheld", eradication_verdicts)):
        if verdicts.withheld:
            sentences.append(text(key, verdict=held, years=", ".join(map(str, verdicts.withheld))))
    values = [*area.values(), *eradication.values()]
    unverified = sum(not is_verified(point) for point in values)
    if unverified:
        total = display.number(len(values), 0)
        sentences.append(display.catalogue.plural("chart.unverified", unverified, n=unverified, total=total))
    return sentences


def _change_sentence(area: Mapping[int, Point], verdicts: Verdicts, display: Display) -> str:
    first, last = min(area), max(area)
    start, end = area[first]["value"], area[last]["value"]
    slots = {
        "first_value": _said(area[first], verdicts, display),
        "first": first,
        "last_value": _said(area[last], verdicts, display),
        "last": last,
    }
    if start == end:
        return display.catalogue.text("chart.area_same", **slots)
    key = "chart.area_up" if end > start else "chart.area_down"
    share = display.number(100 * abs(end - start) / start, 0) if start else display.catalogue.text("value.missing")
    return display.catalogue.text(key, share=share, **slots)


def _said(point: Point, verdicts: Verdicts, display: Display) -> str:
    """Return ``46,200 ha``, followed by its verdict when it is known and by «sin verificar» when it is."""
    amount = display.quantity(point["value"], "ha", 0)
    verdict = verdicts.at(point["year"])
    if verdict:
        key = "chart.judged" if is_verified(point) else "chart.judged_unverified"
        return display.catalogue.text(key, value=amount, verdict=display.catalogue.word("verdict", verdict))
    return amount if is_verified(point) else display.catalogue.text("chart.unverified_value", value=amount)


def _largest(points: Mapping[int, Point]) -> int:
    """Return the year of the largest value, the first of equals."""
    return max(sorted(points), key=lambda year: float(points[year]["value"]))
