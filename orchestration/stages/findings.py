"""What the ledger takes beside Great Expectations' results: dbt's tests, and which indicators every rule is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import duckdb

from orchestration.building.dbt_build import read_manifest
from orchestration.building.dbt_findings import dbt_findings
from orchestration.building.last_build import passed_tests
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
    """For one run, after its build: every test of dbt that stands, whichever run ran it.

    The memory of the build lies in ``connection``; ``tables`` are those that were built, wherever the engine has them.
    """
    from expectations.checks import Findings

    manifest = read_manifest(settings)
    records, results, relations = dbt_findings(passed_tests(connection), manifest, outcome.run_id)
    _, indicators = tables.rows("select indicator_code, mart, datasets from core.dim_indicator order by 1")
    judged = {**{rule.id: rule.relation for rule in rules}, **relations}
    return Findings(
        records,
        results,
        rule_scopes(manifest, [(row[0], row[1], row[2]) for row in indicators], judged),
        is_today=settings.as_of is None,
    )
