"""After a power cut a dead run is failed and the run behind it goes on: monitoring asks whether anybody holds the run lock."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import dagster as dg
import pytest
from dagster._core.storage.dagster_run import DagsterRunStatus
from dagster._daemon.monitoring.run_monitoring import execute_run_monitoring_iteration

from orchestration.defs import run_launcher, serve
from orchestration.settings import Settings
from orchestration.stages.run_lock import only_run


@dg.job
def daily() -> None:
    """A job without steps: only the record of its run is looked at."""


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dg.DagsterInstance]:
    monkeypatch.setenv("CSAD_HOME", str(tmp_path))
    folder = serve.dagster_home(Settings(home=tmp_path))
    with dg.DagsterInstance.from_config(str(folder)) as made:
        yield made


def started(instance: dg.DagsterInstance) -> str:
    """A run that Dagster saw start, and whose process is gone without a word."""
    run = instance.create_run_for_job(daily, status=DagsterRunStatus.STARTED)
    instance.report_dagster_event(dg.DagsterEvent("PIPELINE_START", "daily"), run.run_id)
    return run.run_id


def status_after_a_look(instance: dg.DagsterInstance, run_id: str) -> str:
    workspace: Any = Mock(instance=instance)
    assert [error for error in execute_run_monitoring_iteration(workspace, logging.getLogger("test")) if error] == []
    run = instance.get_run_by_id(run_id)
    assert run is not None
    return run.status.value


def test_a_run_is_dead_when_it_is_not_young_and_nobody_holds_the_lock(
    instance: dg.DagsterInstance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_id = started(instance)
    assert status_after_a_look(instance, run_id) == "STARTED", "it may still be importing what its steps need"
    later = time.time() + 600
    monkeypatch.setattr(run_launcher.time, "time", lambda: later)
    with only_run(Settings(home=tmp_path)):
        assert status_after_a_look(instance, run_id) == "STARTED"
    assert status_after_a_look(instance, run_id) == "FAILURE"


def test_the_instance_watches_its_runs(instance: dg.DagsterInstance) -> None:
    assert isinstance(instance.run_launcher, run_launcher.WatchedRunLauncher)
    assert instance.run_monitoring_enabled
    assert 3600 <= instance.run_monitoring_max_runtime_seconds < 24 * 3600
    assert instance.run_monitoring_poll_interval_seconds <= 60
