"""The gate: may this warehouse be released at all?

A dbt error, a failing invariant or a rule that could not be evaluated stops the release. A failing blocking rule does not:
it withholds the indicators that rest on it, which is SQL in ``dbt_project/models/control``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from expectations.records import RuleResult
from orchestration.dbt_build import DbtResult


@dataclass(frozen=True)
class Refusal:
    """One reason why nothing is released, in the words of the report."""

    rule_id: str
    text_es: str
    text_en: str


def refusals_of_build(build: DbtResult) -> list[Refusal]:
    """Reasons that dbt gives; empty when it built and tested everything."""
    if build.error:
        return [Refusal("dbt", f"La construcción no pudo empezar: {build.error}", f"The build could not start: {build.error}")]
    return [
        Refusal(
            node.unique_id,
            f"La construcción falló en «{_short(node.unique_id)}»: {_one_line(node.message)}",
            f"The build failed at '{_short(node.unique_id)}': {_one_line(node.message)}",
        )
        for node in build.failures
    ]


def refusals_of_checks(connection: duckdb.DuckDBPyConnection, run_id: str, results: Sequence[RuleResult]) -> list[Refusal]:
    """Reasons that the rules give: errored ones first, then failing invariants with their first sentence."""
    refusals = [
        Refusal(
            result.rule_id,
            f"La regla {result.rule_id} no se pudo evaluar: {_one_line(result.error)}",
            f"Rule {result.rule_id} could not be evaluated: {_one_line(result.error)}",
        )
        for result in results
        if result.status == "errored"
    ]
    for result in results:
        if result.status == "failed" and result.severity == "invariante":
            refusals.append(_first_issue(connection, run_id, result.rule_id))
    return refusals


def _first_issue(connection: duckdb.DuckDBPyConnection, run_id: str, rule_id: str) -> Refusal:
    row = connection.execute(
        "select text_es, text_en from control.ctl_issue where run_id = ? and rule_id = ? order by all limit 1", [run_id, rule_id]
    ).fetchone()
    return Refusal(rule_id, *(row or ("", "")))


def _short(unique_id: str) -> str:
    return unique_id.split(".")[2] if unique_id.count(".") >= 2 else unique_id


def _one_line(text: str) -> str:
    return " ".join(text.split())[:300]
