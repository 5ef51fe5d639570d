"""Pruning of old releases and the swap of ``current``, on folders that only look like releases."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.releasing.shelf import current_release_id, prune, releases, swap_current
from orchestration.settings import Settings


def names(settings: Settings) -> list[str]:
    return sorted(path.name[:8] for path in settings.releases.iterdir())


def test_the_newest_releases_are_kept(shelf: Settings) -> None:
    swap_current(shelf, "20260106T000000Z-aaaaaaaa")
    prune(shelf)
    assert names(shelf) == ["20260104", "20260105", "20260106"]


def test_the_current_release_is_never_pruned(shelf: Settings) -> None:
    swap_current(shelf, "20260101T000000Z-aaaaaaaa")
    prune(shelf)
    assert names(shelf) == ["20260101", "20260104", "20260105", "20260106"]
    assert current_release_id(shelf) == "20260101T000000Z-aaaaaaaa"


def test_a_swap_is_one_step_and_an_unknown_release_is_refused(shelf: Settings) -> None:
    swap_current(shelf, "20260102T000000Z-aaaaaaaa")
    with pytest.raises(FileNotFoundError, match="no such release: 2030"):
        swap_current(shelf, "2030")
    assert shelf.current.readlink() == Path("releases/20260102T000000Z-aaaaaaaa")
    assert [path.name for path in shelf.home.glob(".current*")] == []


@pytest.mark.parametrize("place", ["../../../evil", "../releases/20260102T000000Z-aaaaaaaa", ".", "", "/etc"])
def test_a_path_is_no_release(shelf: Settings, place: str) -> None:
    evil = (shelf.releases / place).resolve() / "release.json"
    if not evil.exists() and evil.is_relative_to(shelf.home.parent):
        evil.parent.mkdir(parents=True, exist_ok=True)
        evil.write_text("{}", encoding="utf-8")
    with pytest.raises(FileNotFoundError, match="no such release"):
        swap_current(shelf, place)
    assert not shelf.current.is_symlink()


def test_before_the_first_release_there_is_no_current_one(tmp_path: Path) -> None:
    assert current_release_id(Settings(home=tmp_path)) is None
    assert releases(Settings(home=tmp_path)) == []


def test_a_current_link_to_a_release_that_was_deleted_counts_as_none(shelf: Settings) -> None:
    swap_current(shelf, "20260102T000000Z-aaaaaaaa")
    (shelf.releases / "20260102T000000Z-aaaaaaaa" / "release.json").unlink()
    assert current_release_id(shelf) is None
