"""Fixtures that every room shares: the base warehouse, built once, and scenarios that start from it."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

# How long an example takes says how busy the machine is.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

# Whoever calls pytest, and from wherever: the rooms are packages of this folder, and no setting of the caller's applies.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
for _name in [name for name in os.environ if name.startswith("CSAD_")]:
    del os.environ[_name]
# A test writes its files in the moment before it loads them; what has to settle says so itself.
os.environ["CSAD_SETTLE_SECONDS"] = "0"

from planted import plant_bad_rows, plant_layouts, plant_troubles  # noqa: E402
from scenario import Warehouse, copy_of  # noqa: E402

from orchestration.settings import PROJECT_ROOT, Settings  # noqa: E402


@pytest.fixture(scope="session", autouse=True)
def _own_temporary_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Libraries that leave temporary folders behind leave them where pytest cleans up."""
    folder = str(tmp_path_factory.mktemp("tmp"))
    before = os.environ.get("TMPDIR")
    os.environ["TMPDIR"], tempfile.tempdir = folder, folder
    yield
    tempfile.tempdir = None
    if before is None:
        del os.environ["TMPDIR"]
    else:
        os.environ["TMPDIR"] = before


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """The published extracts, loaded, built, checked and released once. Read it; plant nothing in it."""
    warehouse = Warehouse(Settings(home=tmp_path_factory.mktemp("base") / "home"))
    outcome = warehouse.run()
    assert outcome.released, outcome.refusals
    return warehouse


@pytest.fixture(scope="session")
def scenario(base: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Warehouse]:
    """Make a warehouse that starts as a copy of the base one: ``scenario("name", as_of=…)``."""

    def make(name: str, **changed: object) -> Warehouse:
        return copy_of(base, tmp_path_factory.mktemp(name), **changed)

    return make


@pytest.fixture
def own_dbt_project(tmp_path: Path) -> Path:
    """A copy of the dbt project that a test may spoil."""
    shutil.copytree(PROJECT_ROOT / "dbt_project", tmp_path / "dbt_project", ignore=shutil.ignore_patterns("target", "logs"))
    return tmp_path / "dbt_project"


@pytest.fixture(scope="session")
def troubled(scenario: Callable[..., Warehouse], tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """The base warehouse after a run on three troubles that do not touch each other.

    A zone nobody knows, two bulletins that cannot be loaded beside an exception for the late area of coca, and counts of
    fewer than five people.
    """
    registry = tmp_path_factory.mktemp("registry") / "reference"
    warehouse = scenario("troubled", registry=registry)
    plant_troubles(warehouse.settings)
    assert warehouse.command("run").exit_code == 0, warehouse.said
    return warehouse


@pytest.fixture(scope="session")
def planted(scenario: Callable[..., Warehouse]) -> Warehouse:
    """The base warehouse after a run on rows that must be refused and files in every layout."""
    warehouse = scenario("planted")
    plant_bad_rows(warehouse.settings.landing)
    plant_layouts(warehouse.settings.landing)
    warehouse.run()
    return warehouse
