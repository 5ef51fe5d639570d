"""Pruning of old releases and the swap of ``current``, on folders that only look like releases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orchestration.releasing.release import _prune, current_release_id, releases, swap_current
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


def names(settings: Settings) -> list[str]:
    return sorted(path.name[:8] for path in settings.releases.iterdir())


def test_the_newest_releases_are_kept(shelf: Settings) -> None:
    swap_current(shelf, "20260106T000000Z-aaaaaaaa")
    _prune(shelf)
    assert names(shelf) == ["20260104", "20260105", "20260106"]


def test_the_current_release_is_never_pruned(shelf: Settings) -> None:
    swap_current(shelf, "20260101T000000Z-aaaaaaaa")
    _prune(shelf)
    assert names(shelf) == ["20260101", "20260104", "20260105", "20260106"]
    assert current_release_id(shelf) == "20260101T000000Z-aaaaaaaa"


def test_a_swap_is_one_step_and_an_unknown_release_is_refused(shelf: Settings) -> None:
    swap_current(shelf, "20260102T000000Z-aaaaaaaa")
    with pytest.raises(FileNotFoundError, match="no such release: 2030"):
        swap_current(shelf, "2030")
    assert shelf.current.readlink() == Path("releases/20260102T000000Z-aaaaaaaa")
    assert [path.name for path in shelf.home.glob(".current*")] == []


def test_before_the_first_release_there_is_no_current_one(tmp_path: Path) -> None:
    assert current_release_id(Settings(home=tmp_path)) is None
    assert releases(Settings(home=tmp_path)) == []


def test_a_current_link_to_a_release_that_was_deleted_counts_as_none(shelf: Settings) -> None:
    swap_current(shelf, "20260102T000000Z-aaaaaaaa")
    (shelf.releases / "20260102T000000Z-aaaaaaaa" / "release.json").unlink()
    assert current_release_id(shelf) is None
