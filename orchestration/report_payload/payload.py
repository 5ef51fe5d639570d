"""``report.json`` as a whole, of a release or of a run that the gate refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from typing import TYPE_CHECKING, Any

import duckdb

from orchestration.outcome import Outcome, rule_counts
from orchestration.report_payload import deliveries as of_files
from orchestration.report_payload import quality as of_rules
from orchestration.report_payload.indicators import indicators
from orchestration.report_payload.rows import rows, told
from orchestration.report_payload.work_lists import owner_slugs, work_lists
from orchestration.settings import LIMA

if TYPE_CHECKING:
    from orchestration.work_lists.work_list import ListFile

SCHEMA_VERSION = "2.0"
VERDICTS = ("PUBLICABLE", "PUBLICABLE CON NOTA", "NO PUBLICABLE", "EN REVISIÓN")
Lists = Mapping[tuple[str, str], "ListFile"]


def released_payload(connection: duckdb.DuckDBPyConnection, outcome: Outcome, release_id: str, lists: Lists) -> dict[str, Any]:
    """The payload of a release: every section from the control tables and marts of this run."""
    return _payload(connection, outcome, release_id, release_id, lists)


def refused_payload(connection: duckdb.DuckDBPyConnection, outcome: Outcome, current: str | None, lists: Lists) -> dict[str, Any]:
    """The payload of a refused run. When dbt failed, what it would have built is not read: only what was loaded."""
    return _payload(connection, outcome, None, current, lists)


def _payload(
    connection: duckdb.DuckDBPyConnection, outcome: Outcome, release_id: str | None, current: str | None, lists: Lists
) -> dict[str, Any]:
    is_built = outcome.build.succeeded
    built = _built_sections(connection, outcome, lists) if is_built else _NOTHING_BUILT
    return {
        "schema_version": SCHEMA_VERSION,
        "run": _run(connection, outcome, release_id, current),
        "summary": _summary(connection, outcome, built["indicators"]),
        "deliveries": of_files.deliveries(connection, outcome.load, is_built=is_built),
        "rules": of_rules.rules(connection) if is_built else [],
        **built,
    }


# What a page still needs when dbt failed.
_NOTHING_BUILT: dict[str, Any] = {
    "indicators": [], "delivery_regions": [], "quarantine": [], "quarantine_effects": [],
    "quarantine_unplaced": [], "without_values": [], "reconciliations": [],
    "changes": {"verdicts": [], "n_verdicts": 0, "values": []}, "published_figures": [], "work_lists": [],
    "series": {"coca_area_ha": [], "eradication_ha": []},
}  # fmt: skip


def _built_sections(connection: duckdb.DuckDBPyConnection, outcome: Outcome, lists: Lists) -> dict[str, Any]:
    of_indicators = indicators(connection, owner_slugs(connection))
    return {
        "indicators": of_indicators,
        "delivery_regions": of_files.delivery_regions(connection),
        "quarantine": of_files.quarantine(connection),
        "quarantine_effects": of_files.quarantine_effects(connection),
        "quarantine_unplaced": of_files.quarantine_unplaced(connection),
        "without_values": told(connection, "indicator_without_value"),
        "reconciliations": of_rules.reconciliations(connection, f"{outcome.started_at.astimezone(LIMA):%Y-%m-%d}"),
        "changes": of_rules.changes(connection, outcome.load.new),
        "published_figures": of_rules.published_figures(connection),
        "work_lists": work_lists(connection, lists, of_indicators),
        "series": {
            "coca_area_ha": told(connection, "coca_area_series"),
            "eradication_ha": told(connection, "eradication_series"),
        },
    }


def _run(connection: duckdb.DuckDBPyConnection, outcome: Outcome, release_id: str | None, current: str | None) -> dict[str, Any]:
    scope = rows(connection, "select as_of_date from raw.scope")
    last = rows(connection, "select max(finished_at) as at from control.ctl_run where outcome in ('released', 'unchanged')")
    return {
        "run_id": outcome.run_id,
        "release_id": release_id,
        "released": release_id is not None,
        "started_at": f"{outcome.started_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "as_of": scope[0]["as_of_date"] if scope else None,
        "demonstration": is_demonstration(connection),
        "current_release_id": current,
        "last_good_at": last[0]["at"],
        "refusals": [vars(refusal) for refusal in outcome.refusals],
    }


def is_demonstration(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether anything loaded is synthetic: then every page says that it does not describe reality."""
    query = """select 1 as n from raw.delivery
               where status = 'loaded' and evidence = 'synthetic' and not coalesce(is_withdrawn, false) limit 1"""
    return bool(rows(connection, query))


def _summary(connection: duckdb.DuckDBPyConnection, outcome: Outcome, found: list[dict[str, Any]]) -> dict[str, Any]:
    load = outcome.load
    values, newest = dict.fromkeys(VERDICTS, 0), dict.fromkeys(VERDICTS, 0)
    for indicator in found:
        newest[indicator["verdict"]] += 1
        for entry in indicator["entries"]:
            values[entry["verdict"]] += 1
    before = of_rules.verdicts_before(connection)
    return {
        "deliveries": {"new": len(load.new), "unchanged": load.unchanged, "refused": len(load.refused)},
        "rows": outcome.rows,
        "rules": rule_counts(outcome.results),
        "verdicts": values,
        "indicators": newest,
        "indicators_before": {**dict.fromkeys(VERDICTS, 0), **before} if before else None,
    }
