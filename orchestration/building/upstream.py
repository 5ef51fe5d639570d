"""Which indicators a rule is about: those that are made of what it judges. Read from dbt's manifest.

Belongs here: the way from a mart up to its raw tables. Does not belong here: evaluating rules, or weighing them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from expectations.records import RuleScope

# The layer that every mart reads and that reads every value: through it everything would be upstream of everything.
_NOT_THROUGH = "verdict"
_DATA_OF_ALL = ("raw.delivery", "raw.delivery_file", "staging.stg_delivery")
_REGISTER_OF_ALL = "core.dim_indicator"


def rule_scopes(
    manifest: Mapping[str, Any], indicators: Iterable[tuple[str, str, str]], relations: Mapping[str, str]
) -> list[RuleScope]:
    """One entry per rule and indicator.

    ``indicators``: code, mart, and datasets joined by ``|`` as the registry holds them. ``relations``: rule id to
    ``schema.table``.
    """
    names = {_relation(node): unique_id for unique_id, node in _nodes(manifest).items()}
    scopes = []
    for code, mart, datasets in indicators:
        upstream = _upstream(manifest, names[f"marts.{mart}"])
        tables = {_relation(_nodes(manifest)[unique_id]) for unique_id in upstream}
        sources = {table.removeprefix("raw.") for table in tables if table.startswith("raw.")}
        sources |= {dataset.replace("/", "__") for dataset in datasets.split("|")}
        for rule_id, relation in relations.items():
            if relation in tables or _dataset_of(relation) in sources or _is_of_dataset(rule_id, relation, datasets):
                scopes.append(RuleScope(rule_id, code))
    return scopes


def relation_of(manifest: Mapping[str, Any], unique_id: str) -> str:
    """``schema.table`` of a model, seed or source."""
    return _relation(_nodes(manifest)[unique_id])


def _upstream(manifest: Mapping[str, Any], start: str) -> set[str]:
    nodes, found, waiting = _nodes(manifest), {start}, [start]
    while waiting:
        for parent in manifest["parent_map"].get(waiting.pop(), []):
            if parent in nodes and parent not in found and _layer(nodes[parent]) != _NOT_THROUGH:
                found.add(parent)
                waiting.append(parent)
    return found


def _nodes(manifest: Mapping[str, Any]) -> dict[str, Any]:
    built = {key: node for key, node in manifest["nodes"].items() if node["resource_type"] in ("model", "seed")}
    return {**built, **manifest["sources"]}


def _layer(node: Mapping[str, Any]) -> str:
    """The folder under ``models`` (a seed has none)."""
    return str(node["fqn"][1])


def _relation(node: Mapping[str, Any]) -> str:
    return f"{node['schema']}.{node.get('alias') or node['name']}"


def _dataset_of(relation: str) -> str:
    """The dataset that a raw, accepted or quarantined table holds, ``publisher__dataset``; the name itself otherwise."""
    return relation.split(".")[1].removeprefix("stg_").removeprefix("qtn_")


def _is_of_dataset(rule_id: str, relation: str, datasets: str) -> bool:
    """A rule on the files of one dataset names it (``G1.coca_area_by_zone``); one on all files is about every indicator."""
    if relation == _REGISTER_OF_ALL:
        return True
    if relation in _DATA_OF_ALL:
        _, _, dataset = rule_id.partition(".")
        return not dataset or any(item.endswith(f"/{dataset}") for item in datasets.split("|"))
    return False
