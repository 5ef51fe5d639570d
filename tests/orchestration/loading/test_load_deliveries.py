"""Loading: what is a new delivery, what is a no-op, what supersedes, and what a sidecar changes. No dbt, no checks."""

from __future__ import annotations

import pytest
from own_landing import Landing, counts
from scenario import EXTRACTS, PUBLISHED, cited

from orchestration.loading.load import load_landing
from orchestration.loading.warehouse import create_raw_schema
from orchestration.settings import Settings
from sources.breach import ContractBreach

NATIONAL = "unodc/coca_area_national/2015-07-15__unodc-2014.csv"
TEXT = "Año,Hectáreas\n2014,42900\n"


def test_a_file_is_new_once_and_a_no_op_ever_after(landing: Landing) -> None:
    landing.put(NATIONAL, TEXT, cited("unodc-2014"))
    assert counts(landing.load()) == (1, 0, 0, 0)
    assert counts(landing.load()) == (0, 1, 0, 0)
    assert landing.rows("select file_name, status, rows_read, evidence, published_on, edition from raw.delivery") == [
        (NATIONAL, "loaded", 1, "cited", "2015-07-15", "unodc-2014")
    ]
    assert landing.rows("select year, area_ha, _file, _sheet, _row, _column from raw.unodc__coca_area_national") == [
        ("2014", "42900", NATIONAL, "", 2, None)
    ]


def test_a_file_whose_time_alone_changed_is_a_no_op(landing: Landing) -> None:
    landing.put(NATIONAL, TEXT)
    landing.load()
    landing.put(NATIONAL, TEXT)
    assert counts(landing.load()) == (0, 1, 0, 0)


def test_the_same_content_under_another_name_is_a_no_op_that_is_remembered(landing: Landing) -> None:
    landing.put(NATIONAL, TEXT)
    landing.load()
    copy = "unodc/coca_area_national/2016-07-14__unodc-2015.csv"
    landing.put(copy, TEXT)
    assert counts(landing.load()) == (0, 2, 0, 0)
    assert landing.rows("select count(*) from raw.unodc__coca_area_national") == [(1,)]
    assert landing.rows("select file_name, published_on, edition from raw.delivery_file order by file_name") == [
        (NATIONAL, "2015-07-15", "unodc-2014"),
        (copy, "2016-07-14", "unodc-2015"),
    ]


def test_the_same_content_in_another_dataset_is_judged_by_its_own_contract(landing: Landing) -> None:
    landing.put(NATIONAL, TEXT)
    landing.put("unodc/coca_area_by_zone/2015-07-15__unodc-2014.csv", TEXT)
    result = landing.load()
    assert counts(result) == (1, 0, 1, 0)
    ((reason,),) = landing.rows("select reason_es from raw.delivery where status = 'refused'")
    assert "Falta la columna «Zona con presencia de cultivos de coca»" in reason


def test_a_changed_file_is_a_new_delivery_and_both_are_kept(landing: Landing) -> None:
    landing.put(NATIONAL, TEXT)
    landing.load()
    landing.put(NATIONAL, "Año,Hectáreas\n2014,42901\n")
    assert counts(landing.load()) == (1, 0, 0, 0)
    deliveries = landing.rows("select edition, file_name, load_number, status from raw.delivery order by load_number")
    assert deliveries == [("unodc-2014", NATIONAL, 1, "loaded"), ("unodc-2014", NATIONAL, 2, "loaded")]
    assert landing.rows(
        """select area_ha, d.load_number
           from raw.unodc__coca_area_national r join raw.delivery d on r._delivery_id = d.delivery_id order by 2"""
    ) == [("42900", 1), ("42901", 2)]
    assert landing.rows("select count(*) from raw.delivery_file") == [(1,)]


