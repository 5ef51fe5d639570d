"""The parts of ``report.json`` about rules: what each found, reconciliations, published figures, and what changed in this run."""

from __future__ import annotations

from collections.abc import Collection

import duckdb

from orchestration.report_payload.indicator_queries import CHANGE_COLUMNS, CHANGE_TABLES
from orchestration.report_payload.rows import SINCE, Row, by, rows

LINES_SHOWN = 40
VERDICT_CHANGES_SHOWN = 200
_LINE = ("period", "territory_name", "left_value", "right_value", "difference", "tolerance", "unit", "line_status")


def rules(connection: duckdb.DuckDBPyConnection, run_id: str) -> list[Row]:
    failures = by(rows(connection, _FAILURES, run_id), "rule_id")
    found = rows(connection, _RULES, run_id)
    for rule in found:
        rule["failures"] = failures[rule["rule_id"]]
    return found


def reconciliations(connection: duckdb.DuckDBPyConnection, today: str) -> list[Row]:
    """X01–X13, the lines that do not reconcile first; the history ends with ``today`` (YYYY-MM-DD, in Lima)."""
    history = by(rows(connection, _RECONCILIATION_DAYS), "reconciliation_id")
    found: dict[str, Row] = {}
    for row in rows(connection, _RECONCILIATIONS):
        line = {name: row.pop(name) for name in _LINE}
        line["status"] = line.pop("line_status")
        if (code := row["reconciliation_id"]) not in found:
            days = [*history[code], {"day": today, "status": row["status"]}]
            found[code] = {**row, "n_lines": 0, "n_failed": 0, "lines": [], "history": days}
        item = found[code]
        if line["status"] == "sin fuente":
            continue
        item["n_lines"] += 1
        item["n_failed"] += line["status"] == "no concilia"
        if len(item["lines"]) < LINES_SHOWN:
            item["lines"].append(line)
    return list(found.values())


def changes(connection: duckdb.DuckDBPyConnection, new_deliveries: Collection[str]) -> Row:
    """Verdicts that this run changed, and every figure that a later edition changed; ``is_new`` when it came with this run."""
    changed = rows(connection, _VERDICT_CHANGES)
    values = rows(connection, _VALUE_CHANGES)
    for value in values:
        value["is_new"] = value.pop("delivery_id") in new_deliveries
    return {
        "verdicts": changed[:VERDICT_CHANGES_SHOWN],
        "n_verdicts": len(changed),
        "values": values,
    }


def published_figures(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    return rows(connection, _FIGURES)


def verdicts_before(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Indicators by the verdict that was remembered when the last run ended; empty before the first."""
    found = rows(connection, "select state, count(*) as n from control.ctl_state where kind = 'indicador' group by state")
    return {row["state"]: row["n"] for row in found}


_RULES = f"""
    with ages as (select rule_id, min({SINCE}) as since from control.ctl_issue
      where run_id = $1 group by rule_id),
    scopes as (select rule_id, list(indicator_code order by indicator_code) as codes from control.ctl_rule_scope group by rule_id)
    select r.rule_id, r.severity, r.dimension, r.status, t.owner_es, t.owner_en, t.title_es as text_es, t.title_en as text_en,
           r.rows_checked, r.rows_failed, r.magnitude, r.unit, t.origin, a.since, coalesce(s.codes, []) as indicators
    from control.ctl_rule_result as r
    inner join control.ctl_rule as t using (rule_id)
    left join ages as a using (rule_id)
    left join scopes as s using (rule_id)
    where r.run_id = $1 order by r.rule_id
"""
_FAILURES = """
    select rule_id, text_es, text_en, file, sheet, "row", "column", value
    from control.ctl_issue where run_id = ? order by all
"""
_RECONCILIATIONS = """
    select reconciliation_id, left_es, left_en, right_es, right_en, grain_es, grain_en, tolerance_es, tolerance_en, owner_es,
           owner_en,
           status, first_failed_on as first_failed_at, period, territory_name, left_value, right_value, difference, tolerance,
             unit,
           line_status
    from marts.mart_dq_reconciliation
    order by reconciliation_id, line_status <> 'no concilia', period desc, territory_name
"""
_RECONCILIATION_DAYS = """
    with today as (select run_date as day from raw.scope)
    select h.reconciliation_id, h.day, h.status
    from control.ctl_reconciliation_history as h cross join today as t
    where h.day > t.day - 90 and h.day < t.day
    qualify row_number() over (partition by h.reconciliation_id, h.day order by h.run_id desc) = 1
    order by h.reconciliation_id, h.day
"""
_VERDICT_CHANGES = """
    with named as (
        select *, indicator_code || '|' || territory_level || '|' || period || '|' || cast(cutoff_date as varchar) as key
        from marts.mart_dq_indicator_status
    )
    select n.indicator_code, n.name_es, n.name_en, n.territory_level, cast(null as varchar) as territory_name, n.period,
           s.state as previous_verdict, n.verdict, n.since_on as since
    from named as n
    inner join control.ctl_state as s on s.kind = 'periodo' and n.key = s.key
    where s.state <> n.verdict
    order by n.is_headline desc, n.indicator_code, n.territory_level, n.cutoff_date desc, n.period
"""
_VALUE_CHANGES = f"""
    select c.indicator_code, i.name_es, i.name_en, i.unit, i.rounding_decimals, {CHANGE_COLUMNS}
    from {CHANGE_TABLES} inner join core.dim_indicator as i on c.indicator_code = i.indicator_code
    order by c.published_on desc, c.indicator_code, c.cutoff_date desc, c.territory_name, c.new_vintage_id, c.old_vintage_id
"""
_FIGURES = """
    select figure_id, publication, slide, text_es, text_en, published_value as value, unit, recomputed_value, difference, status,
           since_on as since, note_es, note_en
    from marts.mart_published_figures order by figure_id
"""
