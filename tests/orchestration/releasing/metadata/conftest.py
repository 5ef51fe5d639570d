"""Releases whose metadata the tests read: a small one of known values, the same as demonstration, and that of the extracts."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from scenario import Warehouse
from small_release import TEXTS, write_small_release

from orchestration.building.descriptions import built_texts
from orchestration.releasing.metadata import write_metadata

ISSUED = date(2026, 11, 24)


def _described(folder: Path, *, demonstration: bool) -> Path:
    write_metadata(write_small_release(folder), "R1", ISSUED, TEXTS, demonstration=demonstration)
    return folder


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small release with its metadata."""
    return _described(tmp_path_factory.mktemp("small"), demonstration=False)


@pytest.fixture(scope="session")
def small_demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same release, told to be a demonstration."""
    return _described(tmp_path_factory.mktemp("small-demonstration"), demonstration=True)


@pytest.fixture(scope="session")
def released(base: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the release of the published extracts, described anew."""
    source, folder = base.settings.current.resolve(), tmp_path_factory.mktemp("released")
    shutil.copyfile(source / "csad_marts.duckdb", folder / "csad_marts.duckdb")
    shutil.copyfile(source / "datapackage.json", folder / "datapackage.json")
    for kind in ("csv", "parquet", "xlsx"):
        shutil.copytree(source / kind, folder / kind)
    write_metadata(folder, source.name, ISSUED, built_texts(base.settings), demonstration=False)
    return folder
