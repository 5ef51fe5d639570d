"""The release of the published extracts, and copies of it in which a test may plant a fault."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from scenario import Warehouse


@pytest.fixture(scope="session")
def release(base: Warehouse) -> Path:
    """Its folder. Read it; change nothing in it."""
    return base.settings.current.resolve()


@pytest.fixture
def broken(release: Path, tmp_path: Path) -> Callable[[str, str, str], Path]:
    """Copy the files of the release with ``old`` replaced by ``new`` once in the file ``name``."""

    def make(name: str, old: str, new: str) -> Path:
        folder = tmp_path / "release"
        shutil.copytree(release, folder, ignore=shutil.ignore_patterns("*.duckdb", "report", "data_docs"))
        text = (folder / name).read_bytes().decode()
        assert old in text, f"{old!r} is not in {name}"
        (folder / name).chmod(0o644)
        (folder / name).write_bytes(text.replace(old, new, 1).encode())
        return folder

    return make
