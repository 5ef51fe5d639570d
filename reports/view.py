"""What is shown and in which order: one summary per indicator, rules and deliveries worst or newest first.

Belongs here: grouping and sorting of the payload for the page. Nothing is computed about the data: verdicts,
reasons and values are taken as the warehouse decided them.
Does not belong here: words and formats (``catalogue.py``, ``display.py``) and HTML.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Entry = Mapping[str, Any]

NOT_PUBLISHABLE = "NO PUBLICABLE"
VERDICTS_WORST_FIRST = (NOT_PUBLISHABLE, "EN REVISIÓN", "PUBLICABLE CON NOTA", "PUBLICABLE")
SEVERITIES_WORST_FIRST = ("invariante", "bloqueante", "cuarentena", "mayor", "evidencia", "menor")
LEVELS_WIDEST_FIRST = ("pais", "ambito", "eje", "zona", "departamento", "provincia", "distrito")
LEVELS_SHOWN = 3

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
}


@dataclass
class Reason:
    """One rule that weighs on an indicator, with the periods and places it touches."""

    source: Entry
    periods: list[str] = field(default_factory=list)
    locations: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class IndicatorGroup:
    """One indicator: its entries newest first, its worst verdict and what explains it."""

    code: str
    entries: Sequence[Entry]
    worst: str
    verdicts: Sequence[tuple[str, int]]
    newest: Sequence[Entry]
    reasons: Sequence[Reason]

    @property
    def locations(self) -> list[Entry]:
        """The places named by the main reason, or by the first reason that names any."""
        return next((reason.locations for reason in self.reasons if reason.locations), [])


def group_indicators(entries: Iterable[Entry]) -> list[IndicatorGroup]:
    """Return one group per indicator code, worst verdict first, then by code."""
    by_code: dict[str, list[Entry]] = {}
    for entry in entries:
        by_code.setdefault(entry["indicator_code"], []).append(entry)
    groups = [_group(code, members) for code, members in by_code.items()]
    return sorted(groups, key=lambda group: (_rank(VERDICTS_WORST_FIRST, group.worst), group.code))


def _group(code: str, members: list[Entry]) -> IndicatorGroup:
    entries = newest_first(members)
    counts = Counter(entry["verdict"] for entry in entries)
    verdicts = [(verdict, counts[verdict]) for verdict in VERDICTS_WORST_FIRST if counts[verdict]]
    worst = min(counts, key=lambda verdict: _rank(VERDICTS_WORST_FIRST, verdict))
    return IndicatorGroup(code, entries, worst, verdicts, _newest_by_level(entries), _merge_reasons(entries))


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries by last year of the period, cut-off, widest territory, worst verdict and name."""
    by_name = sorted(entries, key=lambda entry: (_level_rank(entry), _verdict_rank(entry), entry["territory_name"] or ""))
    return sorted(by_name, key=_recency, reverse=True)


def _recency(entry: Entry) -> tuple[str, str, str]:
    years = re.findall(r"\d{4}", entry["period"])
    return (years[-1] if years else "", entry["cutoff_date"] or "", entry["period"])


def _newest_by_level(entries: Sequence[Entry]) -> list[Entry]:
    """Return, of the widest levels, every entry of the last year and cut-off: one level may have several verdicts."""
    newest: dict[str, list[Entry]] = {}
    for entry in entries:
        of_level = newest.setdefault(entry["territory_level"], [])
        if not of_level or _recency(entry)[:2] == _recency(of_level[0])[:2]:
            of_level.append(entry)
    levels = sorted(newest.values(), key=lambda of_level: _level_rank(of_level[0]))[:LEVELS_SHOWN]
    return [entry for of_level in levels for entry in of_level]


def _merge_reasons(entries: Sequence[Entry]) -> list[Reason]:
    """Return one reason per rule, those of the worst verdicts and severities first; the newest wording is kept."""
    merged: dict[str, Reason] = {}
    for entry in sorted(entries, key=_verdict_rank):
        for source in sorted_reasons(entry):
            reason = merged.setdefault(source["rule_id"], Reason(source))
            if entry["period"] not in reason.periods:
                reason.periods.append(entry["period"])
            reason.locations.extend(place for place in source["locations"] if place not in reason.locations)
    return list(merged.values())


def sorted_reasons(entry: Entry) -> list[Entry]:
    """Return the reasons of one entry, worst severity first."""
    return sorted(entry["reasons"], key=_severity_rank)


def is_withheld(entry: Entry, released: bool) -> bool:
    """Tell whether the number stays hidden: not publishable, or part of an update that was not released."""
    return entry["verdict"] == NOT_PUBLISHABLE or not released


def may_be_copied(entry: Entry, released: bool, note: str) -> bool:
    """Tell whether the figure, with its note, may go into a document; a figure that needs a note must have its text."""
    if not released or not entry["n_values"]:
        return False
    return entry["verdict"] == "PUBLICABLE" or (entry["verdict"] == "PUBLICABLE CON NOTA" and bool(note))


def rules_with_status(rules: Iterable[Entry], status: str) -> list[Entry]:
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


def accepted_deliveries(deliveries: Iterable[Entry]) -> list[Entry]:
    """Return the files that were taken in, new ones first."""
    chosen = [delivery for delivery in deliveries if delivery["status"] != "refused"]
    return sorted(chosen, key=lambda item: (not item["is_new"], item["publisher"], item["dataset"], item["file"]))


def deliveries_by_dataset(deliveries: Iterable[Entry]) -> list[Entry]:
    """Return one line per dataset with its files, new files, rows and last publication, most rows in quarantine first."""
    groups: dict[tuple[str, str], list[Entry]] = {}
    for item in deliveries:
        groups.setdefault((item["publisher"], item["dataset"]), []).append(item)
    lines = [_dataset_line(items) for items in groups.values()]
    return sorted(lines, key=lambda line: (-line["rows_quarantined"], line["publisher"], line["dataset_title_es"]))


_ROWS = ("rows_read", "rows_accepted", "rows_filtered", "rows_quarantined")


def _dataset_line(items: Sequence[Entry]) -> Entry:
    counts = {name: sum(item[name] or 0 for item in items) for name in _ROWS}
    first = items[0]
    return {
        **{name: first[name] for name in ("publisher", "dataset_title_es", "dataset_title_en")},
        "files": len(items),
        "new_files": sum(1 for item in items if item["is_new"]),
        "published_on": max(item["published_on"] or "" for item in items),
        **counts,
    }


def refused_deliveries(deliveries: Iterable[Entry]) -> list[Entry]:
    """Return the files that were refused, by publisher and name."""
    chosen = [delivery for delivery in deliveries if delivery["status"] == "refused"]
    return sorted(chosen, key=lambda item: (item["publisher"], item["file"]))


def _rank(order: Sequence[str], word: str) -> int:
    return order.index(word) if word in order else len(order)


def _verdict_rank(entry: Entry) -> int:
    return _rank(VERDICTS_WORST_FIRST, entry["verdict"])


def _severity_rank(item: Entry) -> int:
    return _rank(SEVERITIES_WORST_FIRST, item["severity"])


def _level_rank(entry: Entry) -> int:
    return _rank(LEVELS_WIDEST_FIRST, entry["territory_level"])
