"""Folders that only look like releases, for what is done with whole releases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orchestration.settings import Settings


@pytest.fixture
def shelf(tmp_path: Path) -> Settings:
    settings = Settings(home=tmp_path, keep_releases=3)
    for number in range(1, 7):
        folder = settings.releases / f"2026010{number}T000000Z-aaaaaaaa"
        folder.mkdir(parents=True)
        (folder / "release.json").write_text(json.dumps({"release_id": folder.name}), encoding="utf-8")
        (folder / "csad_marts.duckdb").write_bytes(b"")
        (folder / "csad_marts.duckdb").chmod(0o444)
    return settings
