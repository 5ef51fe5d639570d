"""When dbt must build again, and when it may add to what stands."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from orchestration.building.last_build import BuildKey, build_key, create_last_build, forget_build, last_build, remember_build
from orchestration.loading.warehouse import create_raw_schema, open_warehouse, set_scope
from orchestration.settings import Settings


def key_on(home: Path, day: datetime, published_on: str, last_day: str) -> str:
    settings = Settings(home=home)
    with open_warehouse(settings.build_database) as connection:
        create_raw_schema(connection)
        connection.execute("delete from raw.delivery")
        connection.execute(
            """insert into raw.delivery (delivery_id, load_number, publisher, dataset, file_name, sha256, size_bytes, status,
                   published_on, published_on_date, rows_read, loaded_at)
               values ('d', 1, 'corah', 'eradication_bulletin', 'f', 's', 1, 'loaded', ?, ?, 1, now())""",
            [published_on, last_day],
        )
        set_scope(connection, "run", None, day)
        return build_key(connection, settings).whole


@pytest.mark.parametrize(
    ("published_on", "last_day", "is_built_again"), [("2026", "2026-12-31", True), ("2015-07-15", "2015-07-15", False)]
)
def test_another_day_builds_again_only_what_may_lie_ahead(
    tmp_path: Path, published_on: str, last_day: str, is_built_again: bool
) -> None:
    today, tomorrow = datetime(2026, 11, 23, 12), datetime(2026, 11, 24, 12)
    keys = {key_on(tmp_path, day, published_on, last_day) for day in (today, tomorrow)}
    assert (len(keys) == 2) is is_built_again
    assert key_on(tmp_path, today, published_on, last_day) in keys


LAST = BuildKey("models", {"one": "a", "two": "b"})


@pytest.mark.parametrize(
    ("now", "only_adds"),
    [
        (BuildKey("models", {"one": "a", "two": "b", "three": "c"}), True),
        (LAST, True),
        (BuildKey("models", {"one": "a", "two": "described otherwise", "three": "c"}), False),
        (BuildKey("models", {"one": "a", "three": "c"}), False),
        (BuildKey("other models", {"one": "a", "two": "b", "three": "c"}), False),
    ],
)
def test_only_arrivals_are_added_to_what_stands(now: BuildKey, only_adds: bool) -> None:
    assert now.only_adds_to(LAST) is only_adds


def test_a_build_is_remembered_until_the_next_begins(tmp_path: Path) -> None:
    with open_warehouse(tmp_path / "build.duckdb") as connection:
        connection.execute("create schema raw")
        create_last_build(connection)
        assert last_build(connection) is None
        remember_build(connection, LAST)
        assert last_build(connection) == LAST
        forget_build(connection, afresh=False)
        assert last_build(connection) is None
        assert connection.execute("select count(*) from raw.built_delivery").fetchone() == (2,)
        forget_build(connection, afresh=True)
        assert connection.execute("select count(*) from raw.built_delivery").fetchone() == (0,)


def test_the_registry_belongs_to_what_stands(tmp_path: Path) -> None:
    """Every row is read by its names: another registry is no arrival that could be added."""
    settings = Settings(home=tmp_path)
    with open_warehouse(settings.build_database) as connection:
        create_raw_schema(connection)
        set_scope(connection, "run", None, datetime(2026, 11, 24))
        before = build_key(connection, settings)
        connection.execute(
            """insert into raw.delivery (delivery_id, load_number, publisher, dataset, file_name, sha256, size_bytes, status,
                   rows_read, loaded_at)
               values ('r', 1, 'registry', 'territories', 'f', 's', 1, 'loaded', 1, now())"""
        )
        assert not build_key(connection, settings).only_adds_to(before)
