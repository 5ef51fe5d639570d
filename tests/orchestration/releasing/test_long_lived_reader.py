"""The recipe of docs/bi.md for a reader that stays connected, on two files that only look like releases."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.releasing.identity import write_identity
from orchestration.releasing.shelf import swap_current
from orchestration.settings import DATABASE, PROJECT_ROOT, Settings

OLD, NEW = "20260101T000000Z-aaaaaaaa", "20260106T000000Z-bbbbbbbb"


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    """Two releases that differ in one figure; the older one is the current one."""
    settings = Settings(home=tmp_path)
    for number, release_id in enumerate((OLD, NEW)):
        folder = settings.releases / release_id
        folder.mkdir(parents=True)
        (folder / "release.json").write_text(json.dumps({"release_id": release_id}), encoding="utf-8")
        with duckdb.connect(str(folder / DATABASE)) as connection:
            connection.execute(f"create table figure as select {number} as value")
        write_identity(folder / DATABASE, release_id, date(2026, 1, 1), None, f"digest {number}")
    swap_current(settings, OLD)
    return settings


@pytest.fixture
def recipe() -> dict[str, Callable[..., Any]]:
    """The functions that the document defines, as it prints them."""
    text = (PROJECT_ROOT / "docs" / "bi.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(import json.*?)```", text, flags=re.DOTALL)
    functions: dict[str, Any] = {}
    exec(code, functions)  # noqa: S102  # our own document
    return functions


def figure(connection: duckdb.DuckDBPyConnection) -> list[tuple[int]]:
    return connection.execute("select value from figure").fetchall()


def test_the_recipe_tells_an_old_release_and_gets_the_new_one_beside_it(
    home: Settings, recipe: dict[str, Callable[..., Any]]
) -> None:
    careless = duckdb.connect(str(home.current / DATABASE), read_only=True)
    with careless, recipe["connected"](home.home) as first:
        assert recipe["is_current"](first, home.home)
        swap_current(home, NEW)
        for held in (careless, first):
            assert figure(held) == [(0,)], "who holds a release goes on reading it"
            assert not recipe["is_current"](held, home.home)
        with recipe["connected"](home.home) as again:
            assert figure(again) == [(1,)]
            assert recipe["is_current"](again, home.home)


def test_the_file_of_a_release_says_which_it_is_and_stays_read_only(home: Settings) -> None:
    file = home.releases / NEW / DATABASE
    assert file.stat().st_mode & 0o222 == 0
    with duckdb.connect(str(file), read_only=True) as connection:
        assert connection.execute("select id, day, as_of, digest from release").fetchall() == [
            (NEW, date(2026, 1, 1), None, "digest 1")
        ]
