"""What ``make serve`` starts: an instance that remembers, on this machine only. Dagster itself is not started here."""

from __future__ import annotations

import os
from pathlib import Path

import dagster as dg
import pytest

from orchestration.defs import serve
from orchestration.settings import PROJECT_ROOT, Settings


def test_the_instance_sends_nothing_and_has_one_writer(tmp_path: Path) -> None:
    folder = serve.dagster_home(Settings(home=tmp_path))
    assert folder == tmp_path / "dagster"
    with dg.DagsterInstance.from_config(str(folder)) as instance:
        assert not instance.telemetry_enabled
        assert not instance.is_ephemeral
        pools = instance.get_concurrency_config().pool_config
        assert (pools.default_pool_limit, pools.pool_granularity.value) == (1, "run")  # type: ignore[union-attr]
        assert (folder / "storage").is_dir()


def test_the_history_survives_a_new_start(tmp_path: Path) -> None:
    kept = serve.dagster_home(Settings(home=tmp_path)) / "storage" / "kept.txt"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text("history", encoding="utf-8")
    serve.dagster_home(Settings(home=tmp_path))
    assert kept.read_text(encoding="utf-8") == "history"


def test_serving_stays_on_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command is ours to the last word: loopback, the port asked for, the settings in force."""
    started: dict[str, object] = {}

    def execve(path: str, command: list[str], variables: dict[str, str]) -> None:
        started.update(path=path, command=command, variables=variables, folder=Path.cwd())

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CSAD_HOME", "relative/home")
    monkeypatch.setattr("sys.argv", ["serve", "--port", "3999"])
    monkeypatch.setattr(os, "execve", execve)
    serve.main()
    command, variables = started["command"], started["variables"]
    assert isinstance(command, list)
    assert command[-4:] == ["--host", "127.0.0.1", "--port", "3999"]
    assert isinstance(variables, dict)
    assert variables["CSAD_HOME"] == str(tmp_path / "relative" / "home")
    assert variables["DAGSTER_HOME"] == str(tmp_path / "relative" / "home" / "dagster")
    assert started["folder"] == PROJECT_ROOT
