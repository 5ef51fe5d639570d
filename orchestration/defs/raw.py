"""Raw assets: one per dataset that has a contract, and what the writer records of every file."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg

from orchestration.defs.facts import raw_facts, rows_by_relation
from orchestration.defs.names import COLUMN_SCHEMA, HOUSE, ROW_COUNT, WRITER_POOL, both, key_of, team_of
from orchestration.defs.warehouse_run import WarehouseRun
from orchestration.loading.load import NO_DATASET
from orchestration.outcome import Silent
from orchestration.stages.run import load_stage
from sources.contract import Contract, all_contracts

WRITER_TABLES = ("delivery", "delivery_file", "unreadable_line", "contract", "scope", "built_delivery")


def raw_assets(manifest: Mapping[str, Any]) -> list[dg.AssetsDefinition]:
    """Every asset of schema ``raw``; the writer's own tables are described where dbt declares them as sources."""
    return [*(_dataset_asset(contract) for contract in all_contracts().values()), _writer_tables(manifest)]


def _dataset_asset(contract: Contract) -> dg.AssetsDefinition:
    @dg.asset(
        key=key_of(f"raw.{contract.relation}"),
        group_name=contract.publisher,
        owners=[team_of(contract.publisher)],
        kinds={"duckdb", _file_kind(contract)},
        description=both(
            f"{contract.title_es}. {contract.purpose_es} {contract.limitations_es}",
            f"{contract.title_en}. {contract.grain}; every row of every file, as text.",
        ),
        metadata=_contract_metadata(contract),
        pool=WRITER_POOL,
    )
    def load_dataset(warehouse: WarehouseRun) -> dg.MaterializeResult:  # type: ignore[type-arg]
        started = time.perf_counter()
        found = load_stage(warehouse.settings, warehouse.outcome, Silent(), contract.id)
        seconds = time.perf_counter() - started
        facts = raw_facts(warehouse.settings, contract)
        return dg.MaterializeResult(
            metadata={
                ROW_COUNT: facts.rows,
                "run_id": warehouse.outcome.run_id,
                "deliveries_new": len(found.new),
                "deliveries_unchanged": found.unchanged,
                "deliveries_refused": len(found.refused),
                "deliveries_in_the_warehouse": facts.deliveries,
                "last_delivery": facts.last_delivery or None,
                "last_file": facts.last_file or None,
                "last_published_on": facts.last_published_on or None,
                "seconds": round(seconds, 3),
            }
        )

    return load_dataset


def _writer_tables(manifest: Mapping[str, Any]) -> dg.AssetsDefinition:
    """Loads the files outside every dataset's folder, which are refused with a message, once all datasets are loaded."""
    datasets = [key_of(f"raw.{contract.relation}") for contract in all_contracts().values()]
    texts = {node["name"]: node["description"] for node in manifest["sources"].values() if node["schema"] == "raw"}

    @dg.multi_asset(
        name="raw_delivery",
        specs=[
            dg.AssetSpec(
                key_of(f"raw.{table}"),
                deps=datasets,
                group_name="deliveries",
                owners=[HOUSE],
                kinds={"duckdb"},
                description=texts[table],
            )
            for table in WRITER_TABLES
        ],
        pool=WRITER_POOL,
    )
    def record_deliveries(warehouse: WarehouseRun) -> Iterator[dg.MaterializeResult]:  # type: ignore[type-arg]
        found = load_stage(warehouse.settings, warehouse.outcome, Silent(), NO_DATASET)
        rows = rows_by_relation(warehouse.settings, [f"raw.{table}" for table in WRITER_TABLES])
        load = warehouse.outcome.load
        for table in WRITER_TABLES:
            yield dg.MaterializeResult(
                asset_key=key_of(f"raw.{table}"),
                metadata={
                    ROW_COUNT: rows[f"raw.{table}"],
                    "run_id": warehouse.outcome.run_id,
                    "deliveries_new": len(load.new),
                    "deliveries_unchanged": load.unchanged,
                    "deliveries_refused": len(load.refused),
                    "files_in_no_dataset": len(found.refused),
                    "seconds": round(warehouse.outcome.seconds["load"], 3),
                },
            )

    return record_deliveries


def _contract_metadata(contract: Contract) -> dict[str, Any]:
    columns = [
        dg.TableColumn(column.name, "varchar", f"{column.label_es}. {column.description_en}") for column in contract.columns
    ]
    return {
        "owner_es": contract.owner_es,
        "owner_en": contract.owner_en,
        "licence": contract.licence,
        "expected_every_days": contract.freshness_days,
        "contract": dg.MetadataValue.path(f"sources/{contract.id}.contract.yml"),
        "landing_folder": dg.MetadataValue.path(f"<landing>/{contract.id}"),
        COLUMN_SCHEMA: dg.TableSchema(columns),
    }


def _file_kind(contract: Contract) -> str:
    if contract.layout.shape == "mapping":
        return "yaml"
    return "xlsx" if contract.layout.sheet else "csv"
