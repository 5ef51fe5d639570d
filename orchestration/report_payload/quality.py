"""The parts of ``report.json`` about rules: what each found, reconciliations, published figures, and what changed in this run."""

from __future__ import annotations

from collections.abc import Collection

import duckdb

from orchestration.report_payload.rows import Row, by, listed, rows, told

LINES_SHOWN = 40
VERDICT_CHANGES_SHOWN = 200
_LINE = ("period", "territory_name", "left_value", "right_value", "difference", "tolerance", "unit", "line_status")


def rules(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    failures = by(rows(connection, _FAILURES), "rule_id")
    found = told(connection, "rule")
    for rule in found:
        rule["indicators"] = listed(rule["indicators"])
        rule["failures"] = failures[rule["rule_id"]]
    return found


def reconciliations(connection: duckdb.DuckDBPyConnection, today: str) -> list[Row]:
    """X01–X13, the lines that do not reconcile first; the history ends with ``today`` (YYYY-MM-DD, in Lima)."""
    history = by(told(connection, "reconciliation_day"), "reconciliation_id")
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
    changed = told(connection, "verdict_change", _CHANGED_VERDICT)
    values = told(connection, "value_change")
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


# Where a rule found it in the very file that the finding names.
_FAILURES = """
    select i.rule_id, i.text_es, i.text_en, i.file, i.sheet, i."row", i."column", i.value
    from control.ctl_issue as i inner join raw.scope using (run_id) order by all
"""
# A verdict of several territories names none.
_CHANGED_VERDICT = """indicator_code, name_es, name_en, territory_level, cast(null as varchar) as territory_name, period,
    previous_verdict, verdict, since"""
_RECONCILIATIONS = """
    select reconciliation_id, left_es, left_en, right_es, right_en, grain_es, grain_en, tolerance_es, tolerance_en, owner_es,
           owner_en,
           status, first_failed_on as first_failed_at, period, territory_name, left_value, right_value, difference, tolerance,
             unit,
           line_status
    from marts.mart_dq_reconciliation
    order by reconciliation_id, line_status <> 'no concilia', period desc, territory_name
"""
_FIGURES = """
    select figure_id, publication, slide, text_es, text_en, published_value as value, unit, recomputed_value, difference, status,
           since_on as since, note_es, note_en
    from marts.mart_published_figures order by figure_id
"""
