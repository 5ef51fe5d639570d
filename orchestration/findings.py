"""What the ledger takes beside Great Expectations' results: dbt's tests, and which indicators every rule is about."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import duckdb

from orchestration.dbt_build import manifest_path
from orchestration.dbt_findings import dbt_findings, standing_findings
from orchestration.upstream import rule_scopes

if TYPE_CHECKING:
    from expectations.checks import Findings
    from expectations.rule import Rule
    from orchestration.run import Outcome
    from orchestration.settings import Settings


def findings(connection: duckdb.DuckDBPyConnection, settings: Settings, outcome: Outcome, rules: Sequence[Rule]) -> Findings:
    """For one run, after its build: from what dbt ran, or from the build that stands when it ran nothing."""
    from expectations.checks import Findings

    manifest = json.loads(manifest_path(settings).read_text(encoding="utf-8"))
    if outcome.build.nodes:
        at = outcome.started_at.replace(tzinfo=None)
        records, results, relations = dbt_findings(outcome.build.nodes, manifest, outcome.run_id, at)
    else:
        records, results, relations = standing_findings(connection, outcome.run_id)
    indicators = connection.execute("select indicator_code, mart, datasets from core.dim_indicator order by 1").fetchall()
    judged = {**{rule.id: rule.relation for rule in rules}, **relations}
    return Findings(records, results, rule_scopes(manifest, indicators, judged), is_today=settings.as_of is None)
