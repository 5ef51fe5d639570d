"""What dbt's own tests found, as lines of the ledger: one rule per model, passed or failed by the tests of its keys and logic.

A test that fails stops the release (``gate``); when nothing was built in a run, the results of the last build stand and are
recorded again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import duckdb

from expectations.records import RuleRecord, RuleResult
from orchestration.building.dbt_build import DbtNode
from orchestration.building.upstream import relation_of

_OWNER = ("Equipo de csad-warehouse", "csad-warehouse team")
_PREFIX = "dbt."


def dbt_findings(
    nodes: Sequence[DbtNode], manifest: Mapping[str, Any], run_id: str, at: datetime
) -> tuple[list[RuleRecord], list[RuleResult], dict[str, str]]:
    """Rules, results, and the relation that each rule judges, from the tests among ``nodes``."""
    by_relation: dict[str, list[DbtNode]] = defaultdict(list)
    for node in nodes:
        tested = manifest["nodes"].get(node.unique_id, {})
        if node.unique_id.startswith("test.") and tested.get("attached_node"):
            by_relation[relation_of(manifest, tested["attached_node"])].append(node)
    titles = _titles(manifest)
    rules, results, relations = [], [], {}
    for relation, tests in sorted(by_relation.items()):
        failed = [test for test in tests if test.failed]
        rules.append(_rule(run_id, relation, titles))
        counts = (len(tests), len(failed))
        seconds, error = sum(test.seconds for test in tests), " ".join(test.message for test in failed)[:1000]
        judged = ("invariante", "integridad", "failed" if failed else "passed", *counts, None, "pruebas")
        results.append(RuleResult(run_id, rules[-1].rule_id, *judged, seconds, error, at))
        relations[rules[-1].rule_id] = relation
    return rules, results, relations


def standing_findings(
    connection: duckdb.DuckDBPyConnection, manifest: Mapping[str, Any], run_id: str
) -> tuple[list[RuleRecord], list[RuleResult], dict[str, str]]:
    """Those of the last run that recorded any, for a run that built nothing; evaluated when they were."""
    rows = connection.execute(
        """select * replace (? as run_id) from control.ctl_rule_result
           where rule_id like 'dbt.%' and run_id = (select max(run_id) from control.ctl_rule_result where rule_id like 'dbt.%')
           order by rule_id""",
        [run_id],
    ).fetchall()
    results = [RuleResult(*row) for row in rows]
    relations = {result.rule_id: result.rule_id.removeprefix(_PREFIX) for result in results}
    titles = _titles(manifest)
    return [_rule(run_id, relation, titles) for relation in relations.values()], results, relations


def _titles(manifest: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """What each model holds, in Spanish and English, as an officer calls it (``title_es``, ``title_en`` of its YAML)."""
    built = {key: node for key, node in manifest["nodes"].items() if node["resource_type"] in ("model", "seed")}
    metas = {relation_of(manifest, key): node["config"].get("meta", {}) for key, node in built.items()}
    return {relation: (meta["title_es"], meta["title_en"]) for relation, meta in metas.items() if "title_es" in meta}


def _rule(run_id: str, relation: str, titles: Mapping[str, tuple[str, str]]) -> RuleRecord:
    # A model that was removed since the last build has no title any more; its relation still tells it apart.
    named_es, named_en = titles.get(relation, (relation, relation))
    title_es = f"Los datos de «{named_es}» están completos, no se repiten y concuerdan entre sí"
    title_en = f"The data of '{named_en}' are complete, do not repeat and agree with each other"
    texts = (title_es, title_en, *_OWNER)
    return RuleRecord(run_id, _PREFIX + relation, "invariante", "integridad", *texts, 1, "dbt", False)
