"""The part of ``report.json`` about one indicator each: its verdict today, why, what was left out, what must be corrected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb

from orchestration.report_payload import indicator_queries as sql
from orchestration.report_payload.rows import Row, by, rows

LOCATIONS_PER_REASON = 10
ISSUES_SHOWN = 10
CHANGES_SHOWN = 20
FILES_SHOWN = 12
DIMENSIONS = ("validez", "integridad", "precision", "fiabilidad", "oportunidad")
_GROUP = ("indicator_code", "territory_level", "period", "cutoff_date")


def indicators(connection: duckdb.DuckDBPyConnection, run_id: str, slugs: Mapping[str, str]) -> list[Row]:
    """One entry per indicator of the registry that has a value. ``slugs`` names the work list of each owner that has one."""
    parts = _parts(connection, run_id)
    found = []
    for item in rows(connection, sql.INDICATORS):
        code, headline = item["indicator_code"], tuple(item[name] for name in _GROUP)
        sheet = {name: item.pop(name) for name in sql.SHEET}
        sheet["territory_levels"] = [level.strip() for level in (sheet["territory_levels"] or "").split("|") if level.strip()]
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
                "changes": [_without(change, "delivery_id") for change in parts["changes"][code][:CHANGES_SHOWN]],
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


def _parts(connection: duckdb.DuckDBPyConnection, run_id: str) -> dict[str, Any]:
    """Every list that hangs on an indicator, by its code or by its level, period and cut-off: one query each, however many."""
    by_group = {
        "dimensions": sql.DIMENSIONS,
        "signoff": sql.SIGNOFF,
        "effect": sql.EFFECT,
        "files": sql.FILES,
        "progress": sql.PROGRESS,
    }
    by_code = {
        "waivers": sql.WAIVERS,
        "changes": sql.CHANGES,
        "revision": sql.REVISION,
        "history": sql.HISTORY,
        "departments": sql.DEPARTMENTS,
    }
    by_run = {"failed": sql.FAILED, "issues": sql.ISSUES}
    return {
        "entries": _entries(connection, run_id),
        **{name: by(rows(connection, query), *_GROUP) for name, query in by_group.items()},
        **{name: by(rows(connection, query), "indicator_code") for name, query in by_code.items()},
        **{name: by(rows(connection, query, run_id), "indicator_code") for name, query in by_run.items()},
    }


def _entries(connection: duckdb.DuckDBPyConnection, run_id: str) -> dict[str, list[Row]]:
    """One entry per level, period, cut-off and verdict; an entry of one territory names it and gives its value."""
    places = by(rows(connection, sql.PLACES, run_id), "rule_id", "text_es")
    reasons = by(rows(connection, sql.REASONS, run_id), *_GROUP, "verdict")
    found = rows(connection, sql.ENTRIES)
    for entry in found:
        entry["reasons"] = reasons[tuple(entry[name] for name in (*_GROUP, "verdict"))]
        for reason in entry["reasons"]:
            reason.pop("severity_rank", None)
            reason["locations"] = places[reason["rule_id"], reason["text_es"]][:LOCATIONS_PER_REASON]
        if entry["verdict"] == "NO PUBLICABLE":
            entry["value"] = None
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