def test_a_file_put_back_as_it_was_is_the_latest_of_its_edition_again(landing: Landing) -> None:
    landing.put(NATIONAL, TEXT)
    landing.load()
    landing.put(NATIONAL, "Año,Hectáreas\n2014,42901\n")
    landing.load()
    landing.put(NATIONAL, TEXT)
    result = landing.load()
    assert counts(result) == (0, 1, 0, 1)
    latest = "select sha256 from raw.delivery order by load_number desc limit 1"
    ((area,),) = landing.rows(
        """select area_ha from raw.unodc__coca_area_national
           where _delivery_id = (select delivery_id from raw.delivery order by load_number desc limit 1)"""
    )
    assert area == "42900"
    before = landing.rows(latest)
    assert counts(landing.load()) == (0, 1, 0, 0)
    assert landing.rows(latest) == before


def test_hidden_and_temporary_files_and_sidecars_are_not_deliveries(landing: Landing) -> None:
    for name in (".DS_Store", "~$2015__libro.xlsx", "2015__solo-ficha.meta.yml", "Thumbs.db", "notas.txt"):
        landing.put(f"unodc/coca_area_national/{name}", "basura")
    assert counts(landing.load()) == (0, 0, 0, 0)


def test_one_dataset_can_be_loaded_alone(landing: Landing) -> None:
    landing.put(NATIONAL, TEXT)
    landing.put("unodc/coca_area_by_zone/2015__zonas.csv", "Zona,2014\nVRAEM,18845\n")
    result = load_landing(landing.connection, landing.settings, "unodc/coca_area_by_zone")
    assert counts(result) == (1, 0, 0, 0)
    assert landing.rows("select dataset from raw.delivery") == [("coca_area_by_zone",)]


def test_a_landing_folder_that_is_missing_is_an_error(landing: Landing) -> None:
    landing.settings.landing.rmdir()
    with pytest.raises(FileNotFoundError, match="landing folder not found"):
        landing.load()


def test_a_delivery_that_cannot_be_written_leaves_nothing(landing: Landing, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr("orchestration.loading.deliveries.remember_file", fail)
    landing.put(NATIONAL, TEXT)
    with pytest.raises(RuntimeError, match="disk full"):
        landing.load()
    assert landing.rows("select (select count(*) from raw.delivery) + (select count(*) from raw.unodc__coca_area_national)") == [
        (0,)
    ]
    monkeypatch.undo()
    assert counts(landing.load()) == (1, 0, 0, 0)


def test_every_published_extract_loads(landing: Landing) -> None:
    settings = Settings(home=landing.settings.home, landing=PUBLISHED)
    result = load_landing(landing.connection, settings)
    assert (result.refused, result.unchanged) == ([], 0)
    assert len(result.new) == len(EXTRACTS)


def test_files_are_read_anew_when_their_contract_promises_a_column_that_their_table_lacks(landing: Landing) -> None:
    landing.put(NATIONAL, TEXT, cited("unodc-2014"))
    landing.load()
    (kept,) = landing.rows("select * exclude (is_outdated) from raw.delivery")
    landing.connection.execute("alter table raw.unodc__coca_area_national drop column area_ha")
    create_raw_schema(landing.connection)
    # A file that is gone could not be read anew: nothing of it is forgotten.
    assert landing.rows("select * exclude (is_outdated) from raw.delivery") == [kept]
    assert landing.rows("select year, area_ha from raw.unodc__coca_area_national") == [("2014", None)]
    assert counts(landing.load()) == (1, 0, 0, 0)
    assert landing.rows("select area_ha from raw.unodc__coca_area_national") == [("42900",)]
    create_raw_schema(landing.connection)
    assert counts(landing.load()) == (0, 1, 0, 0)


def test_what_was_read_of_a_file_stays_when_its_contract_promises_what_the_file_lacks(landing: Landing) -> None:
    landing.put(NATIONAL, TEXT, cited("unodc-2014"))
    landing.load()
    landing.connection.execute("update raw.delivery set is_outdated = true")
    landing.put(NATIONAL, TEXT.replace("\r", ""), cited("unodc-2014"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("orchestration.loading.load.read_extract", refuse)
        assert counts(landing.load()) == (0, 1, 0, 0)
    assert landing.rows("select status from raw.delivery") == [("loaded",)]
    assert landing.rows("select year, area_ha from raw.unodc__coca_area_national") == [("2014", "42900")]


def refuse(_: object) -> None:
    raise ContractBreach("Falta una columna.", "A column is missing.")
