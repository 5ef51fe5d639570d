"""An installed wheel holds all that ``csad`` needs, and runs in any folder without Dagster.

The wheel is built from a copy of the rooms by the project's own build backend, and is unpacked as pip would unpack it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from scenario import Warehouse

from orchestration.settings import PROJECT_ROOT

ROOMS = ("sources", "orchestration", "expectations", "reports", "dbt_project")
# Of the clone, not of an installation: what the linter needs, and what Python and dbt write while they run.
NOT_SHIPPED = shutil.ignore_patterns("sqlfluff_library", "target", "logs", ".user.yml", "__pycache__", "build", "*.egg-info")
# The modules are blocked, so an import anywhere would fail.
WITHOUT_DAGSTER = (
    "import sys\n"
    "for name in ('dagster', 'dagster_dbt', 'dagster_webserver', 'dagster_shared'):\n"
    "    sys.modules[name] = None\n"
    "from orchestration.commands.cli import main\n"
    "main()\n"
)


@pytest.fixture(scope="module")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the rooms and of what describes the package."""
    folder = tmp_path_factory.mktemp("clone")
    for room in ROOMS:
        shutil.copytree(PROJECT_ROOT / room, folder / room, ignore=NOT_SHIPPED)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(PROJECT_ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def installed(rooms: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked wheel."""
    wheels, site = tmp_path_factory.mktemp("wheels"), tmp_path_factory.mktemp("site")
    source = tmp_path_factory.mktemp("build") / "csad-warehouse"
    shutil.copytree(rooms, source)
    build = f"from setuptools import build_meta; build_meta.build_wheel({str(wheels)!r})"
    subprocess.run([sys.executable, "-c", build], cwd=source, capture_output=True, check=True)  # noqa: S603  # our own interpreter
    (wheel,) = wheels.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    return site


def _files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for room in ROOMS
        for path in (folder / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_every_file_of_the_rooms(rooms: Path, installed: Path) -> None:
    assert len(_files(rooms)) > 300
    assert _files(rooms) - _files(installed) == set()


def test_an_installed_wheel_runs_in_an_empty_folder_without_dagster(installed: Path, base: Warehouse, tmp_path: Path) -> None:
    packaged = _files(installed)
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("CSAD_", "PYTHON"))}
    done = subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, "-P", "-c", WITHOUT_DAGSTER, "run", "--json"],
        cwd=tmp_path,
        env={**variables, "PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    # The id of a release ends with the mark of its content: the wheel releases what the clone releases.
    assert base.outcome
    assert base.outcome.publication
    assert said["release_id"].rpartition("-")[2] == base.outcome.publication.release_id.rpartition("-")[2]
    assert (tmp_path / "var" / "home" / "current" / "csad_marts.duckdb").is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["var"]
    # Nothing is written beside the packages: an installation may be read-only.
    assert _files(installed) == packaged
