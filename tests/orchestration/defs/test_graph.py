"""The graph itself: what is in it, who owns it, when it runs. Nothing is run here."""

from __future__ import annotations

import dagster as dg
from warehouse_graph import SNAPSHOT, Graph, as_text, graph_of

from orchestration.building.rules import project_rules
from orchestration.defs.dbt_graph import read_manifest
from sources.contract import all_contracts


def test_the_graph_is_the_one_on_record(fresh: Graph) -> None:
    """A change of the graph is a change of this file: python tests/orchestration/defs/warehouse_graph.py."""
    assert as_text(graph_of(fresh.defs)) == SNAPSHOT.read_text(encoding="utf-8")


def test_every_asset_says_what_it_is_and_whose(fresh: Graph) -> None:
    specs = fresh.defs.resolve_all_asset_specs()
    silent = [spec.key for spec in specs if not (spec.description and spec.group_name and spec.owners and spec.kinds)]
    assert specs
    assert silent == []


def test_every_dataset_is_a_raw_asset_of_its_publisher(fresh: Graph) -> None:
    groups = {spec.key.to_user_string(): spec.group_name for spec in fresh.defs.resolve_all_asset_specs()}
    for contract in all_contracts().values():
        assert groups[f"raw/{contract.relation}"] == contract.publisher


def test_every_rule_is_a_check_on_the_table_it_judges(fresh: Graph) -> None:
    checks = fresh.defs.resolve_asset_graph().asset_check_keys
    expected = {dg.AssetCheckKey(dg.AssetKey(r.relation.split(".")), r.check_name) for r in project_rules(fresh.settings.rules)}
    assert expected
    assert expected <= set(checks)


def test_every_dbt_test_is_a_check(fresh: Graph) -> None:
    names = {key.name for key in fresh.defs.resolve_asset_graph().asset_check_keys}
    nodes = read_manifest(fresh.settings)["nodes"].values()
    # The cases of the macros read no table: they judge our SQL and no run has them.
    tests = [node["name"] for node in nodes if node["resource_type"] == "test" and node["depends_on"]["nodes"]]
    assert tests
    assert [name for name in tests if name not in names] == []


def test_nothing_in_the_graph_comes_from_outside_it(fresh: Graph) -> None:
    graph = fresh.defs.resolve_asset_graph()
    assert [key for key in graph.get_all_asset_keys() if not graph.get(key).is_materializable] == []


def test_daily_takes_everything(fresh: Graph) -> None:
    layer = fresh.defs.resolve_job_def("daily").asset_layer
    graph = fresh.defs.resolve_asset_graph()
    assert set(layer.selected_asset_keys) == set(graph.get_all_asset_keys())
    assert set(layer.asset_graph.asset_check_keys) == set(graph.asset_check_keys)


def test_every_step_shares_the_writer_pool_and_one_process(fresh: Graph) -> None:
    job = fresh.defs.resolve_job_def("daily")
    assert {node.definition.pool for node in job.nodes} == {"duckdb_writer"}  # type: ignore[attr-defined]
    assert job.executor_def.name == "in_process"
    assert fresh.defs.executor is dg.in_process_executor
