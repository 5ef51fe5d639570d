"""In which order things are shown: worst, newest or heaviest first.

Belongs here: sorting and grouping of the payload for the pages, and the shape of each verdict. Nothing is computed
about the data: verdicts, reasons and values are taken as the warehouse decided them.
Does not belong here: words and formats (``wording.py``, ``display.py``) and HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Item = Mapping[str, Any]

# As the tiles of the first page stand: circle, triangle, square, diamond.
VERDICTS_AS_SHOWN = ("PUBLICABLE", "PUBLICABLE CON NOTA", "NO PUBLICABLE", "EN REVISIÓN")
VERDICTS_WORST_FIRST = ("NO PUBLICABLE", "EN REVISIÓN", "PUBLICABLE CON NOTA", "PUBLICABLE")
SEVERITIES_WORST_FIRST = (
    "invariante", "decision", "bloqueante", "excepcion", "cuarentena", "mayor", "evidencia", "firma", "menor",
)  # fmt: skip
BLOCKING = ("invariante", "bloqueante", "decision")
LEVELS_WIDEST_FIRST = ("pais", "ambito", "eje", "zona", "departamento", "provincia", "distrito")
RECONCILIATIONS_WORST_FIRST = ("no concilia", "concilia", "sin fuente")
FIGURES_WORST_FIRST = (
    "no_reproducido",
    "errata",
    "ambigüedad_de_definición",
    "sin_fuente_todavía",
    "reproducido_con_redondeo",
    "reproducido",
)

# Shape and colour of a word: ok = circle with tick, note = triangle, no = square with cross, review = diamond.
TONES: Mapping[str, Mapping[str, str]] = {
    "verdict": {
        "PUBLICABLE": "ok",
        "PUBLICABLE CON NOTA": "note",
        "NO PUBLICABLE": "no",
        "EN REVISIÓN": "review",
    },
    "figure": {
        "reproducido": "ok",
        "reproducido_con_redondeo": "ok",
        "ambigüedad_de_definición": "note",
        "errata": "note",
        "sin_fuente_todavía": "review",
        "no_reproducido": "no",
    },
    "reconciliation": {"concilia": "ok", "no concilia": "no", "sin fuente": "review"},
}


def worst_first(indicators: Iterable[Item]) -> list[Item]:
    """Return indicators by their headline verdict, worst first, then by code."""
    return sorted(indicators, key=lambda item: (_rank(VERDICTS_WORST_FIRST, item["verdict"]), item["indicator_code"]))


def headline(indicator: Item) -> Item | None:
    """Return the entry that the headline verdict is about; None when the indicator has no entry."""
    entries, index = indicator["entries"], indicator["entry"]
    return entries[index] if index is not None and 0 <= index < len(entries) else None


def newest_cutoff(indicators: Iterable[Item]) -> str | None:
    """Return the newest cut-off among the headline figures."""
    entries = (headline(indicator) for indicator in indicators)
    return max((entry["cutoff_date"] for entry in entries if entry and entry["cutoff_date"] and entry["n_values"]), default=None)


def progress_share(indicator: Item) -> float | None:
    """Return the share of the target to date, of the annual target when there is none."""
    progress = indicator["progress"] or {}
    to_date: float | None = progress.get("pct_to_date")
    annual: float | None = progress.get("pct_annual")
    return annual if to_date is None else to_date


def is_commitment(indicator: Item) -> bool:
    """Tell whether the target of an indicator is a commitment of several years, not that of one year."""
    entry = headline(indicator)
    return entry is not None and re.fullmatch(r"\d{4}-\d{4}", entry["period"]) is not None


def is_own_target(indicator: Item) -> bool:
    """Tell whether the figure of an indicator is the target itself, so that the page prints it once."""
    entry, progress = headline(indicator), indicator["progress"]
    return bool(entry and progress and progress["actual"] is None and entry["value"] == progress["target_annual"])


def sorted_reasons(entry: Item, step: int | None = None) -> list[Item]:
    """Return the reasons of one entry: those of the deciding ``step`` of the gate first, then by severity."""
    return sorted(entry["reasons"], key=lambda reason: (step is not None and reason["step"] != step, _severity_rank(reason)))


def deciding_reason(indicator: Item) -> Item | None:
    """Return the reason that decided the headline verdict; None when there is none."""
    entry = headline(indicator)
    return next(iter(sorted_reasons(entry, indicator["step"])), None) if entry else None


def newest_first(entries: Iterable[Item]) -> list[Item]:
    """Return entries by last year of the period, cut-off, widest territory, worst verdict and name."""
    by_name = sorted(
        entries,
        key=lambda entry: (
            _rank(LEVELS_WIDEST_FIRST, entry["territory_level"]),
            _rank(VERDICTS_WORST_FIRST, entry["verdict"]),
            entry["territory_name"] or "",
        ),
    )
    return sorted(by_name, key=_recency, reverse=True)


def _recency(entry: Item) -> tuple[str, str, str]:
    years = re.findall(r"\d{4}", entry["period"])
    return (years[-1] if years else "", entry["cutoff_date"] or "", entry["period"])


def turning_points(history: Sequence[Item]) -> list[Item]:
    """Return the first and the last day, and every day whose score or verdict is not that of the day before."""
    last = len(history) - 1
    return [
        day
        for place, day in enumerate(history)
        if place in (0, last) or any(day[name] != history[place - 1][name] for name in ("score", "verdict"))
    ]


def rules_with_status(rules: Iterable[Item], status: str) -> list[Item]:
    """Return the rules of one status, worst severity first, then by magnitude, rows failed and id."""
    chosen = [rule for rule in rules if rule["status"] == status]
    return sorted(
        chosen,
        key=lambda rule: (
            _severity_rank(rule),
            -abs(rule["magnitude"] or 0),
            -(rule["rows_failed"] or 0),
            rule["rule_id"],
        ),
    )


def is_technical(rule: Item) -> bool:
    """Tell whether a rule is an engineers' check of how the tables are built."""
    return bool(rule["origin"] == "dbt")


