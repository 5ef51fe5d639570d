"""Imports point one way and in no circle, also inside a room and inside orchestration; only the graph knows Dagster."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from orchestration.settings import PROJECT_ROOT

ROOMS = ("sources", "expectations", "reports", "orchestration")
# The rooms of orchestration from the ground up: each imports rooms that stand before it, and no other. ``outcome`` is the record
# that a run fills: it stands after the rooms whose results it names. Rooms of one line know nothing of each other.
ORDER = (
    {"settings"},
    {"building"},
    {"loading"},
    {"engine", "decisions", "work_lists"},
    {"outcome"},
    {"report_payload"},
    {"releasing"},
    {"stages"},
    {"upkeep"},
    {"commands", "defs"},
)
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


def _module(path: Path) -> str:
    return ".".join(path.relative_to(PROJECT_ROOT).with_suffix("").parts).removesuffix(".__init__")


def _arrows(room: str) -> dict[str, set[str]]:
    """Every module of a room with the modules of the room that it imports, for types alone as well."""
    modules = {_module(path): path for path in _files(room)}
    arrows: dict[str, set[str]] = {}
    for module, path in modules.items():
        names: set[str] = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                # «from sources import tables» imports a module; any other name is one of the module that is named.
                members = {f"{node.module}.{alias.name}" for alias in node.names}
                names |= {member if member in modules else str(node.module) for member in members}
        arrows[module] = (names & set(modules)) - {module}
    return arrows


def _circle(arrows: dict[str, set[str]]) -> list[str]:
    """One circle of imports, as the way around it; empty when there is none."""
    done: set[str] = set()

    def walk(module: str, way: list[str]) -> list[str]:
        if module in way:
            return [*way[way.index(module) :], module]
        if module in done:
            return []
        for following in sorted(arrows[module]):
            if circle := walk(following, [*way, module]):
                return circle
        done.add(module)
        return []

    return next((circle for module in sorted(arrows) if (circle := walk(module, []))), [])


def _step(module: str) -> int:
    """The place in the order of the room of a module of orchestration."""
    name = module.split(".")[1]
    places = [place for place, rooms in enumerate(ORDER) if name in rooms]
    assert places, f"{name} is no room of the order: give it its place in ORDER"
    return places[0]


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


@pytest.mark.parametrize("room", ROOMS)
def test_no_import_runs_in_a_circle(room: str) -> None:
    arrows = _arrows(room)
    assert sum(map(len, arrows.values())) > 5
    assert _circle(arrows) == []


def test_a_circle_would_be_found() -> None:
    assert _circle({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}) == ["b", "c", "b"]
    assert _circle({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


def test_the_rooms_of_orchestration_import_one_way() -> None:
    upward = {
        (module, imported)
        for module, names in _arrows("orchestration").items()
        for imported in names
        if module != "orchestration" and imported != "orchestration"
        if module.split(".")[1] != imported.split(".")[1] and _step(imported) >= _step(module)
    }
    assert upward == set()


@pytest.mark.parametrize("arguments", [["--help"], ["status"], ["releases"]])
def test_the_command_works_where_dagster_is_missing(arguments: list[str], tmp_path: Path) -> None:
    """The modules are blocked, so an import anywhere would fail. The run itself is tested so in test_as_of and test_wheel."""
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
