"""What a review found in loading: a renamed file, a sidecar's note on the date, stray files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from scenario import cited, put

from orchestration.loading.load import has_nothing_to_load, load_landing
from orchestration.loading.warehouse import create_raw_schema, open_warehouse
from orchestration.settings import Settings

WRONG = "unodc/coca_area_national/2014-07-15__unodc-2013.csv"
RIGHT = "unodc/coca_area_national/2015-07-15__unodc-2014.csv"
TEXT = "Año,Hectáreas\n2014,42900\n"
OTHER = "Año,Hectáreas\n2014,42901\n"
DESCRIBED = (
    "select file_name, published_on, cast(published_on_date as varchar), edition, title from raw.delivery where status = 'loaded'"
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    for folder in ("landing", "registry"):
        (tmp_path / folder).mkdir()
    return Settings(home=tmp_path / "home", landing=tmp_path / "landing", registry=tmp_path / "registry")


@pytest.fixture
def connection(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_warehouse(settings.build_database) as opened:
        create_raw_schema(opened)
        yield opened


def load(connection: duckdb.DuckDBPyConnection, settings: Settings) -> tuple[int, int, int, int]:
    result = load_landing(connection, settings)
    return len(result.new), result.unchanged, len(result.refused), result.redescribed


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return connection.execute(query).fetchall()


def remove(settings: Settings, name: str) -> None:
    (settings.landing / name).unlink()
    (settings.landing / name.replace(".csv", ".meta.yml")).unlink(missing_ok=True)


def test_a_renamed_file_is_described_by_its_new_name(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    put(settings.landing, WRONG, TEXT, cited("unodc-2013"))
    load(connection, settings)
    remove(settings, WRONG)
    put(settings.landing, RIGHT, TEXT, cited("unodc-2014"))
    assert load(connection, settings) == (0, 1, 0, 1)
    assert rows(connection, DESCRIBED) == [(RIGHT, "2015-07-15", "2015-07-15", "unodc-2014", "Prueba unodc-2014")]
    assert rows(connection, "select distinct _file from raw.unodc__coca_area_national") == [(RIGHT,)]
    # The old name is no second file of the same content (rule G10).
    assert rows(connection, "select file_name from raw.delivery_file") == [(RIGHT,)]
    assert load(connection, settings) == (0, 1, 0, 0)


def test_a_copy_describes_only_once_the_first_file_is_gone(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    put(settings.landing, RIGHT, TEXT)
    load(connection, settings)
    put(settings.landing, WRONG, TEXT)
    assert load(connection, settings) == (0, 2, 0, 0)
    assert rows(connection, DESCRIBED)[0][0] == RIGHT
    assert rows(connection, "select count(*) from raw.delivery_file") == [(2,)]
    remove(settings, RIGHT)
    assert load(connection, settings) == (0, 1, 0, 1)
    assert rows(connection, DESCRIBED)[0][0] == WRONG


def test_two_files_that_change_names_change_descriptions(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    put(settings.landing, WRONG, TEXT)
    put(settings.landing, RIGHT, OTHER)
    load(connection, settings)
    put(settings.landing, WRONG, OTHER + "\n\n")
    load(connection, settings)
    put(settings.landing, RIGHT, TEXT)
    put(settings.landing, WRONG, OTHER)
    assert load(connection, settings)[::2] == (0, 0)
    latest = """select d.file_name, r.area_ha
                from raw.delivery d join raw.unodc__coca_area_national r on r._delivery_id = d.delivery_id
                qualify row_number() over (partition by d.file_name order by d.load_number desc) = 1 order by 1"""
    assert rows(connection, latest) == [(WRONG, "42901"), (RIGHT, "42900")]
    assert load(connection, settings)[3] == 0


def test_a_new_name_that_says_nothing_is_refused_and_the_old_one_stands(
    connection: duckdb.DuckDBPyConnection, settings: Settings
) -> None:
    put(settings.landing, RIGHT, TEXT)
    load(connection, settings)
    remove(settings, RIGHT)
    bad = put(settings.landing, "unodc/coca_area_national/informe.csv", TEXT)
    for _ in range(2):
        assert load(connection, settings) == (0, 0, 1, 0)
    assert rows(connection, DESCRIBED)[0][0] == RIGHT
    ((name, reason),) = rows(connection, "select file_name, reason_es from raw.delivery where status = 'refused'")
    assert name.endswith("informe.csv")
    assert "no dice cuándo se publicó" in reason
    bad.rename(settings.landing / WRONG)
    assert load(connection, settings) == (0, 1, 0, 1)
    assert rows(connection, "select file_name from raw.delivery_file") == [(WRONG,)]


def test_the_sidecar_of_another_edition_refuses_a_new_file(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    put(settings.landing, RIGHT, TEXT, cited("unodc-2013"))
    assert load(connection, settings) == (0, 0, 1, 0)
    ((reason,),) = rows(connection, "select reason_en from raw.delivery")
    assert "says that the edition is 'unodc-2013'" in reason


@pytest.mark.parametrize(("note", "joined"), [("Redondeada.", "Redondeada. Fecha inferida."), ("", "Fecha inferida.")])
def test_how_the_date_was_inferred_is_part_of_the_note(
    connection: duckdb.DuckDBPyConnection, settings: Settings, note: str, joined: str
) -> None:
    more = {
        "note_es": note,
        "note_en": note,
        "published_on_note_es": "Fecha inferida.",
        "published_on_note_en": "Fecha inferida.",
    }
    put(settings.landing, RIGHT, TEXT, cited("unodc-2014", **more))
    load(connection, settings)
    assert rows(connection, "select note_es, note_en from raw.delivery") == [(joined, joined)]


def test_a_stray_file_is_no_delivery(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    put(settings.landing, RIGHT, TEXT)
    put(settings.landing, "unodc/coca_area_national/Thumbs.db", b"\0")
    put(settings.landing, "unodc/coca_area_national/léame.txt", "nota")
    assert load(connection, settings) == (1, 0, 0, 0)


def test_a_home_that_never_loaded_a_publishers_file_has_nothing_to_load(settings: Settings) -> None:
    put(settings.landing, "léame.txt", "nota")
    assert has_nothing_to_load(settings)
    put(settings.registry, "registry/indicators/2026__x.yml", "nota: x\n")
    with open_warehouse(settings.build_database) as connection:
        assert not connection.execute("select 1 where false").fetchall()
    assert has_nothing_to_load(settings)
    put(settings.landing, RIGHT, TEXT)
    assert not has_nothing_to_load(settings)
    with open_warehouse(settings.build_database) as connection:
        create_raw_schema(connection)
        load_landing(connection, settings)
    remove(settings, RIGHT)
    assert not has_nothing_to_load(settings)
