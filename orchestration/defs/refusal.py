"""A refused gate as Dagster shows it: the step fails, in the words of the report."""

from __future__ import annotations

import dagster as dg

from orchestration.defs.warehouse_run import WarehouseRun
from orchestration.stages.run import release_stage


def refused(warehouse: WarehouseRun) -> dg.Failure:
    """End a run that has refusals: its report is written, ``current`` stays, and the step fails with the first reasons."""
    outcome = warehouse.outcome
    if outcome.report is None:
        release_stage(warehouse.settings, outcome)
    shown = outcome.refusals[:10]
    return dg.Failure(
        description="Nothing was released; the current release stands.\n" + "\n".join(refusal.text_en for refusal in shown),
        metadata={
            "run_id": outcome.run_id,
            "report_es": dg.MetadataValue.path(f"{outcome.report}/es/index.html"),
            "report_en": dg.MetadataValue.path(f"{outcome.report}/en/index.html"),
            "refusals": len(outcome.refusals),
            "reasons_es": dg.MetadataValue.md("\n".join(f"- {refusal.text_es}" for refusal in shown)),
            "reasons_en": dg.MetadataValue.md("\n".join(f"- {refusal.text_en}" for refusal in shown)),
        },
        allow_retries=False,
    )
