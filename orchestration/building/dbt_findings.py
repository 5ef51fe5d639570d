"""What dbt's own tests found, as lines of the ledger: one rule per model, passed when every test of its keys and logic passed.

A test that fails stops the release (``gate``) before anything is recorded. A test that a run had no reason to run again passed
in an earlier run, and is recorded again (``last_build``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from expectations.records import RuleRecord, RuleResult
from orchestration.building.last_build import PassedTest
from orchestration.building.upstream import relation_of

_OWNER = ("Equipo de csad-warehouse", "csad-warehouse team")
_PREFIX = "dbt."


def dbt_findings(
    tests: Sequence[PassedTest], manifest: Mapping[str, Any], run_id: str
) -> tuple[list[RuleRecord], list[RuleResult], dict[str, str]]:
    """Rules, results, and the relation that each rule judges, from the ``tests`` that stand.

    A rule was evaluated when the last of its tests ran.
    """
    by_relation: dict[str, list[PassedTest]] = defaultdict(list)
    for test in tests:
        tested = manifest["nodes"].get(test.unique_id, {})
        if tested.get("attached_node"):
            by_relation[relation_of(manifest, tested["attached_node"])].append(test)
    titles = _titles(manifest)
    rules, results, relations = [], [], {}
    for relation, ran in sorted(by_relation.items()):
        rules.append(_rule(run_id, relation, titles))
        judged = ("invariante", "integridad", "passed", len(ran), 0, None, "pruebas")
        seconds, at = sum(test.seconds for test in ran), max(test.at for test in ran)
        results.append(RuleResult(run_id, rules[-1].rule_id, *judged, seconds, "", at))
        relations[rules[-1].rule_id] = relation
    return rules, results, relations


def _titles(manifest: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """What each model holds, in Spanish and English, as an officer calls it (``title_es``, ``title_en`` of its YAML)."""
    built = {key: node for key, node in manifest["nodes"].items() if node["resource_type"] in ("model", "seed")}
    metas = {relation_of(manifest, key): node["config"].get("meta", {}) for key, node in built.items()}
    return {relation: (meta["title_es"], meta["title_en"]) for relation, meta in metas.items() if "title_es" in meta}


def _rule(run_id: str, relation: str, titles: Mapping[str, tuple[str, str]]) -> RuleRecord:
    named_es, named_en = titles.get(relation, (relation, relation))
    title_es = f"Los datos de «{named_es}» están completos, no se repiten y concuerdan entre sí"
    title_en = f"The data of '{named_en}' are complete, do not repeat and agree with each other"
    texts = (title_es, title_en, *_OWNER)
    return RuleRecord(run_id, _PREFIX + relation, "invariante", "integridad", *texts, 1, "dbt", False)
