"""When dbt must build again, and when it may add to what stands."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from orchestration.building.dbt_build import DbtNode
from orchestration.building.last_build import (
    BuildKey,
    PassedTest,
    arrived_relations,
    build_key,
    create_last_build,
    forget_build,
    last_build,
    passed_tests,
    remember_build,
)
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


FIRST_RUN, SECOND_RUN = datetime(2026, 11, 24, 8), datetime(2026, 11, 25, 8)


def test_a_build_is_remembered_until_the_next_begins(tmp_path: Path) -> None:
    with open_warehouse(tmp_path / "build.duckdb") as connection:
        connection.execute("create schema raw")
        create_last_build(connection)
        assert last_build(connection) is None
        remember_build(connection, LAST, [], FIRST_RUN)
        assert last_build(connection) == LAST
        forget_build(connection, afresh=False)
        assert last_build(connection) is None
        assert connection.execute("select count(*) from raw.built_delivery").fetchone() == (2,)
        forget_build(connection, afresh=True)
        assert connection.execute("select count(*) from raw.built_delivery").fetchone() == (0,)


def test_a_test_that_did_not_run_again_still_stands(tmp_path: Path) -> None:
    """What ran replaces what stood; a build afresh forgets them all; a model is no test."""
    both = [DbtNode("test.a", "pass", 1.0, ""), DbtNode("test.b", "pass", 2.0, ""), DbtNode("model.c", "success", 9.0, "")]
    with open_warehouse(tmp_path / "build.duckdb") as connection:
        connection.execute("create schema raw")
        create_last_build(connection)
        remember_build(connection, LAST, both, FIRST_RUN)
        forget_build(connection, afresh=False)
        remember_build(connection, LAST, [DbtNode("test.b", "pass", 3.0, "")], SECOND_RUN)
        assert passed_tests(connection) == [PassedTest("test.a", 1.0, FIRST_RUN), PassedTest("test.b", 3.0, SECOND_RUN)]
        forget_build(connection, afresh=True)
        assert passed_tests(connection) == []


def record(delivery_id: str, load_number: int, status: str, dataset: str = "eradication_bulletin") -> str:
    return f"""insert into raw.delivery (delivery_id, load_number, publisher, dataset, file_name, sha256, size_bytes, status,
                   rows_read, loaded_at)
               values ('{delivery_id}', {load_number}, 'corah', '{dataset}', 'f', 's', 1, '{status}', 1, now())"""


def test_the_order_of_loading_counts_and_that_of_refusals_does_not(tmp_path: Path) -> None:
    """A file that is sent again as it was is the latest again; a refused file is refused anew in every run."""
    settings = Settings(home=tmp_path)
    with open_warehouse(settings.build_database) as connection:
        create_raw_schema(connection)
        set_scope(connection, "run", None, datetime(2026, 11, 24))
        for number, (delivery_id, status) in enumerate((("one", "loaded"), ("two", "loaded"), ("three", "refused"))):
            connection.execute(record(delivery_id, number, status))
        before = build_key(connection, settings)
        connection.execute("update raw.delivery set load_number = 8 where delivery_id = 'three'")
        assert build_key(connection, settings) == before
        connection.execute("update raw.delivery set load_number = 9 where delivery_id = 'one'")
        assert not build_key(connection, settings).only_adds_to(before)


def test_a_refused_file_counts_while_it_lies_in_the_landing_tree(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with open_warehouse(settings.build_database) as connection:
        create_raw_schema(connection)
        set_scope(connection, "run", None, datetime(2026, 11, 24))
        connection.execute(record("one", 1, "refused"))
        connection.execute(
            "insert into raw.delivery_file (file_name, size_bytes, modified_ns, delivery_id) values ('f', 1, 1, 'one')"
        )
        before = build_key(connection, settings)
        connection.execute("delete from raw.delivery_file")
        assert not build_key(connection, settings).only_adds_to(before)


def test_only_loaded_deliveries_bring_rows(tmp_path: Path) -> None:
    with open_warehouse(tmp_path / "build.duckdb") as connection:
        create_raw_schema(connection)
        connection.execute(record("one", 1, "loaded", "of_old"))
        connection.execute(record("two", 2, "loaded", "of_today"))
        connection.execute(record("three", 3, "refused", "unreadable"))
        last = BuildKey("models", {"one": "a"})
        key = BuildKey("models", {"one": "a", "two": "b", "three": "c"})
        assert arrived_relations(connection, key, last) == ["corah__of_today"]
        assert arrived_relations(connection, key, key) == []


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
