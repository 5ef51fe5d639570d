"""How a run that ended by a fault is on record: at once, or by the next run when its process was killed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from orchestration.loading.warehouse import open_warehouse
from orchestration.settings import Settings
from orchestration.stages.status import last_runs
from orchestration.stages.unfinished import on_record

STARTED = datetime(2026, 11, 27, 11, 0, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(home=tmp_path / "home", as_of=date(2015, 11, 10))
    with open_warehouse(settings.build_database):
        return settings


def outcomes(settings: Settings) -> list[tuple[str, str, date]]:
    return [(run["run_id"], run["outcome"], run["as_of_date"]) for run in last_runs(settings)]


def test_a_run_that_raises_is_on_record_as_crashed(settings: Settings) -> None:
    with pytest.raises(RuntimeError, match="disk full"), on_record(settings, "one", STARTED):
        raise RuntimeError("disk full")
    assert outcomes(settings) == [("one", "crashed", date(2015, 11, 10))]
    with on_record(settings, "two", STARTED):
        pass
    assert outcomes(settings) == [("one", "crashed", date(2015, 11, 10))]


def test_a_run_that_was_killed_is_recorded_by_the_next_one(settings: Settings) -> None:
    killed = on_record(settings, "one", STARTED)
    killed.__enter__()
    with on_record(settings, "two", STARTED):
        assert outcomes(settings) == [("one", "crashed", date(2015, 11, 10))]


def test_a_mark_that_was_cut_stops_no_run(settings: Settings) -> None:
    (settings.build_database.parent / "run_under_way.json").write_text('{"run_id": "on', encoding="utf-8")
    with on_record(settings, "two", STARTED):
        pass
    assert outcomes(settings) == []
