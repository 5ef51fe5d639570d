"""Starts the runs of ``make serve``, and knows which of them are dead: after a power cut nobody tells Dagster that a run ended.

Dagster's own launcher cannot tell. A dead run would stay STARTED, hold the only place of the writer, and every later 06:00 run
would wait behind it. Run monitoring (``dagster.yaml.template``) asks here, and fails a run whose process is gone.
"""

from __future__ import annotations

import time

import dagster as dg
from dagster._core.launcher import CheckRunHealthResult, WorkerStatus

from orchestration.settings import Settings
from orchestration.stages.run_lock import is_running

# A run holds the run lock from its first step to its last; before the first step its process imports what the steps need.
_UNTIL_FIRST_STEP_SECONDS = 180


class WatchedRunLauncher(dg.DefaultRunLauncher):
    """A started run is alive while somebody holds the run lock, or while it is young."""

    @property
    def supports_check_run_worker_health(self) -> bool:
        return True

    def check_run_worker_health(self, run: dg.DagsterRun) -> CheckRunHealthResult:
        record = self._instance.get_run_record_by_id(run.run_id)
        started = record.start_time if record else None
        is_young = started is None or time.time() - started < _UNTIL_FIRST_STEP_SECONDS
        if is_young or is_running(Settings()):
            return CheckRunHealthResult(WorkerStatus.RUNNING)
        return CheckRunHealthResult(WorkerStatus.FAILED, "the process of the run is gone: nobody holds the run lock")
