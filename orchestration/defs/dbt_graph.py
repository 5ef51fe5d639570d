"""dbt assets: declared by dagster-dbt from the manifest, built in this process by ``build_stage``.

dbt builds the project in one step: ``DbtCliResource.stream`` was measured at more than twice the time
(docs/adr/0005), and a step that is asked for one model still builds what arrived, and reports all of them.
"""

# No postponed annotations here: Dagster reads the type of ``context`` as it stands (2026-11-23).
import json
from collections.abc import Iterable, Iterator, Mapping
from graphlib import TopologicalSorter
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtProject, dbt_assets

from orchestration.building.dbt_build import DbtNode, manifest_path, run_dbt
from orchestration.defs.facts import rows_by_relation
from orchestration.defs.names import ROW_COUNT, WRITER_POOL, key_of, team_of
from orchestration.defs.refusal import refused
from orchestration.defs.warehouse_run import WarehouseRun
from orchestration.settings import Settings
from orchestration.stages.run import build_stage

_LEDGER = "ledger"
_UNIQUE_ID = "dagster_dbt/unique_id"
# In their order (dbt_project.yml); seeds stand with the dimensions.
_LAYERS = ("staging", "core", "intermediate", "verdict", "marts", "quality")

AssetEvent = dg.MaterializeResult | dg.AssetCheckResult  # type: ignore[type-arg]


class WarehouseTranslator(DagsterDbtTranslator):
    """The key of a node is its relation, its group is its layer. Staging belongs to its publisher's team, the rest to ours.

    The views of marts and control read the ledger when somebody queries them. The checks of a run read those views and write
    the ledger. A graph of assets cannot show that circle, so it draws the ledger after the views, where the run writes it.
    """

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        return key_of(f"{dbt_resource_props['schema']}.{dbt_resource_props['name']}")

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str:
        return layer_of(dbt_resource_props)

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str]:
        folder = dbt_resource_props["fqn"][-2]
        return [team_of(folder)]

    def get_description(self, dbt_resource_props: Mapping[str, Any]) -> str:
        return str(dbt_resource_props["description"])

    def get_metadata(self, dbt_resource_props: Mapping[str, Any]) -> Mapping[str, Any]:
        owner = dbt_resource_props.get("meta", {}).get("owner")
        return {
            **super().get_metadata(dbt_resource_props),
            "file": dg.MetadataValue.path(f"dbt_project/{dbt_resource_props['original_file_path']}"),
            **({"owner": owner} if owner else {}),
        }

    def get_asset_spec(self, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None) -> dg.AssetSpec:
        spec = super().get_asset_spec(manifest, unique_id, project)
        ledger = {self.get_asset_key(node) for node in manifest["sources"].values() if node["source_name"] == _LEDGER}
        return spec.replace_attributes(deps=[dep for dep in spec.deps if dep.asset_key not in ledger])

    def get_asset_check_spec(
        self, asset_spec: dg.AssetSpec, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None
    ) -> dg.AssetCheckSpec | None:
        spec = super().get_asset_check_spec(asset_spec, manifest, unique_id, project)
        text = manifest["nodes"][unique_id].get("description") or _test_in_words(manifest["nodes"][unique_id])
        return spec._replace(description=text) if spec else None


def layer_of(node: Mapping[str, Any]) -> str:
    """The layer of a model is the first folder below ``models``."""
    folder = str(node["fqn"][1])
    return folder if folder in _LAYERS else "core"


def read_manifest(settings: Settings) -> dict[str, Any]:
    """dbt's manifest of the project, parsed anew when it is missing or older than any file of the project."""
    path = manifest_path(settings)
    if not path.exists() or path.stat().st_mtime < _last_change(settings):
        parsed = run_dbt(settings, "parse")
        if parsed.error:
            raise RuntimeError(f"dbt cannot read {settings.dbt_project}: {parsed.error}")
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for node in manifest["nodes"].values():
        if node["resource_type"] == "test" and not node.get("attached_node"):
            _give_home(node, [manifest["nodes"].get(parent) for parent in node["depends_on"]["nodes"]])
    return manifest


def _give_home(test: dict[str, Any], parents: list[dict[str, Any] | None]) -> None:
    """Make a test of several models a check of the last model downstream; dagster-dbt leaves out a test without a model."""
    models = [parent for parent in parents if parent]
    if models and not test["config"].get("meta", {}).get("dagster"):
        home = max(models, key=lambda model: _LAYERS.index(layer_of(model)))
        reference = {"name": home["name"], "package": home["package_name"]}
        test["config"]["meta"] = {**test["config"].get("meta", {}), "dagster": {"ref": reference}}


