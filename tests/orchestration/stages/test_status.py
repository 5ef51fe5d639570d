"""How the runs went is told at any time: looking stops no run, and a run that was killed is on record as such."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from scenario import Warehouse

from orchestration.loading import warehouse
from orchestration.loading.warehouse import open_warehouse
from orchestration.outcome import AnotherRun, Outcome, new_run_id
from orchestration.settings import PROJECT_ROOT, Settings
from orchestration.stages.run_lock import is_running, only_run
from orchestration.stages.status import last_runs, on_record

RUN = "import sys; sys.argv = ['csad', 'run', '--json']; from orchestration.commands.cli import main; main()"


@contextmanager
def run_beside(settings: Settings) -> Iterator[subprocess.Popen[str]]:
    """``csad run`` in a process of its own, killed at the end if it is still there."""
    folders = {"CSAD_HOME": str(settings.home), "CSAD_LANDING": str(settings.landing)}
    command = [sys.executable, "-c", RUN]
    with subprocess.Popen(command, cwd=PROJECT_ROOT, env=folders, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            yield process
        finally:
            process.kill()


def outcomes(settings: Settings) -> list[str]:
    return [run["outcome"] for run in last_runs(settings)]


def test_status_beside_a_run_neither_fails_nor_stops_the_run(scenario: Callable[..., Warehouse]) -> None:
    home = scenario("watched")
    with run_beside(home.settings) as killed:
        while killed.poll() is None and outcomes(home.settings)[0] != "running":
            time.sleep(0.05)
    assert outcomes(home.settings) == ["unfinished", "released"]

    seen = set()
    with run_beside(home.settings) as process:
        while process.poll() is None:
            status = home.command("status", "--json")
            assert status.exit_code == 0, status.output
            seen.add(json.loads(status.stdout)["runs"][0]["outcome"])
        said = process.stdout.read() if process.stdout else ""
    assert process.returncode == 0, said
    assert "running" in seen
    assert outcomes(home.settings)[:2] == [json.loads(said)["outcome"], "unfinished"]


def outcome_of(minute: int) -> Outcome:
    started_at = datetime(2026, 11, 27, 11, minute, tzinfo=UTC)
    return Outcome(new_run_id(started_at), started_at, None, None, None)  # type: ignore[arg-type]  # the record asks none of these


def test_a_run_that_raises_is_on_record_with_its_fault(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with pytest.raises(OSError, match="disk full"), on_record(settings, outcome_of(1)):
        raise OSError("disk full")
    with on_record(settings, outcome_of(2)):
        pass
    assert [(run["outcome"], run["fault"]) for run in last_runs(settings)] == [
        ("unfinished", ""),
        ("unfinished", "OSError: disk full"),
    ]


def test_a_line_that_a_power_cut_left_swallows_no_other(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    for minute in (1, 2):
        with on_record(settings, outcome_of(minute)):
            pass
        with settings.run_record.open("a", encoding="utf-8") as stream:
            stream.write('{"run_id": "2026')
    assert len(last_runs(settings)) == 2
    assert last_runs(settings.model_copy(update={"engine": "spark"})) == []


def test_only_the_run_that_holds_the_lock_is_under_way(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    assert not is_running(settings)
    with only_run(settings), on_record(settings, outcome_of(1)):
        assert is_running(settings)
        assert outcomes(settings) == ["running"]
        with pytest.raises(AnotherRun), only_run(settings):
            pass
    assert not is_running(settings)


READER = "import duckdb, sys, time; c = duckdb.connect(sys.argv[1], read_only=True); print('open', flush=True); time.sleep({})"


@contextmanager
def reader_of(path: Path, seconds: float) -> Iterator[None]:
    """Another process that holds the database open to read it."""
    command = [sys.executable, "-c", READER.format(seconds), str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603  # our own interpreter
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield
        process.kill()


def test_the_writer_waits_for_somebody_who_looks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "build.duckdb"
    with open_warehouse(path) as connection:
        connection.execute("create table t as select 1 as n")
    with reader_of(path, 0.5), open_warehouse(path) as connection:
        connection.execute("insert into t values (2)")
    monkeypatch.setattr(warehouse, "WRITER_PATIENCE_SECONDS", 0.2)
    with reader_of(path, 60), pytest.raises(duckdb.IOException, match="lock"), open_warehouse(path):
        pass
