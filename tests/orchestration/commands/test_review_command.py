"""What a review found in the command: outside texts as markup, ids cut at 80 columns, as-of runs, empty landings, licences."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from rich.console import Console
from scenario import Warehouse
from typer.testing import CliRunner, Result

from orchestration.commands import cli, printed
from orchestration.commands.cli import app
from orchestration.releasing.trace import trace

# Closing what was never opened is an error in rich markup; a name of a colour would vanish.
HOSTILE = "[/b] [red] :smile: [/"
NARROW = {"COLUMNS": "80"}


def csad(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(app, list(arguments), env={**NARROW, **environment}, catch_exceptions=False)


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_trace_prints_what_files_say_as_it_is(base: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    (value,) = trace(base.settings, "COCA-AREA", None, "2014")
    names = ("file", "sheet", "column", "title", "citation", "role", "unit", "delivery_id")
    source = replace(value.sources[0], **dict.fromkeys(names, HOSTILE))
    named = dict.fromkeys(("territory_name", "period", "note_es", "unit", "verdict", "indicator_code"), HOSTILE)
    hostile = replace(value, **named, sources=(source,))
    monkeypatch.setattr("orchestration.releasing.trace.trace", lambda *_: [hostile])
    result = csad("trace", "COCA-AREA", CSAD_HOME=str(base.settings.home))
    assert result.exit_code == 0
    assert squeezed(result.stdout).count(HOSTILE) == 14


@pytest.mark.parametrize("command", [["status"], ["releases"], ["trace", "X"], ["rollback", HOSTILE]])
def test_a_home_may_have_any_name(tmp_path: Path, command: list[str]) -> None:
    home = tmp_path / "[" / "x]" / "[bold]"
    result = csad(*command, CSAD_HOME=str(home))
    assert result.exit_code in (0, 2)
    if command == ["status"]:
        assert f"({home}/current)" in result.stdout
    if command[0] == "rollback":
        assert HOSTILE in squeezed(result.stderr)


def test_the_table_of_runs_prints_what_the_ledger_holds(base: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("as_of_date", "outcome", "release_id", "deliveries_new", "deliveries_refused")
    entry = {"started_at": datetime(2026, 1, 1), **dict.fromkeys(names, "[/b]"), "fault": ""}
    monkeypatch.setattr("orchestration.stages.status.last_runs", lambda _: [entry])
    assert csad("status", CSAD_HOME=str(base.settings.home)).stdout.count("[/b]") == len(names)


def test_the_progress_line_prints_the_name_of_a_file_as_it_is() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=80)
    with console.status("starting") as line:
        progress = printed.RichProgress(line)
        progress.stage(HOSTILE)
        progress.detail(HOSTILE)
        console.print(line.renderable)
    written = console.file
    assert isinstance(written, io.StringIO)
    assert f"{HOSTILE}: {HOSTILE}" in written.getvalue()


def test_a_fault_and_a_lock_are_told_as_they_are(
    base: Warehouse, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise ValueError(HOSTILE)

    monkeypatch.setattr(cli, "app", fail)
    with pytest.raises(SystemExit):
        cli.main()
    printed.print_busy(RuntimeError(HOSTILE))
    assert squeezed(capsys.readouterr().err).count(HOSTILE) == 2


@pytest.mark.parametrize("command", ["releases", "status"])
def test_ids_are_whole_at_80_columns(base: Warehouse, command: str) -> None:
    name = base.settings.current.readlink().name
    lines = csad(command, CSAD_HOME=str(base.settings.home)).stdout.splitlines()
    assert any(re.search(rf"│ {re.escape(name)} │", line) for line in lines)


def test_an_empty_landing_in_a_new_home_is_2_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "landing").mkdir()
    (tmp_path / "landing" / "Thumbs.db").write_bytes(b"")
    result = csad("run", CSAD_HOME=str(tmp_path / "home"), CSAD_LANDING=str(tmp_path / "landing"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no data file in" in squeezed(result.stderr)
    assert not (tmp_path / "home").exists()


def test_the_data_package_grants_nothing_in_the_name_of_the_publishers(base: Warehouse) -> None:
    package = json.loads((base.settings.current / "datapackage.json").read_text(encoding="utf-8"))
    (licence,) = package["licenses"]
    assert re.fullmatch(r"[-a-zA-Z0-9._]+", licence["name"])
    assert licence["name"] == "notspecified"
    assert licence["title"] == (
        "Figures keep their publishers' terms (core.dim_vintage.licence); tables and descriptions CC-BY-4.0"
    )
    assert base.released("select count(*) from core.dim_vintage where licence is null or licence = ''") == [(0,)]
