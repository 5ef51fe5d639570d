"""What quarantine does to one total: a bar as published, a bar as if the rows held back were included.

Belongs here: the two lengths on one scale and the sentence «Si se incluyeran …».
Does not belong here: the totals (``ctl_quarantine_effect``) and the rows themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from reports.charts.bars import ROW, Bar, bar_scale, draw_bar
from reports.charts.frame import Column, Frame, chart_id, said, signed
from reports.charts.scale import WIDTH, known
from reports.display import Display


@dataclass(frozen=True)
class QuarantineBars:
    """The bars; ``base`` is the x of zero."""

    template: ClassVar[str] = "charts/quarantine.html.j2"
    frame: Frame
    width: float
    height: float
    base: float
    bars: tuple[Bar, ...]


def quarantine_bars(effect: Mapping[str, Any] | None, display: Display, id: str | None = None) -> QuarantineBars | None:
    """Return the bars of ``indicators[].effect`` or of an item of ``quarantine_effects``; None when no total is known."""
    if effect is None:
        return None
    published, included = known(effect["total_published"]), known(effect["total_if_included"])
    totals = [value for value in (published, included) if value is not None]
    if not totals:
        return None
    unit = effect.get("measure_unit") or effect.get("unit")
    text = display.catalogue.text
    scale = bar_scale(totals)
    names = (text("bars.published"), text("bars.included"))
    unknown = _unknown(effect, display) if included is None else ""
    bars = (
        draw_bar(scale, 0, text("bars.row", name=names[0], value=said(display, published, unit)), published, "real"),
        draw_bar(scale, 1, text("bars.row", name=names[1], value=unknown or said(display, included, unit)), included, "goal"),
    )
    rows = [(names[0], display.quantity(published, unit)), (names[1], display.quantity(included, unit))]
    rows.append((text("bars.effect"), display.signed(known(effect["impact_abs"]), unit)))
    rows.append((text("bars.effect_share"), display.signed(known(effect["impact_pct"]), "%")))
    for name, key in (("bars.rows", "rows_quarantined"), ("bars.unknown_rows", "rows_unparseable")):
        rows.append((text(name), display.number(effect[key], 0)))
    return QuarantineBars(
        frame=Frame(
            id=chart_id("bars", dict(effect), id),
            title=text("bars.title", name=_name(effect, display)) if "name_es" in effect else text("bars.title_alone"),
            description=text("bars.description"),
            conclusion=_conclude(effect, unit, display),
            caption=text("bars.caption"),
            columns=(Column(text("bars.what")), Column(text("bars.value"), "n")),
            rows=tuple(rows),
        ),
        width=WIDTH,
        height=2 * ROW,
        base=scale.at(0),
        bars=bars,
    )


def _name(effect: Mapping[str, Any], display: Display) -> str:
    level = display.catalogue.word("level", effect["territory_level"])
    parts = (effect[f"name_{display.catalogue.language}"], level, effect["period"])
    return ", ".join(part for part in parts if part)


def _unknown(effect: Mapping[str, Any], display: Display) -> str:
    return display.count("bars.unknown", effect["rows_unparseable"]) if effect["rows_unparseable"] else ""


def _conclude(effect: Mapping[str, Any], unit: str | None, display: Display) -> str:
    published, included = known(effect["total_published"]), known(effect["total_if_included"])
    sentences = []
    if included is not None:
        slots = {"published": said(display, published, unit), "included": said(display, included, unit)}
        if included == published:
            sentences.append(display.count("bars.same", effect["rows_quarantined"], **slots))
        else:
            slots["change"] = _change(effect, unit, display)
            sentences.append(display.count("bars.would_be", effect["rows_quarantined"], **slots))
    else:
        sentences.append(display.catalogue.text("bars.published_is", published=said(display, published, unit)))
    if effect["rows_unparseable"]:
        unknown = _unknown(effect, display)
        sentences.append(unknown[:1].upper() + unknown[1:] + ".")
    return " ".join(sentences)


def _change(effect: Mapping[str, Any], unit: str | None, display: Display) -> str:
    """Return ``+0.07 %``, or the difference in its unit when nothing is published to compare with."""
    pct, difference = known(effect["impact_pct"]), known(effect["impact_abs"])
    if pct is not None:
        return signed(display, pct, "%")
    return display.catalogue.text("value.missing") if difference is None else signed(display, difference, unit)
