"""Empty the withheld figures of a payload, before any page is laid out: a verdict or a refused update withholds them.

Belongs here: emptying values. A refused update turns every verdict into NO PUBLICABLE, as the design says.
Does not belong here: sentences (``wording.py``) and deciding a verdict of a released update (the warehouse).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Item = Mapping[str, Any]

NOT_PUBLISHABLE = "NO PUBLICABLE"
# From the change and its share a reader could compute the withheld total, so these fields are emptied too.
_TOTALS = ("total_published", "total_if_included", "impact_pct")


def readable(payload: Item) -> dict[str, Any]:
    """Return the payload without the figures that may not be read."""
    if not payload["run"]["released"]:
        return _refused(payload)
    indicators = [_indicator(item) for item in payload["indicators"]]
    held = {item["indicator_code"] for item in indicators if item["verdict"] == NOT_PUBLISHABLE}
    effects = [_without(item, _TOTALS) if item["indicator_code"] in held else item for item in payload["quarantine_effects"]]
    return {**payload, "indicators": indicators, "quarantine_effects": effects}


def _indicator(item: Item) -> Item:
    entries = [_without(entry, ("value",)) if _is_held(entry) else entry for entry in item["entries"]]
    departments = [_without(place, ("value",)) if _is_held(place) else place for place in item["departments"]]
    shown = {**item, "entries": entries, "departments": departments}
    if not _is_held(item):
        return shown
    return {
        **shown,
        "progress": _without(item["progress"], ("actual", "pct_annual", "pct_to_date")) if item["progress"] else None,
        "effect": _without(item["effect"], _TOTALS) if item["effect"] else None,
    }


def _refused(payload: Item) -> dict[str, Any]:
    indicators = [_refused_indicator(item, payload["run"]["last_good_at"]) for item in payload["indicators"]]
    summary = payload["summary"]
    return {
        **payload,
        "summary": {
            **summary,
            "verdicts": _all_held(summary["verdicts"]),
            "indicators": _all_held(summary["indicators"]),
        },
        "indicators": indicators,
        "quarantine_effects": [_without(item, _TOTALS) for item in payload["quarantine_effects"]],
        "changes": {"verdicts": [], "n_verdicts": 0, "values": []},
        "series": {name: [] for name in payload["series"]},
    }


def _refused_indicator(item: Item, last_good_at: str | None) -> Item:
    held = {"verdict": NOT_PUBLISHABLE, "since": last_good_at, "step": None}
    entries = [{**_without(entry, ("value",)), **held, "reasons": [], "note_es": "", "note_en": ""} for entry in item["entries"]]
    departments = [{**_without(place, ("value",)), "verdict": NOT_PUBLISHABLE} for place in item["departments"]]
    return {
        **item,
        **held,
        "previous_verdict": None,
        "entries": entries,
        "departments": departments,
        "progress": None,
        "effect": _without(item["effect"], _TOTALS) if item["effect"] else None,
        "changes": [],
    }


def _all_held(counts: Mapping[str, int]) -> dict[str, int]:
    return {verdict: sum(counts.values()) if verdict == NOT_PUBLISHABLE else 0 for verdict in counts}


def _is_held(item: Item) -> bool:
    return bool(item["verdict"] == NOT_PUBLISHABLE)


def _without(item: Item, names: tuple[str, ...]) -> dict[str, Any]:
    return {**item, **dict.fromkeys(names)}
