"""Imports point one way, and only the graph knows Dagster."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from orchestration.settings import PROJECT_ROOT

ROOMS = ("sources", "expectations", "reports", "orchestration")
GRAPH = PROJECT_ROOT / "orchestration" / "defs"


def _imported(path: Path) -> set[str]:
    """Names of the modules a file imports, at its head or inside a function."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides where it points"
            names.add(str(node.module))
    return names


def _files(room: str) -> list[Path]:
    files = sorted((PROJECT_ROOT / room).rglob("*.py"))
    assert files, room
    return files


@pytest.mark.parametrize("room", ["sources", "expectations", "reports"])
def test_a_room_imports_no_other(room: str) -> None:
    others = {other for other in ROOMS if other != room}
    for path in _files(room):
        assert not {name.split(".")[0] for name in _imported(path)} & others, path


@pytest.mark.parametrize("room", ROOMS)
def test_only_the_graph_imports_dagster(room: str) -> None:
    for path in _files(room):
        knows = {name for name in _imported(path) if name.split(".")[0].startswith("dagster")}
        assert not knows or GRAPH in path.parents, path


def test_nothing_but_the_graph_imports_the_graph() -> None:
    for room in ROOMS:
        for path in _files(room):
            inner = {name for name in _imported(path) if name.startswith("orchestration.defs")}
            assert not inner or GRAPH in path.parents, path


@pytest.mark.parametrize("arguments", [["--help"], ["status"], ["releases"]])
def test_the_command_works_where_dagster_is_missing(arguments: list[str], tmp_path: Path) -> None:
    """The modules are blocked, so an import anywhere would fail; `csad run` is tried so in test_wheel.py."""
    blocked = (
        "import sys\n"
        "for name in ('dagster', 'dagster_dbt', 'dagster_webserver', 'dagster_shared'):\n"
        "    sys.modules[name] = None\n"
        "from orchestration.commands.cli import main\n"
        "sys.argv[0] = 'csad'\n"
        "main()\n"
    )
    folders = {"CSAD_HOME": str(tmp_path / "home")}
    done = subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, "-c", blocked, *arguments], cwd=PROJECT_ROOT, env=folders, capture_output=True, text=True, check=False
    )
    assert "ModuleNotFoundError" not in done.stderr
    assert done.returncode == 0, done.stderr