def dbt_graph(manifest: Mapping[str, Any]) -> dg.AssetsDefinition:
    """Models, seeds and their tests as one step."""

    @dbt_assets(manifest=manifest, dagster_dbt_translator=WarehouseTranslator(), name="dbt_build", pool=WRITER_POOL)
    def dbt_build(context: dg.AssetExecutionContext, warehouse: WarehouseRun) -> Iterator[AssetEvent]:
        build_stage(warehouse.settings, warehouse.outcome)
        nodes = {node.unique_id: node for node in warehouse.outcome.build.nodes}
        yield from _materializations(context, warehouse, nodes)
        yield from _test_results(context, nodes)
        if warehouse.outcome.refusals:
            raise refused(warehouse)

    return dbt_build


def _materializations(
    context: dg.AssetExecutionContext, warehouse: WarehouseRun, nodes: Mapping[str, DbtNode]
) -> Iterator[dg.MaterializeResult]:  # type: ignore[type-arg]
    """One event per table that stands. What no new delivery reaches was not built: the event says so and counts what stands."""
    succeeded = warehouse.outcome.build.succeeded
    specs = _upstream_first(context.assets_def.specs)
    rows = rows_by_relation(warehouse.settings, [".".join(spec.key.path) for spec in specs]) if succeeded else {}
    for spec in specs:
        node = nodes.get(spec.metadata[_UNIQUE_ID])
        skipped = succeeded and node is None
        if not skipped and (node is None or node.status != "success"):
            continue
        relation = ".".join(spec.key.path)
        metadata: dict[str, Any] = {"run_id": warehouse.outcome.run_id, "skipped": skipped}
        if node:
            metadata["seconds"] = round(node.seconds, 3)
        else:
            metadata["why_skipped"] = "nothing that it stores is made of what arrived since the last good build"
        if relation in rows:
            metadata[ROW_COUNT] = rows[relation]
        if spec.key in context.selected_asset_keys:
            yield dg.MaterializeResult(asset_key=spec.key, metadata=metadata)
        else:
            context.log_event(dg.AssetMaterialization(spec.key, metadata=metadata))


def _upstream_first(specs: Iterable[dg.AssetSpec]) -> list[dg.AssetSpec]:
    """Dagster takes the events of one step in the order of the graph only."""
    by_key = {spec.key: spec for spec in specs}
    order = TopologicalSorter({spec.key: [dep.asset_key for dep in spec.deps] for spec in by_key.values()}).static_order()
    return [by_key[key] for key in order if key in by_key]


def _test_results(context: dg.AssetExecutionContext, nodes: Mapping[str, DbtNode]) -> Iterator[dg.AssetCheckResult]:
    """One result per test that ran. For a test that did not run, Dagster's page keeps showing its last result."""
    for spec in context.assets_def.check_specs:
        node = nodes.get((spec.metadata or {})[_UNIQUE_ID])
        if node is None or node.status == "skipped" or spec.key not in context.selected_asset_check_keys:
            continue
        yield dg.AssetCheckResult(
            asset_key=spec.asset_key,
            check_name=spec.name,
            passed=node.status == "pass",
            severity=dg.AssetCheckSeverity.WARN if node.status == "warn" else dg.AssetCheckSeverity.ERROR,
            metadata={"seconds": round(node.seconds, 3), **({"message": node.message} if node.message else {})},
        )


def _test_in_words(node: Mapping[str, Any]) -> str:
    """What a dbt test without a description looks at."""
    generic = node.get("test_metadata")
    if not generic:
        return str(node["name"]).replace("_", " ").capitalize() + "."
    column = f" of {node['column_name']}" if node.get("column_name") else ""
    arguments = {name: value for name, value in generic["kwargs"].items() if name not in ("model", "column_name")}
    return f"dbt test {generic['name']}{column}" + (f": {json.dumps(arguments, ensure_ascii=False)}" if arguments else "")


def _last_change(settings: Settings) -> float:
    """Time of the newest file or folder of the project; a folder's time changes when a file in it goes."""
    paths = [settings.dbt_project, *settings.dbt_project.rglob("*")]
    return max(path.stat().st_mtime for path in paths if not {"target", "logs"} & set(path.parts))
