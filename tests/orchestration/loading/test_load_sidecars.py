"""What the sidecar and the name of a file say of its delivery, and when a correction takes effect."""

from __future__ import annotations

import pytest
from own_landing import Landing, counts
from scenario import cited, put_sidecar

NATIONAL = "unodc/coca_area_national/2015-07-15__unodc-2014.csv"
TEXT = "Año,Hectáreas\n2014,42900\n"


def test_a_corrected_sidecar_takes_effect_without_a_new_delivery(landing: Landing) -> None:
    path = landing.put(NATIONAL, TEXT, cited("unodc-2014", series="press_rounding"))
    landing.load()
    put_sidecar(path, cited("unodc-2014", series="unodc_devida", note_es="Corregida"))
    assert counts(landing.load()) == (0, 1, 0, 1)
    assert landing.rows("select series, note_es, load_number from raw.delivery") == [("unodc_devida", "Corregida", 1)]
    assert counts(landing.load()) == (0, 1, 0, 0)


def test_a_corrected_sidecar_takes_effect_when_the_file_was_copied_anew(landing: Landing) -> None:
    landing.put(NATIONAL, TEXT, cited("unodc-2014", evidence="unverified"))
    landing.load()
    landing.put(NATIONAL, TEXT, cited("unodc-2014", evidence="cited"))
    assert counts(landing.load()) == (0, 1, 0, 1)
    assert landing.rows("select evidence from raw.delivery") == [("cited",)]


def test_a_sidecar_of_a_re_sent_copy_does_not_describe_the_first_file(landing: Landing) -> None:
    landing.put(NATIONAL, TEXT, cited("unodc-2014"))
    landing.load()
    landing.put("unodc/coca_area_national/2016__otra.csv", TEXT, cited("otra", evidence="unverified"))
    assert counts(landing.load()) == (0, 2, 0, 0)
    assert landing.rows("select evidence, edition from raw.delivery") == [("cited", "unodc-2014")]


def test_an_unreadable_sidecar_of_a_loaded_file_leaves_what_the_old_one_said(landing: Landing) -> None:
    path = landing.put(NATIONAL, TEXT, cited("unodc-2014"))
    landing.load()
    sidecar = put_sidecar(path, cited("unodc-2014", evidence="muy segura"))
    result = landing.load()
    assert counts(result) == (0, 1, 1, 0)
    assert landing.rows("select status, evidence, title from raw.delivery where file_name = ?", NATIONAL) == [
        ("loaded", "cited", "Prueba unodc-2014")
    ]
    ((name, es, en),) = landing.rows("select file_name, reason_es, reason_en from raw.delivery where status = 'refused'")
    assert name == "unodc/coca_area_national/2015-07-15__unodc-2014.meta.yml"
    assert es.startswith("La ficha «2015-07-15__unodc-2014.meta.yml» que acompaña al archivo no se puede leer:")
    assert en.startswith("The sidecar '2015-07-15__unodc-2014.meta.yml' beside the file cannot be read:")
    assert landing.rows("select count(*) from raw.delivery_file where file_name = ?", name) == [(1,)]

    assert counts(landing.load()) == (0, 1, 1, 0)
    sidecar.write_text("evidence: derived\n", encoding="utf-8")
    assert counts(landing.load()) == (0, 1, 0, 1)
    assert landing.rows("select evidence from raw.delivery where file_name = ?", NATIONAL) == [("derived",)]
    assert landing.rows("select count(*) from raw.delivery_file where file_name = ?", name) == [(0,)]


def test_without_a_sidecar_the_evidence_is_unverified(landing: Landing) -> None:
    landing.put(NATIONAL, TEXT)
    landing.load()
    assert landing.rows("select evidence, citation, series, title from raw.delivery") == [
        ("unverified", "", "unodc_devida", "unodc-2014")
    ]


@pytest.mark.parametrize(
    ("written", "day"),
    [("2015", "2015-12-31"), ("2015-07", "2015-07-31"), ("2016-02", "2016-02-29"), ("2015-07-15", "2015-07-15")],
)
def test_a_partial_publication_date_is_known_for_sure_on_its_last_day(landing: Landing, written: str, day: str) -> None:
    landing.put(f"unodc/coca_area_national/{written}__parcial.csv", TEXT)
    landing.load()
    assert landing.rows("select published_on, cast(published_on_date as varchar) from raw.delivery") == [(written, day)]
