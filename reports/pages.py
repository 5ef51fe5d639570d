"""Which pages the report has, and what each one gets to show.

Belongs here: the list of pages of one language, with path, template and content in order.
Does not belong here: rendering (``site.py``), sorting (``view.py``) and HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports import charts, view
from reports.chart import build_chart
from reports.display import Display
from reports.naming import file_stems

Item = Mapping[str, Any]

# How many lines each list shows; the page says how many more its file of datos/ holds.
LIMITS: Mapping[str, int] = {
    "indicators": 200,
    "changed": 5,
    "regions": 40,
    "entries": 40,
    "reasons": 12,
    "places": 3,
    "issues": 10,
    "value_changes": 20,
    "items": 120,
    "deliveries": 120,
    "quarantine": 120,
    "effects": 40,
    "effect_charts": 8,
    "verdict_changes": 120,
    "restatements": 100,
    "figures": 120,
    "rules": 50,
    "passed": 100,
    "technical": 120,
    "failures": 3,
}


@dataclass(frozen=True)
class Names:
    """Safe file names per indicator code and per work list, and the anchors of the rules that the page of the method shows."""

    indicators: Mapping[str, str]
    work_lists: Mapping[str, str]
    rules: Mapping[str, str]


@dataclass(frozen=True)
class Page:
    """One page of one language: path inside the language folder, template, message of its name and content."""

    path: str
    template: str
    section: str
    content: Mapping[str, Any]


def names_of(data: Item) -> Names:
    """Return the file names of every indicator and work list, and the anchors of the rules."""
    limits = {"failed": "rules", "errored": "rules", "passed": "passed", "technical": "technical"}
    shown = [rule["rule_id"] for name, rules in _rules(data).items() for rule in rules[: LIMITS[limits[name]]]]
    return Names(
        file_stems(item["indicator_code"] for item in data["indicators"]),
        file_stems(item["slug"] for item in data["work_lists"]),
        {rule: f"r-{stem}" for rule, stem in file_stems(shown).items()},
    )


def _rules(data: Item) -> dict[str, list[Item]]:
    """Return the rules by result, with the engineers' checks that pass in a group of their own."""
    passed = view.rules_with_status(data["rules"], "passed")
    return {
        "failed": view.rules_with_status(data["rules"], "failed"),
        "errored": view.rules_with_status(data["rules"], "errored"),
        "passed": [rule for rule in passed if not view.is_technical(rule)],
        "technical": [rule for rule in passed if view.is_technical(rule)],
    }


def pages_of(data: Item, display: Display, names: Names) -> Iterator[Page]:
    """Yield every page of one language from a payload that went through ``clean`` and ``readable``."""
    titles = _titles(data)
    yield _index(data, display)
    unplaced = {item["indicator_code"]: item for item in data["quarantine_unplaced"]}
    for indicator in data["indicators"]:
        stem = names.indicators[indicator["indicator_code"]]
        content = {"unplaced": unplaced.get(indicator["indicator_code"]), **_indicator(indicator, display, titles)}
        yield Page(f"indicador/{stem}.html", "indicador.html.j2", "index", content)
        yield Page(f"ficha/{stem}.html", "ficha.html.j2", "index", {"indicator": indicator})
    for work_list in data["work_lists"]:
        path = f"corregir/{names.work_lists[work_list['slug']]}.html"
        yield Page(path, "corregir.html.j2", "fix", {"work_list": work_list, "files": work_list["files"], "titles": titles})
    yield _deliveries(data)
    yield _quarantine(data, display)
    yield _reconciliations(data, display)
    yield _changes(data, display)
    figures = view.figures_worst_first(data["published_figures"])
    yield Page("cifras-publicadas.html", "cifras-publicadas.html.j2", "figures", {"figures": figures})
    yield Page("metodo.html", "metodo.html.j2", "method", {"by_status": _rules(data)})
    yield Page("glosario.html", "glosario.html.j2", "glossary", {})


def _index(data: Item, display: Display) -> Page:
    content = {
        "ordered": view.worst_first(data["indicators"]),
        "verdicts": view.VERDICTS_AS_SHOWN,
        "has_progress": any(view.progress_share(item) is not None for item in data["indicators"]),
        "cutoff": view.newest_cutoff(data["indicators"]),
        "heat": charts.delivery_heat(_named_regions(data["delivery_regions"], display), display),
        "chart": build_chart(data["series"], display, data["indicators"]),
        "owners": _owners(data, display),
    }
    return Page("index.html", "index.html.j2", "index", content)


def _named_regions(regions: Sequence[Item], display: Display) -> list[dict[str, Any]]:
    """Return regions with the name of the country in the language of the page."""
    return [{**region, "territory_name": display.territory(region["territory_name"])} for region in regions]


def _owners(data: Item, display: Display) -> list[tuple[str, int, str | None]]:
    """Return who answers for what: name, how many indicators, and the work list when there is one."""
    name = f"owner_{display.catalogue.language}"
    owners: dict[str, tuple[int, str | None]] = {}
    for indicator in data["indicators"]:
        count, slug = owners.get(indicator[name], (0, None))
        owners[indicator[name]] = (count + 1, slug)
    for work_list in data["work_lists"]:
        count, _ = owners.get(work_list[name], (0, None))
        owners[work_list[name]] = (count, work_list["slug"])
    return [(owner, *owners[owner]) for owner in sorted(owners)]


