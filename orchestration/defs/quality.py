"""The checks of a run: the ledger that Great Expectations writes, and every rule as a check on the table it judges."""

# No postponed annotations here: Dagster reads the type of ``context`` as it stands (2026-11-23).
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import dagster as dg

from expectations.records import RuleResult
from expectations.rule import Rule
from orchestration.defs.facts import is_built, rows_by_relation, sentences
from orchestration.defs.names import HOUSE, ROW_COUNT, WRITER_POOL, both, key_of
from orchestration.defs.warehouse_run import WarehouseRun
from orchestration.outcome import Silent, rule_counts
from orchestration.stages.run import check_stage

LEDGER = key_of("control.ctl_rule_result")
# The ledger tables that are complete after the checks, people's decisions included. The end of a run writes the others.
_TABLES = ("ctl_rule_result", "ctl_issue", "ctl_rule", "ctl_rule_scope", "ctl_signoff", "ctl_waiver", "ctl_withdrawal")
_STOPS = ("invariante", "bloqueante")


def ledger_assets(manifest: Mapping[str, Any], rules: Sequence[Rule]) -> dg.AssetsDefinition:
    """The ledger's tables, written after everything that a rule looks at."""
    judged = sorted({key_of(rule.relation) for rule in rules})
    sources = [node for node in manifest["sources"].values() if node["name"] in _TABLES]

    @dg.multi_asset(
        name="rules",
        specs=[
            dg.AssetSpec(
                key_of(f"control.{node['name']}"),
                deps=judged,
                group_name="ledger",
                owners=[HOUSE],
                kinds={"greatexpectations", "duckdb"},
                description=f"{node['description']} The views of marts and control show the verdict over it when queried.",
                metadata={"rules": len(rules)},
            )
            for node in sources
        ],
        pool=WRITER_POOL,
    )
    def judge(warehouse: WarehouseRun) -> Iterator[dg.MaterializeResult]:  # type: ignore[type-arg]
        check_stage(warehouse.settings, warehouse.outcome, Silent())
        rows = rows_by_relation(warehouse.settings, [f"control.{node['name']}" for node in sources])
        counts = rule_counts(warehouse.outcome.results)
        for node in sources:
            yield dg.MaterializeResult(
                asset_key=key_of(f"control.{node['name']}"),
                metadata={
                    ROW_COUNT: rows[f"control.{node['name']}"],
                    "run_id": warehouse.outcome.run_id,
                    **{f"rules_{status}": sum(by_severity.values()) for status, by_severity in counts.items()},
                    "rows_read": warehouse.outcome.rows["read"],
                    "rows_accepted": warehouse.outcome.rows["accepted"],
                    "rows_quarantined": warehouse.outcome.rows["quarantined"],
                    "seconds": round(warehouse.outcome.seconds["check"], 3),
                },
            )

    return judge


def rule_checks(rules: Sequence[Rule]) -> dg.AssetChecksDefinition:
    """One check per rule, on the table the rule judges. Asked for alone, the rules are evaluated first."""
    by_id = {rule.id: rule for rule in rules}

    @dg.multi_asset_check(name="rule_checks", specs=[_check_spec(rule) for rule in rules], can_subset=True, pool=WRITER_POOL)
    def report_rules(context: dg.AssetCheckExecutionContext, warehouse: WarehouseRun) -> Iterator[dg.AssetCheckResult]:
        if "check" not in warehouse.outcome.seconds:
            if not is_built(warehouse.settings):
                context.log.warning("Nothing is built yet, so no rule can be judged: run the job daily first.")
                return
            check_stage(warehouse.settings, warehouse.outcome, Silent())
        found = sentences(warehouse.settings, warehouse.outcome.run_id)
        for result in warehouse.outcome.results:
            rule = by_id[result.rule_id]
            if dg.AssetCheckKey(key_of(rule.relation), rule.check_name) in context.selected_asset_check_keys:
                yield _check_result(rule, result, found.get(rule.id, []))

    return report_rules


def _check_spec(rule: Rule) -> dg.AssetCheckSpec:
    return dg.AssetCheckSpec(
        rule.check_name,
        asset=key_of(rule.relation),
        additional_deps=[LEDGER],
        description=both(f"{rule.id} ({rule.severity}). {rule.title_es}.", f"{rule.title_en}."),
        metadata={"rule_id": rule.id, "severity": rule.severity, "dimension": rule.dimension},
    )


def _check_result(rule: Rule, result: RuleResult, found: Sequence[tuple[str, str]]) -> dg.AssetCheckResult:
    is_error = result.status == "errored" or result.severity in _STOPS
    metadata: dict[str, Any] = {
        "rule_id": rule.id,
        "run_id": result.run_id,
        "status": result.status,
        "severity": result.severity,
        "dimension": result.dimension,
        "owner": f"{rule.owner_es} · {rule.owner_en}",
        "seconds": round(result.seconds, 3),
    }
    if result.rows_checked is not None:
        metadata |= {"rows_checked": result.rows_checked, "rows_failed": result.rows_failed}
    if result.magnitude is not None:
        metadata["magnitude"] = f"{result.magnitude:,.2f} {result.unit}".strip()
    if found:
        metadata["findings_es"] = " · ".join(text_es for text_es, _ in found)
        metadata["findings_en"] = " · ".join(text_en for _, text_en in found)
    if result.error:
        metadata["error"] = result.error
    return dg.AssetCheckResult(
        asset_key=key_of(rule.relation),
        check_name=rule.check_name,
        passed=result.status == "passed",
        severity=dg.AssetCheckSeverity.ERROR if is_error else dg.AssetCheckSeverity.WARN,
        metadata=metadata,
        description=" ".join(text_es for text_es, _ in found[:1]) or None,
    )