def reasons_and_failures(indicator: Item) -> list[Item]:
    """Return the reasons of the headline, then the other failed rules, each rule once; what blocks comes first."""
    entry = headline(indicator)
    failed = {rule["rule_id"]: rule for rule in indicator["rules"]["failed"]}
    lines: list[Item] = []
    seen: set[str] = set()
    for reason in [*(sorted_reasons(entry, indicator["step"]) if entry else []), *indicator["rules"]["failed"]]:
        if reason["rule_id"] in seen:
            continue
        seen.add(reason["rule_id"])
        weight = failed.get(reason["rule_id"], {"magnitude": None, "unit": None, "is_waived": False})
        weights = {name: weight[name] for name in ("magnitude", "unit", "is_waived")}
        lines.append({"is_of_headline": True, **reason, **weights})
    return sorted(lines, key=lambda line: (not line["is_of_headline"], line["severity"] not in BLOCKING))


def accepted_deliveries(deliveries: Iterable[Item]) -> list[Item]:
    """Return the files that were taken in: the newest of each dataset first, then by publisher, dataset and date."""
    chosen = [delivery for delivery in deliveries if delivery["status"] != "refused"]
    by_date = sorted(chosen, key=lambda item: item["published_on"] or "", reverse=True)
    return sorted(by_date, key=lambda item: (not item["is_latest"], item["publisher"], item["dataset"]))


def refused_deliveries(deliveries: Iterable[Item]) -> list[Item]:
    """Return the files that were refused, by publisher and name."""
    chosen = [delivery for delivery in deliveries if delivery["status"] == "refused"]
    return sorted(chosen, key=lambda item: (item["publisher"], item["file"]))


def late_deliveries(deliveries: Iterable[Item]) -> list[Item]:
    """Return the newest file of each dataset that came late, the latest score first."""
    chosen = [item for item in deliveries if item["is_latest"] and item["timeliness"] in ("tarde", "muy tarde")]
    return sorted(chosen, key=lambda item: (item["timeliness"] != "muy tarde", item["due_on"] or "", item["file"]))


_ROWS = ("rows_read", "rows_accepted", "rows_filtered", "rows_quarantined")


def deliveries_by_dataset(deliveries: Iterable[Item]) -> list[Item]:
    """Return one line per dataset with its files, new files, rows and last publication, most rows in quarantine first."""
    groups: dict[tuple[str, str], list[Item]] = {}
    for item in deliveries:
        groups.setdefault((item["publisher"], item["dataset"]), []).append(item)
    lines = [_dataset_line(items) for items in groups.values()]
    return sorted(lines, key=lambda line: (-line["rows_quarantined"], line["publisher"], line["dataset_title_es"]))


def _dataset_line(items: Sequence[Item]) -> dict[str, Any]:
    # A file that a later file replaced no longer counts.
    counts = {name: sum(item[name] or 0 for item in items if item["status"] == "loaded") for name in _ROWS}
    first = items[0]
    return {
        **{name: first[name] for name in ("publisher", "dataset_title_es", "dataset_title_en")},
        "files": len(items),
        "new_files": sum(1 for item in items if item["is_new"]),
        "published_on": max(item["published_on"] or "" for item in items),
        **counts,
    }


def by_effect(effects: Iterable[Item]) -> list[Item]:
    """Return effects of quarantine, the largest share of its total first; unknown ones last."""
    return sorted(effects, key=lambda item: (item["impact_pct"] is None, -abs(item["impact_pct"] or 0), item["indicator_code"]))


def reconciliations_worst_first(items: Iterable[Item]) -> list[Item]:
    """Return reconciliations that fail first, those without a source last."""
    return sorted(items, key=lambda item: (_rank(RECONCILIATIONS_WORST_FIRST, item["status"]), item["reconciliation_id"]))


def figures_worst_first(items: Iterable[Item]) -> list[Item]:
    """Return published figures, those that cannot be reproduced first."""
    return sorted(items, key=lambda item: (_rank(FIGURES_WORST_FIRST, item["status"]), item["figure_id"]))


def _rank(order: Sequence[str], word: str) -> int:
    return order.index(word) if word in order else len(order)


def _severity_rank(item: Item) -> int:
    return _rank(SEVERITIES_WORST_FIRST, item["severity"])
