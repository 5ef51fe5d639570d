"""The graph under test: its definitions with a home to run in, and its whole shape as plain data.

Write the shape on record anew with: python tests/orchestration/defs/warehouse_graph.py
"""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from orchestration.settings import Settings

SNAPSHOT = Path(__file__).with_name("graph.txt")


@dataclass
class Graph:
    """Definitions and the home they work in."""

    defs: dg.Definitions
    settings: Settings

    def run(self, *only: str) -> dg.ExecuteInProcessResult:
        """The job ``daily``, or only the assets named, with an instance that is forgotten. Settings come from the environment."""
        with dg.DagsterInstance.ephemeral() as instance, pytest.MonkeyPatch.context() as environment:
            environment.setenv("CSAD_HOME", str(self.settings.home))
            environment.setenv("CSAD_RULES", str(self.settings.rules))
            selection = [dg.AssetKey.from_user_string(key) for key in only] or None
            job = self.defs.resolve_job_def("daily")
            return job.execute_in_process(instance=instance, raise_on_error=False, asset_selection=selection)

    def copied_to(self, folder: Path, **changed: object) -> Graph:
        """The same graph on a copy of its home."""
        shutil.copytree(self.settings.home, folder / "home", symlinks=True)
        return Graph(self.defs, Settings(home=folder / "home", **changed))  # type: ignore[arg-type]


def results_of(run: dg.ExecuteInProcessResult) -> dict[str, dg.AssetCheckEvaluation]:
    """Evaluated checks by ``asset:check``."""
    return {f"{item.asset_key.to_user_string()}:{item.check_name}": item for item in run.get_asset_check_evaluations()}


def metadata_of(run: dg.ExecuteInProcessResult) -> dict[str, dict[str, Any]]:
    """Metadata of what was materialised, by asset."""
    return {
        str(event.asset_key.to_user_string()): {name: value.value for name, value in event.materialization.metadata.items()}
        for event in run.get_asset_materialization_events()
        if event.asset_key
    }


def failure_of(run: dg.ExecuteInProcessResult, step: str) -> str:
    """What a failed step says, with the metadata of its failure."""
    data = next(event.step_failure_data for event in run.get_step_failure_events() if event.step_key == step)
    told = data.user_failure_data
    metadata = {name: value.value for name, value in told.metadata.items()} if told else {}
    return f"{told.description if told else ''} {metadata} {data.error}"


def graph_of(defs: dg.Definitions) -> dict[str, Any]:
    """Assets, checks, jobs, schedules and sensors."""
    graph = defs.resolve_asset_graph()
    repository = defs.get_repository_def()
    checks: dict[str, list[str]] = {}
    for check in sorted(graph.asset_check_keys):
        checks.setdefault(check.asset_key.to_user_string(), []).append(check.name)
    return {
        "assets": {key.to_user_string(): _asset(graph.get(key)) for key in sorted(graph.get_all_asset_keys())},
        "checks": checks,
        "jobs": sorted(name for name in repository.job_names if not name.startswith("__")),
        "schedules": {
            schedule.name: [schedule.job_name, schedule.cron_schedule, schedule.execution_timezone, schedule.default_status.value]
            for schedule in repository.schedule_defs
        },
        "sensors": sorted(sensor.name for sensor in repository.sensor_defs),
    }


def as_text(graph: dict[str, Any]) -> str:
    """One line per asset with what it comes from, one per asset with its checks, then jobs, schedules and sensors."""
    assets = [
        f"{key} [{asset['group']}; {' '.join(asset['kinds'])}; {' '.join(asset['owners'])}] <- {' '.join(asset['upstream'])}"
        for key, asset in graph["assets"].items()
    ]
    checks = [f"checks of {key}: {' '.join(names)}" for key, names in graph["checks"].items()]
    rest = [f"{name}: {json.dumps(graph[name])}" for name in ("jobs", "schedules", "sensors")]
    return "".join(f"{line.rstrip()}\n" for line in (*assets, *checks, *rest))


def _asset(node: Any) -> dict[str, Any]:
    upstream = sorted(parent.to_user_string() for parent in node.parent_keys)
    return {"group": node.group_name, "owners": list(node.owners), "kinds": sorted(node.kinds), "upstream": upstream}


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
    from orchestration.defs.definitions import defs as current

    SNAPSHOT.write_text(as_text(graph_of(current)), encoding="utf-8")
