"""Deliveries are archived by content: a new build database has what the last one had, whatever left the landing tree."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml
from own_landing import Landing
from scenario import put_sidecar

from orchestration.loading.archive import archived_deliveries, archived_files
from orchestration.loading.load import has_nothing_to_load
from orchestration.loading.warehouse import create_raw_schema, open_warehouse
from orchestration.settings import PROJECT_ROOT, Settings

PUBLISHED = PROJECT_ROOT / "sources/published"
BULLETIN = "corah/eradication_bulletin/2011-07__inforegion-2011-07"
ZONES = "unodc/coca_area_by_zone/2023__devida-2022"
LOADED = """
    select delivery_id, load_number, file_name, sha256, status, title, citation, evidence, edition, rows_read
    from raw.delivery where status = 'loaded' order by load_number
"""


def put_published(landing: Landing, stem: str) -> Path:
    sidecar = PUBLISHED / f"{stem}.meta.yml"
    target = landing.settings.landing / f"{stem}.meta.yml"
    path = landing.put(f"{stem}.csv", (PUBLISHED / f"{stem}.csv").read_bytes())
    shutil.copyfile(sidecar, target)
    return path


@contextmanager
def new_build(settings: Settings) -> Iterator[Landing]:
    """The same home after somebody deleted ``build/``; ``landing`` is a landing tree that is empty."""
    build = settings.build_database.with_name("new.duckdb")
    build.unlink(missing_ok=True)
    with open_warehouse(build) as connection:
        create_raw_schema(connection)
        yield Landing(settings, connection)


@pytest.fixture
def loaded(landing: Landing) -> Landing:
    """Two editions, one of them sent twice in one place: the second time with another last line."""
    put_published(landing, BULLETIN)
    path = put_published(landing, ZONES)
    landing.load()
    lines = path.read_bytes().splitlines(keepends=True)
    landing.put(f"{ZONES}.csv", b"".join(lines[:-1]))
    landing.load()
    assert len(landing.rows(LOADED)) == 3
    return landing


@pytest.mark.parametrize("gone", [(), (BULLETIN,), (BULLETIN, ZONES)], ids=len)
def test_a_new_build_has_the_same_deliveries_in_the_same_order(loaded: Landing, gone: tuple[str, ...]) -> None:
    before = loaded.rows(LOADED)
    for stem in gone:
        (loaded.settings.landing / f"{stem}.csv").unlink()
        (loaded.settings.landing / f"{stem}.meta.yml").unlink()
    with new_build(loaded.settings) as again:
        found = again.load()
        assert again.rows(LOADED) == before
        assert (len(found.new), found.refused) == (3, [])
        bulletin = "select count(*) from raw.corah__eradication_bulletin"
        assert again.rows(bulletin) == loaded.rows(bulletin)
        # The next scan finds nothing new, and knows what the landing has no more.
        assert again.load().new == []
        present = dict(again.rows("select file_name, is_present from raw.delivery_file"))
        assert present == {f"{stem}.csv": stem not in gone for stem in (BULLETIN, ZONES)}


def test_the_archive_follows_a_new_name_and_a_corrected_sidecar(loaded: Landing) -> None:
    folder = loaded.settings.landing / "corah/eradication_bulletin"
    for suffix in (".csv", ".meta.yml"):
        (folder / f"2011-07__inforegion-2011-07{suffix}").rename(folder / f"2011-08__inforegion-2011-08{suffix}")
    sidecar = folder / "2011-08__inforegion-2011-08.meta.yml"
    said = yaml.safe_load(sidecar.read_text(encoding="utf-8").replace("inforegion-2011-07", "inforegion-2011-08"))
    put_sidecar(folder / "2011-08__inforegion-2011-08.csv", {**said, "note_es": "Corregida"})
    loaded.load()
    (file,) = [file for file in archived_files(loaded.settings) if file.dataset == "eradication_bulletin"]
    assert file.name == "corah/eradication_bulletin/2011-08__inforegion-2011-08.csv"
    assert file.sidecar().note_es == "Corregida"
    assert len(list(file.path.parent.iterdir())) == 2
    sidecar.unlink()
    loaded.load()
    assert [path.name for path in file.path.parent.iterdir()] == ["2011-08__inforegion-2011-08.csv"]


def test_a_copy_that_was_damaged_is_not_loaded_as_something_else(loaded: Landing) -> None:
    (file,) = [file for file in archived_files(loaded.settings) if file.dataset == "eradication_bulletin"]
    file.path.write_bytes(file.path.read_bytes()[:-1])
    (loaded.settings.landing / f"{BULLETIN}.csv").unlink()
    with new_build(loaded.settings) as again:
        again.load()
        assert again.rows("select distinct publisher from raw.delivery") == [("unodc",)]


def test_the_copy_has_the_time_of_the_file_and_the_time_of_sending_it_again(loaded: Landing) -> None:
    path = loaded.settings.landing / f"{BULLETIN}.csv"
    (copy,) = [file.path for file in archived_files(loaded.settings) if file.dataset == "eradication_bulletin"]
    assert copy.stat().st_mtime_ns == path.stat().st_mtime_ns
    later = path.stat().st_mtime_ns + 5_000_000_000
    os.utime(path, ns=(later, later))
    loaded.load()
    assert copy.stat().st_mtime_ns == later


def test_what_is_archived_is_the_deliveries_and_nothing_that_was_refused(loaded: Landing) -> None:
    loaded.put("corah/eradication_bulletin/2026-01__bad.csv", "nothing,like,it\n")
    loaded.load()
    assert list(archived_deliveries(loaded.settings)) == [row[0] for row in loaded.rows(LOADED)]
    assert loaded.settings.archive.stat().st_mode & 0o077 == 0
    shutil.rmtree(loaded.settings.landing)
    loaded.settings.landing.mkdir()
    assert not has_nothing_to_load(loaded.settings)
    shutil.rmtree(loaded.settings.archive)
    assert has_nothing_to_load(loaded.settings)
