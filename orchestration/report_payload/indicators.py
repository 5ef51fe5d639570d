"""The part of ``report.json`` about one indicator each: its verdict today, why, what was left out, what must be corrected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb

from orchestration.report_payload.rows import Row, by, listed, rows, told

LOCATIONS_PER_REASON = 10
ISSUES_SHOWN = 10
CHANGES_SHOWN = 20
FILES_SHOWN = 12
DIMENSIONS = ("validez", "integridad", "precision", "fiabilidad", "oportunidad")
_GROUP = ("indicator_code", "territory_level", "period", "cutoff_date")
_SHEET = (
    "definition_es", "definition_en", "justification_es", "justification_en", "formula_es", "formula_en", "numerator_es",
    "denominator_es", "measure_type", "direction", "subsystem", "frequency_es", "frequency_en", "source_es", "source_en",
    "instrument_es", "baseline_es", "territory_levels", "freshness_days_allowed", "coverage_min_pct", "materiality_pct",
    "revision_threshold_pct", "version", "status",
)  # fmt: skip
_UNTOLD = "* exclude (name_es, name_en, unit, rounding_decimals, delivery_id, position)"  # the indicator says them already


def indicators(connection: duckdb.DuckDBPyConnection, slugs: Mapping[str, str]) -> list[Row]:
    """One entry per indicator of the registry that has a value. ``slugs`` names the work list of each owner that has one."""
    parts = _parts(connection)
    found = []
    for item in told(connection, "indicator"):
        code, headline = item["indicator_code"], tuple(item[name] for name in _GROUP)
        sheet = {name: item.pop(name) for name in _SHEET}
        sheet["territory_levels"] = listed(sheet["territory_levels"])
        entries = parts["entries"][code]
        issues = parts["issues"][code]
        found.append(
            {
                **{
                    name: value
                    for name, value in item.items()
                    if name not in (*_GROUP[1:], "n_rules", "score", "grade", "score_cap")
                },
                "entry": _headline_entry(entries, headline),
                "score": _score(item, parts["dimensions"][headline]),
                "signoff": parts["signoff"][headline][0],
                "waivers": parts["waivers"][code],
                "progress": next(iter(parts["progress"][headline]), None),
                "effect": next(iter(parts["effect"][headline]), None),
                "changes": parts["changes"][code][:CHANGES_SHOWN],
                "revision": next(iter(parts["revision"][code]), None),
                "rules": {"passed": _passed(parts["dimensions"][headline]), "failed": parts["failed"][code]},
                "issues": [
                    {**_without(issue, "severity"), "work_list": slugs.get(issue["owner_es"])} for issue in issues[:ISSUES_SHOWN]
                ],
                "n_issues": len(issues),
                "history": parts["history"][code],
                "lineage": {
                    "files": parts["files"][headline][:FILES_SHOWN],
                    "n_files": len(parts["files"][headline]),
                    "mart": item["mart"],
                },
                "departments": parts["departments"][code],
                "sheet": sheet,
                "entries": entries,
            }
        )
        del found[-1]["mart"]
    return found


def _parts(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Every list that hangs on an indicator, by its code or by its level, period and cut-off: one query each, however many."""
    by_group = {
        "dimensions": rows(connection, _DIMENSIONS),
        "signoff": told(connection, "signoff"),
        "effect": told(connection, "quarantine_effect", "* exclude (name_es, name_en, position) rename (unit as measure_unit)"),
        "files": told(connection, "figure_file"),
        "progress": told(connection, "progress"),
    }
    by_code = {
        "waivers": told(connection, "waiver"),
        "changes": told(connection, "value_change", _UNTOLD),
        "revision": rows(connection, _REVISION),
        "history": told(connection, "score_history"),
        "departments": told(connection, "department"),
        "failed": told(connection, "rule_failed"),
        "issues": told(connection, "indicator_issue", "* exclude (is_refused, position)"),
    }
    return {
        "entries": _entries(connection),
        **{name: by(found, *_GROUP) for name, found in by_group.items()},
        **{name: by(found, "indicator_code") for name, found in by_code.items()},
    }


def _entries(connection: duckdb.DuckDBPyConnection) -> dict[str, list[Row]]:
    """One entry per level, period, cut-off and verdict, each with its reasons and where in the files they stand."""
    places = by(told(connection, "reason_place"), "rule_id", "text_es")
    reasons = by(told(connection, "reason"), *_GROUP, "verdict")
    found = told(connection, "entry")
    for entry in found:
        entry["reasons"] = reasons[tuple(entry[name] for name in (*_GROUP, "verdict"))]
        for reason in entry["reasons"]:
            reason["locations"] = places[reason["rule_id"], reason["text_es"]][:LOCATIONS_PER_REASON]
    return by(found, "indicator_code")


def _without(row: Row, name: str) -> Row:
    return {key: value for key, value in row.items() if key != name}


def _headline_entry(entries: list[Row], headline: tuple[Any, ...]) -> int:
    return next(i for i, e in enumerate(entries) if (e["territory_level"], e["period"], e["cutoff_date"]) == headline[1:])


def _passed(dimensions: list[Row]) -> int:
    """Rules that hold for the newest figure."""
    return sum(row["n_rules"] - row["n_failed"] for row in dimensions)


def _score(item: Row, dimensions: list[Row]) -> Row:
    known = {row["dimension"]: row for row in dimensions}
    empty = {"score": None, "n_rules": 0, "n_failed": 0}
    return {
        "score": item["score"],
        "grade": item["grade"],
        "n_rules": item["n_rules"] or 0,
        "cap": item["score_cap"],
        "dimensions": [known.get(name, {"dimension": name, **empty}) for name in DIMENSIONS],
    }


_DIMENSIONS = """
    select indicator_code, territory_level, period, cutoff_date, dimension, round(dimension_score, 1) as score, n_rules, n_failed
    from control.ctl_indicator_dimension order by all
"""
_REVISION = "select indicator_code, n_compared, n_changed, mean_revision_pct as mean_pct from control.ctl_revision order by all"
