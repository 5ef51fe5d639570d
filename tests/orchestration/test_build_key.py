"""When dbt must build again: the day of the run counts only for deliveries that may still lie ahead of it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from orchestration.run import build_key
from orchestration.settings import Settings
from orchestration.warehouse import create_raw_schema, open_warehouse, set_scope


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
        return build_key(connection, settings)


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
