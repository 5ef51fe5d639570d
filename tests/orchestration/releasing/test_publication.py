"""Publication: readers keep what they hold, and a killed run leaves no trace in ``current``."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import pytest
from scenario import EXTRACTS, PUBLISHED, Warehouse, put_sidecar

from orchestration.loading.warehouse import DUCKDB_CONFIG
from orchestration.releasing.shelf import releases
from orchestration.settings import PROJECT_ROOT, Settings

NATIONAL_2014 = "unodc/coca_area_national/2015-07-15__unodc-2014.csv"
ZONES_2014 = "unodc/coca_area_by_zone/2015-07-15__unodc-2014"
NEW_TITLE = "Título corregido en la ficha"


@dataclass
class Story:
    """A run killed while dbt was building, then a good run while a reader held the old release.

    What asks for a new release: a corrected sidecar and a file that was renamed.
    """

    warehouse: Warehouse
    killed: int
    before: tuple[str, dict[str, tuple[int, int]]]
    after_kill: tuple[str, dict[str, tuple[int, int]]]
    read_while_open: list[tuple[Any, ...]]
    read_after: list[tuple[Any, ...]]


@pytest.fixture(scope="module")
def story(scenario: Callable[..., Warehouse]) -> Story:
    warehouse = scenario("story", keep_releases=2)
    settings = warehouse.settings
    # A corrected sidecar: the smallest change that asks for a new build and a new release.
    path = settings.landing / NATIONAL_2014
    put_sidecar(
        path, {"title": NEW_TITLE, "citation": "UNODC", "evidence": "cited", "edition": "unodc-2014", "series": "unodc_devida"}
    )
    before = warehouse.current_state()
    killed = _kill_while_dbt_builds(settings)
    after_kill = warehouse.current_state()
    # The killed run had loaded what it found. Since then a file was renamed to its right date, with its sidecar.
    for suffix in (".csv", ".meta.yml"):
        old = settings.landing / f"{ZONES_2014}{suffix}"
        old.rename(old.with_name(f"2015-08-20__unodc-2014{suffix}"))
    abandoned = settings.releases / ".building-20260101T000000Z-abandoned"
    abandoned.mkdir()
    (abandoned / "csad_marts.duckdb").write_bytes(b"half")

    query = "select title from core.dim_vintage where vintage_id like 'unodc/coca_area_national@2015-07-15__unodc-2014'"
    reader = duckdb.connect(str(settings.current / "csad_marts.duckdb"), read_only=True, config=DUCKDB_CONFIG)
    first = reader.execute(query).fetchall()
    warehouse.run()
    second = reader.execute(query).fetchall()
    reader.close()
    return Story(warehouse, killed, before, after_kill, [*first, *second], warehouse.released(query))


def _kill_while_dbt_builds(settings: Settings) -> int:
    """Start the command, kill it once dbt has run some models, and return how it ended."""
    compiled = settings.dbt_target / "run"
    for old in compiled.rglob("*.sql"):
        old.unlink()
    process = subprocess.Popen(
        [sys.executable, "-c", "from orchestration.commands.cli import main; main()", "run", "--json"],
        env={**os.environ, "CSAD_HOME": str(settings.home), "CSAD_LANDING": str(settings.landing)},
        cwd=PROJECT_ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 600
        while sum(1 for _ in compiled.rglob("*.sql")) < 20:
            assert process.poll() is None, "the run ended before it could be killed"
            assert time.monotonic() < deadline, "dbt never started"
            time.sleep(0.02)
    finally:
        process.send_signal(signal.SIGKILL)
    return process.wait()


def test_a_run_killed_in_the_middle_leaves_current_as_it_was(story: Story) -> None:
    assert story.killed == -signal.SIGKILL
    assert story.after_kill == story.before


def test_the_next_run_succeeds_and_publishes(story: Story) -> None:
    assert story.warehouse.outcome is not None
    assert (story.warehouse.outcome.word, story.warehouse.outcome.refusals) == ("released", [])
    assert story.warehouse.settings.current.readlink().name != story.before[0].split("/")[-1]
    assert story.warehouse.built("select outcome, count(*) from control.ctl_run group by outcome") == [("released", 2)]


def test_what_a_killed_run_left_behind_is_cleared(story: Story) -> None:
    assert list(story.warehouse.settings.releases.glob(".*")) == []
    assert list(story.warehouse.settings.home.glob(".current*")) == []


def test_a_reader_that_holds_the_old_release_keeps_reading_it(story: Story) -> None:
    old = "Monitoreo de cultivos de coca 2014: área nacional"
    assert story.read_while_open == [(old,), (old,)]
    assert story.read_after == [(NEW_TITLE,)]


def test_a_corrected_sidecar_makes_a_new_release_and_no_new_delivery(story: Story) -> None:
    assert story.warehouse.outcome is not None
    assert (story.warehouse.outcome.load.new, story.warehouse.outcome.load.unchanged) == ([], len(EXTRACTS))
    assert story.warehouse.built("select count(*) from raw.delivery") == [(len(EXTRACTS),)]


def test_the_old_release_is_untouched_and_can_be_opened(story: Story) -> None:
    folder = story.warehouse.settings.home / story.before[0]
    files = {
        path.relative_to(folder).as_posix(): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert files == story.before[1]
    kept = [manifest["release_id"] for manifest in releases(story.warehouse.settings)]
    assert kept == sorted(kept, reverse=True)
    assert len(kept) == 2


def test_a_file_renamed_to_its_right_date_gives_the_marts_of_a_rebuild(story: Story) -> None:
    """The last test of this home: its build database is deleted."""
    warehouse = story.warehouse
    assert warehouse.outcome is not None
    assert (warehouse.outcome.word, warehouse.outcome.load.new, warehouse.outcome.load.redescribed) == ("released", [], 1)
    ((day,),) = warehouse.released(
        "select max(published_on_date) from core.dim_vintage where edition = 'unodc-2014' and dataset like '%by_zone'"
    )
    assert day == date(2015, 8, 20)
    assert (PUBLISHED / f"{ZONES_2014}.csv").exists()
    hashes = warehouse.release_hashes()
    warehouse.settings.build_database.unlink()
    warehouse.run()
    assert warehouse.release_hashes() == hashes
