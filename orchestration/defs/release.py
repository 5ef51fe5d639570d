"""The release as an asset, and the check that publication goes on happening."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import dagster as dg

from orchestration.defs.facts import rows_by_relation
from orchestration.defs.names import HOUSE, RELEASE, ROW_COUNT, WRITER_POOL, both, key_of
from orchestration.defs.quality import LEDGER
from orchestration.defs.refusal import refused
from orchestration.defs.warehouse_run import WarehouseRun
from orchestration.releasing.shelf import MANIFEST
from orchestration.settings import LIMA, Settings
from orchestration.stages.run import release_stage
from orchestration.stages.status import last_runs

# What a run writes when it ends: how it ended, and what is remembered until the next one.
MEMORY = ("ctl_run", "ctl_state", "ctl_indicator_history", "ctl_reconciliation_history")
# A day and two hours: one daily run may be late, none may be missed.
LATE_AFTER = timedelta(hours=26)


def release_assets(manifest: Mapping[str, Any], released: Sequence[dg.AssetKey]) -> dg.AssetsDefinition:
    """The current release, made of the tables ``released``, and what the ledger keeps of the run that ended."""
    memory = [node for node in manifest["sources"].values() if node["name"] in MEMORY]

    @dg.multi_asset(
        name="release",
        specs=[
            *(
                dg.AssetSpec(
                    key_of(f"control.{node['name']}"),
                    deps=[LEDGER],
                    group_name="release",
                    owners=[HOUSE],
                    kinds={"duckdb"},
                    description=node["description"],
                )
                for node in memory
            ),
            _release_spec(released),
        ],
        pool=WRITER_POOL,
    )
    def publish(warehouse: WarehouseRun) -> Iterator[dg.MaterializeResult]:  # type: ignore[type-arg]
        outcome = warehouse.outcome
        release_stage(warehouse.settings, outcome)
        ended: dict[str, Any] = {"run_id": outcome.run_id, "outcome": outcome.word}
        ended["seconds"] = round(outcome.seconds["release"], 3)
        rows = rows_by_relation(warehouse.settings, [f"control.{node['name']}" for node in memory])
        for node in memory:
            relation = f"control.{node['name']}"
            yield dg.MaterializeResult(asset_key=key_of(relation), metadata={**ended, ROW_COUNT: rows[relation]})
        if outcome.publication is None:
            raise refused(warehouse)
        manifest = json.loads((outcome.publication.folder / MANIFEST).read_text(encoding="utf-8"))
        yield dg.MaterializeResult(
            asset_key=RELEASE,
            metadata={
                "release_id": outcome.publication.release_id,
                **ended,
                "as_of": manifest["as_of"] or "no limit",
                "content": manifest["content"],
                ROW_COUNT: sum(manifest["tables"].values()),
                "rows_by_table": dg.MetadataValue.json(manifest["tables"]),
                "verdicts": dg.MetadataValue.json(manifest["verdicts"]),
                "notices": dg.MetadataValue.md("\n\n".join(both(said.text_es, said.text_en) for said in outcome.notices)),
                "folder": dg.MetadataValue.path(outcome.publication.folder),
                "report_es": dg.MetadataValue.path(f"{outcome.report}/es/index.html"),
                "report_en": dg.MetadataValue.path(f"{outcome.report}/en/index.html"),
            },
        )

    return publish


def _release_spec(released: Sequence[dg.AssetKey]) -> dg.AssetSpec:
    return dg.AssetSpec(
        RELEASE,
        deps=released,
        group_name="release",
        owners=[HOUSE],
        kinds={"duckdb", "parquet", "excel"},
        description=both(
            "La publicación vigente: base DuckDB de solo lectura, Parquet, CSV y XLSX, e informe de calidad en dos idiomas. "
            "Si la compuerta rechaza la corrida, este activo falla y la publicación anterior queda como estaba.",
            "The current release: read-only DuckDB file, Parquet, CSV and XLSX, and the bilingual quality report. "
            "When the gate refuses, this asset fails and the release before it stands.",
        ),
        # The daily run starts at six; an hour later its release must stand.
        freshness_policy=dg.FreshnessPolicy.cron(
            deadline_cron="0 7 * * *", lower_bound_delta=timedelta(hours=1), timezone=LIMA.key
        ),
    )


@dg.asset_check(
    asset=RELEASE,
    name="published_within_26_hours",
    description=both(
        "La última corrida que publicó, o confirmó que no había nada nuevo, terminó hace menos de 26 horas.",
        "The last run that released, or found nothing new, ended less than 26 hours ago; runs of `csad run` count.",
    ),
    pool=WRITER_POOL,
)
def publication_is_recent() -> dg.AssetCheckResult:
    """Reads the ledger of runs, so that a release made without Dagster counts as well."""
    good = [run for run in last_runs(Settings()) if run["outcome"] in ("released", "unchanged")]
    ended_at = good[0]["finished_at"].replace(tzinfo=UTC) if good else None
    is_recent = ended_at is not None and datetime.now(UTC) - ended_at < LATE_AFTER
    return dg.AssetCheckResult(
        passed=is_recent,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"last_good_run": good[0]["run_id"], "ended_at": dg.MetadataValue.timestamp(ended_at)} if ended_at else {},
    )
