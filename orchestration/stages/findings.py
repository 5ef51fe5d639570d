"""What the ledger takes beside Great Expectations' results: dbt's tests, and which indicators every rule is about."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import duckdb

from orchestration.building.dbt_build import manifest_path
from orchestration.building.dbt_findings import dbt_findings, standing_findings
from orchestration.building.upstream import rule_scopes
from orchestration.outcome import Outcome
from orchestration.settings import Settings

if TYPE_CHECKING:
    from expectations.bridge import Tables
    from expectations.checks import Findings
    from expectations.rule import Rule


def findings(
    connection: duckdb.DuckDBPyConnection, tables: Tables, settings: Settings, outcome: Outcome, rules: Sequence[Rule]
) -> Findings:
    """For one run, after its build: from what dbt ran, or from the build that stands when it ran nothing.

    The ledger lies in ``connection``; ``tables`` are those that were built, wherever the engine has them.
    """
    from expectations.checks import Findings

    manifest = json.loads(manifest_path(settings).read_text(encoding="utf-8"))
    if outcome.build.nodes:
        at = outcome.started_at.replace(tzinfo=None)
        records, results, relations = dbt_findings(outcome.build.nodes, manifest, outcome.run_id, at)
    else:
        records, results, relations = standing_findings(connection, manifest, outcome.run_id)
    _, indicators = tables.rows("select indicator_code, mart, datasets from core.dim_indicator order by 1")
    judged = {**{rule.id: rule.relation for rule in rules}, **relations}
    return Findings(
        records,
        results,
        rule_scopes(manifest, [(row[0], row[1], row[2]) for row in indicators], judged),
        is_today=settings.as_of is None,
    )
