"""The whole graph of one project: assets, checks, the daily job and its schedule."""

from __future__ import annotations

import dagster as dg

from orchestration.building.rules import project_rules
from orchestration.defs.dbt_graph import dbt_graph, read_manifest
from orchestration.defs.quality import ledger_assets, rule_checks
from orchestration.defs.raw import raw_assets
from orchestration.defs.release import publication_is_recent, release_assets
from orchestration.defs.warehouse_run import WarehouseRun
from orchestration.settings import LIMA, RELEASED_SCHEMAS, Settings


def definitions(settings: Settings) -> dg.Definitions:
    """Everything Dagster sees, from the contracts, the dbt project and the rules that ``settings`` name."""
    manifest = read_manifest(settings)
    rules = project_rules(settings.rules)
    models = dbt_graph(manifest)
    ledger = ledger_assets(manifest, rules)
    released = sorted(key for key in (*models.keys, *ledger.keys) if key.path[0] in RELEASED_SCHEMAS)
    daily = dg.define_asset_job(
        "daily",
        # With the assets go the checks on them.
        selection=dg.AssetSelection.all(),
        description="Load what is new, build, judge every rule, release what may be released. The same as `csad run`.",
        executor_def=dg.in_process_executor,
    )
    at_six = dg.ScheduleDefinition(
        name="daily_at_six",
        job=daily,
        cron_schedule="0 6 * * *",
        execution_timezone=LIMA.key,
        description="Every day at 06:00 in Lima.",
        # Whoever starts the daemon wants the daily run; a run with nothing new changes nothing.
        default_status=dg.DefaultScheduleStatus.RUNNING,
    )
    return dg.Definitions(
        assets=[*raw_assets(manifest), models, ledger, release_assets(manifest, released)],
        asset_checks=[rule_checks(rules), publication_is_recent],
        jobs=[daily],
        schedules=[at_six],
        resources={"warehouse": WarehouseRun()},
        # Every step of the multiprocess executor imports dbt and Great Expectations anew (docs/adr/0005).
        executor=dg.in_process_executor,
    )