def _indicator(indicator: Item, display: Display, titles: Mapping[str, str | None]) -> dict[str, Any]:
    unit, decimals = indicator["unit"], indicator["rounding_decimals"]
    progress, effect = indicator["progress"], indicator["effect"]
    is_known = any(place["value"] is not None for place in indicator["departments"])
    return {
        "indicator": indicator,
        "titles": titles,
        "entry": view.headline(indicator),
        "reasons": view.reasons_and_failures(indicator),
        "has_places": any(reason["locations"] for entry in indicator["entries"] for reason in entry["reasons"]),
        "mart_file": _mart_file(indicator),
        "is_commitment": view.is_commitment(indicator),
        "is_own_target": view.is_own_target(indicator),
        "progress_chart": charts.progress_bar(indicator, display, is_commitment=view.is_commitment(indicator))
        if progress and progress["actual"] is not None
        else None,
        "effect_chart": charts.quarantine_bars(effect, display) if effect and _has_totals(effect) else None,
        "score_chart": charts.score_steps(view.turning_points(indicator["history"]), display),
        "change_chart": charts.vintage_slope(_readable_changes(indicator["changes"], display), unit, decimals, display),
        "tiles": charts.department_tiles(indicator["departments"], unit, decimals, display) if is_known else None,
    }


def _mart_file(indicator: Item) -> str | None:
    """Return the file with every figure of an entry that stands for several territories."""
    mart = indicator["lineage"]["mart"]
    stands_for_several = any(
        entry["n_values"] > 1 and entry["value"] is None and entry["verdict"] != "NO PUBLICABLE" for entry in indicator["entries"]
    )
    return mart if mart and stands_for_several and re.fullmatch(r"[a-z0-9_]+", mart) else None


def _has_totals(effect: Item) -> bool:
    # The total with the refused rows may be unknown: then the second bar is drawn as unknown.
    return effect["total_published"] is not None


def _deliveries(data: Item) -> Page:
    accepted = view.accepted_deliveries(data["deliveries"])
    content = {
        "accepted": accepted,
        "by_dataset": view.deliveries_by_dataset(accepted),
        "late": view.late_deliveries(data["deliveries"]),
        "refused": view.refused_deliveries(data["deliveries"]),
    }
    return Page("entregas.html", "entregas.html.j2", "deliveries", content)


def _titles(data: Item) -> dict[str, str | None]:
    """Return the title of the document that each file holds."""
    return {delivery["file"]: delivery["title"] for delivery in data["deliveries"]}


def _quarantine(data: Item, display: Display) -> Page:
    effects = view.by_effect(data["quarantine_effects"])
    drawn = [item for item in effects if _has_totals(item)][: LIMITS["effect_charts"]]
    figures = [(item, charts.quarantine_bars(item, display)) for item in drawn]
    content = {"effects": effects, "figures": figures, "titles": _titles(data)}
    return Page("cuarentena.html", "cuarentena.html.j2", "quarantine", content)


def _reconciliations(data: Item, display: Display) -> Page:
    ordered = view.reconciliations_worst_first(data["reconciliations"])
    language = display.catalogue.language
    drawn = []
    for item in ordered:
        compared = (item[f"{name}_{language}"] or "" for name in ("left", "right", "tolerance"))
        chart = charts.reconciliation_dumbbell(_readable_lines(item["lines"], display), display, *compared)
        drawn.append((item, chart))
    return Page("conciliaciones.html", "conciliaciones.html.j2", "reconciliations", {"drawn": drawn})


def _readable_lines(lines: Sequence[Item], display: Display) -> list[dict[str, Any]]:
    """Return lines for a drawing, which prints names and periods as they come: with days as dates and the country's name."""
    return [
        {
            **line,
            "period": str(display.date(display.period(line["period"], None))) if line["period"] else None,
            "territory_name": display.territory(line["territory_name"]) if line["territory_name"] else None,
        }
        for line in lines
    ]


def _readable_changes(changes: Sequence[Item], display: Display) -> list[dict[str, Any]]:
    """Return changes for a drawing, with the name of the country in the language of the page."""
    return [
        {
            **change,
            "territory_name": display.territory(change["territory_name"]) if change["territory_name"] else None,
        }
        for change in changes
    ]


def _changes(data: Item, display: Display) -> Page:
    by_indicator: dict[str, list[Item]] = {}
    for change in data["changes"]["values"]:
        by_indicator.setdefault(change["indicator_code"], []).append(change)
    drawn = []
    for lines in list(by_indicator.values())[: LIMITS["effect_charts"]]:
        chart = charts.vintage_slope(
            _readable_changes(lines[:20], display), lines[0]["unit"], lines[0]["rounding_decimals"], display
        )
        drawn.append((lines[0], chart))
    verdicts, values = data["changes"]["verdicts"], data["changes"]["values"]
    content = {"verdict_changes": verdicts, "restatements": values, "drawn": drawn}
    return Page("cambios.html", "cambios.html.j2", "changes", content)
