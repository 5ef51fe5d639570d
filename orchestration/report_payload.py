"""``report.json``: what the report says, read from the control tables. The verdict is computed there, never here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import duckdb

from orchestration.summary import rule_counts

if TYPE_CHECKING:
    from orchestration.run import Outcome

SCHEMA_VERSION = "1.0"
VERDICTS = ("PUBLICABLE", "PUBLICABLE CON NOTA", "NO PUBLICABLE", "EN REVISIÓN")
_LOCATIONS_PER_REASON = 10
# What one entry of the report stands for.
_GROUP = ("indicator_code", "territory_level", "period", "cutoff_date", "verdict")


def released_payload(connection: duckdb.DuckDBPyConnection, outcome: Outcome, release_id: str) -> dict[str, Any]:
    """The payload of a release: every section from the control tables of this run."""
    return _payload(connection, outcome, release_id, release_id)


def refused_payload(connection: duckdb.DuckDBPyConnection, outcome: Outcome, current: str | None) -> dict[str, Any]:
    """The payload of a refused run. When dbt failed, what it would have built is not read: only what was loaded."""
    return _payload(connection, outcome, None, current)


def _payload(
    connection: duckdb.DuckDBPyConnection, outcome: Outcome, release_id: str | None, current: str | None
) -> dict[str, Any]:
    is_built = outcome.build.succeeded
    run_id = outcome.run_id
    indicators = _indicators(connection, run_id) if is_built else []
    verdicts = dict.fromkeys(VERDICTS, 0)
    for indicator in indicators:
        verdicts[indicator["verdict"]] += 1
    return {
        "schema_version": SCHEMA_VERSION,
        "run": _run(connection, outcome, release_id, current),
        "summary": _summary(outcome, verdicts),
        "indicators": indicators,
        "deliveries": _deliveries(connection, outcome, is_built),
        "quarantine": _rows(connection, _QUARANTINE) if is_built else [],
        "rules": _rules(connection, run_id),
        "published_figures": _rows(connection, _FIGURES) if is_built else [],
        "series": _series(connection) if is_built else {"coca_area_ha": [], "eradication_ha": []},
    }


def _run(connection: duckdb.DuckDBPyConnection, outcome: Outcome, release_id: str | None, current: str | None) -> dict[str, Any]:
    scope = _rows(connection, "select as_of_date from raw.scope")
    return {
        "run_id": outcome.run_id,
        "release_id": release_id,
        "released": release_id is not None,
        "started_at": f"{outcome.started_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "as_of": scope[0]["as_of_date"] if scope else None,
        "demonstration": is_demonstration(connection),
        "current_release_id": current,
        "refusals": [vars(refusal) for refusal in outcome.refusals],
    }


def is_demonstration(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether anything loaded is synthetic: then every page says that it does not describe reality."""
    return bool(_rows(connection, "select 1 as n from raw.delivery where status = 'loaded' and evidence = 'synthetic' limit 1"))


def _summary(outcome: Outcome, verdicts: Mapping[str, int]) -> dict[str, Any]:
    load = outcome.load
    return {
        "deliveries": {"new": len(load.new), "unchanged": load.unchanged, "refused": len(load.refused)},
        "rows": outcome.rows,
        "rules": rule_counts(outcome.results),
        "verdicts": dict(verdicts),
    }


def _indicators(connection: duckdb.DuckDBPyConnection, run_id: str) -> list[dict[str, Any]]:
    reasons = _reasons(connection, run_id)
    entries = _rows(connection, _INDICATORS)
    for entry in entries:
        entry["reasons"] = reasons.get(tuple(entry[name] for name in _GROUP), [])
        for note, text in (("note_es", "text_es"), ("note_en", "text_en")):
            entry[note] = " ".join(reason[text] for reason in entry["reasons"])
        if entry["verdict"] == "NO PUBLICABLE":
            entry["value"] = None
    return entries


def _reasons(connection: duckdb.DuckDBPyConnection, run_id: str) -> dict[tuple[Any, ...], list[dict[str, Any]]]:
    places: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for place in _rows(connection, _PLACES, run_id):
        places[place.pop("rule_id"), place.pop("text_es")].append(place)
    reasons: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for reason in _rows(connection, _REASONS):
        group = tuple(reason.pop(name) for name in _GROUP)
        reason.pop("severity_rank")
        reason["locations"] = places[reason["rule_id"], reason["text_es"]][:_LOCATIONS_PER_REASON]
        reasons[group].append(reason)
    return reasons


def _deliveries(connection: duckdb.DuckDBPyConnection, outcome: Outcome, is_built: bool) -> list[dict[str, Any]]:
    entries = _rows(connection, _DELIVERIES if is_built else _DELIVERIES_UNBUILT)
    for entry in entries:
        entry["is_new"] = entry["delivery_id"] in outcome.load.new or entry["delivery_id"] in outcome.load.refused
    return entries


def _rules(connection: duckdb.DuckDBPyConnection, run_id: str) -> list[dict[str, Any]]:
    failures: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for failure in _rows(connection, _FAILURES, run_id):
        failures[failure.pop("rule_id")].append(failure)
    rules = _rows(connection, _RULES, run_id)
    for rule in rules:
        rule["failures"] = failures[rule["rule_id"]]
    return rules


def _series(connection: duckdb.DuckDBPyConnection) -> dict[str, list[dict[str, Any]]]:
    return {"coca_area_ha": _rows(connection, _AREA_SERIES), "eradication_ha": _rows(connection, _ERADICATION_SERIES)}


def _rows(connection: duckdb.DuckDBPyConnection, query: str, *values: object) -> list[dict[str, Any]]:
    cursor = connection.execute(query, list(values))
    names = [column[0] for column in cursor.description or []]
    return [{name: _plain(value) for name, value in zip(names, row, strict=True)} for row in cursor.fetchall()]


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value


# One entry per level, period, cut-off and verdict; an entry of one territory names it and gives its value.
_INDICATORS = """
    with entries as (
        select v.indicator_code, v.territory_level, v.period, v.cutoff_date, d.verdict, count(*) as n, count(v.value) as n_values,
               case when count(*) = 1 then max(v.territory_name) end as territory_name,
               case when count(*) = 1 then max(v.value) end as value,
               case max(case d.evidence when 'cited' then 1 when 'derived' then 2 when 'unverified' then 3 else 4 end)
                   when 1 then 'cited' when 2 then 'derived' when 3 then 'unverified' else 'synthetic' end as evidence
        from intermediate.int_indicator__values as v
        inner join control.ctl_indicator_verdict as d using (indicator_code, territory_level, territory_code, period, cutoff_date)
        group by v.indicator_code, v.territory_level, v.period, v.cutoff_date, d.verdict
    )
    select e.indicator_code, i.name_es, i.name_en, i.unit, i.rounding_decimals, e.territory_level, e.territory_name,
           e.period, e.cutoff_date, e.value, e.n_values, e.verdict, e.evidence,
           i.known_limitations_es as limitations_es, i.known_limitations_en as limitations_en, i.owner_es, i.owner_en
    from entries as e
    inner join core.dim_indicator as i using (indicator_code)
    order by e.indicator_code, e.territory_level, e.cutoff_date, e.period, e.verdict
"""
_REASONS = """
    select r.indicator_code, r.territory_level, r.period, r.cutoff_date, d.verdict, r.rule_id, r.severity, r.severity_rank,
           r.text_es, min(r.text_en) as text_en, min(r.owner_es) as owner_es, min(r.owner_en) as owner_en
    from control.ctl_verdict_reason as r
    inner join control.ctl_indicator_verdict as d using (indicator_code, territory_level, territory_code, period, cutoff_date)
    group by r.indicator_code, r.territory_level, r.period, r.cutoff_date, d.verdict,
             r.rule_id, r.severity, r.severity_rank, r.text_es
    order by r.severity_rank, r.rule_id, r.text_es
"""
_PLACES = """
    select distinct rule_id, text_es, file, sheet, "row", "column", value from control.ctl_issue
    where run_id = ? and file is not null order by all
"""
_DELIVERY_COLUMNS = """
    d.delivery_id, d.publisher, d.dataset, coalesce(c.title_es, d.dataset) as dataset_title_es,
    coalesce(c.title_en, d.dataset) as dataset_title_en, d.file_name as file, d.edition, d.title, d.citation, d.published_on,
    d.status, d.evidence, d.rows_read, d.reason_es, d.reason_en
"""
_DELIVERIES = f"""
    select {_DELIVERY_COLUMNS}, d.rows_accepted, d.rows_filtered, d.rows_quarantined
    from control.ctl_delivery as d left join raw.contract as c using (publisher, dataset)
    order by d.publisher, d.dataset, d.published_on desc, d.file_name
"""
# What is known when dbt failed: what was read, not what was accepted.
_DELIVERIES_UNBUILT = f"""
    select {_DELIVERY_COLUMNS}, null as rows_accepted, null as rows_filtered, null as rows_quarantined
    from raw.delivery as d left join raw.contract as c using (publisher, dataset)
    order by d.publisher, d.dataset, d.published_on desc, d.file_name
"""
_QUARANTINE = """
    select publisher, dataset, _file as file, _sheet as sheet, _row as "row", coalesce(_column, column_label) as "column",
           received_value as value, rule_id, reason_es, reason_en, unit, measure_value, owner_es, owner_en
    from control.ctl_quarantine order by _file, _sheet, _row, _column
"""
_RULES = """
    select r.rule_id, r.severity, r.dimension, r.status, t.owner_es, t.owner_en, t.title_es as text_es, t.title_en as text_en,
           r.rows_checked, r.rows_failed, r.magnitude, r.unit
    from control.ctl_rule_result as r inner join control.ctl_rule as t using (run_id, rule_id)
    where r.run_id = ? order by r.rule_id
"""
_FAILURES = """
    select rule_id, text_es, text_en, file, sheet, "row", "column", value
    from control.ctl_issue where run_id = ? order by all
"""
_FIGURES = """
    select figure_id, publication, slide, text_es, text_en, value, unit, recomputed_value, difference, status, note_es, note_en
    from control.ctl_published_figure order by figure_id
"""
_AREA_SERIES = """
    select year, area_ha as value, evidence, vintage_id as edition from marts.mart_coca_area_series
    where territory_level = 'pais' and area_ha is not null order by year
"""
_ERADICATION_SERIES = """
    select year, ytd_ha as value, evidence, cutoff_date, vintage_id as edition from marts.mart_eradication_ytd
    where territory_level = 'pais' and is_latest_cutoff and ytd_ha is not null order by year
"""
