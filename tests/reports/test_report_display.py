"""One format of numbers and dates."""

from __future__ import annotations

import pytest

from reports.catalogue import read_catalogue
from reports.display import Display, clean, format_number

SPANISH, ENGLISH = Display(read_catalogue("es")), Display(read_catalogue("en"))


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (4766, 0, "4,766"),
        (19412383, 0, "19,412,383"),
        (31379.5, 0, "31,380"),
        (2.675, 2, "2.68"),
        (-22, None, "\u221222"),
        (-0.2, 0, "0"),
        (1250, 2, "1,250.00"),
        (3.50, None, "3.5"),
        (0.0004, None, "0.0004"),
        (0, None, "0"),
        (1e30, 0, "1" + ",000" * 10),
    ],
)
def test_numbers(value: float, decimals: int | None, shown: str) -> None:
    assert format_number(value, decimals) == shown
    assert SPANISH.number(value, decimals) == ENGLISH.number(value, decimals) == shown


@pytest.mark.parametrize("value", [None, float("nan"), float("inf")])
def test_what_is_not_a_number_prints_a_dash(value: float | None) -> None:
    assert "—" in SPANISH.number(value) and "sin dato" in SPANISH.quantity(value, "ha")


@pytest.mark.parametrize(
    ("iso", "es", "en"),
    [
        ("2015-11-02", "02-nov-2015", "02 Nov 2015"),
        ("2015-09-30", "30-set-2015", "30 Sep 2015"),
        ("2016-07", "jul-2016", "Jul 2016"),
        ("2015", "2015", "2015"),
        ("2015-13-01", "2015-13-01", "2015-13-01"),
        ("ayer", "ayer", "ayer"),
    ],
)
def test_dates(iso: str, es: str, en: str) -> None:
    assert (SPANISH.date(iso), ENGLISH.date(iso)) == (es, en)


@pytest.mark.parametrize(
    ("text", "es", "en"),
    [
        ("Cambió el 2017-12-05.", "Cambió el 05-dic-2017.", "Cambió el 05 Dec 2017."),
        ("2015-11-10__cicad.csv", "2015-11-10__cicad.csv", "2015-11-10__cicad.csv"),
        ("andina.pe/2015-11-10/x", "andina.pe/2015-11-10/x", "andina.pe/2015-11-10/x"),
        ("la firma de Ministerio X", "la firma del Ministerio X", "la firma de Ministerio X"),
        ("signature of Ministry X", "signature of Ministry X", "signature of the Ministry X"),
        ("para Perú", "para Perú", "para Peru"),
        ("una fecha; no puede quedar vacío", "una fecha; no puede quedar vacía", "una fecha; no puede quedar vacío"),
        ("un año; no puede quedar vacío", "un año; no puede quedar vacío", "un año; no puede quedar vacío"),
    ],
)
def test_texts_of_the_payload_read_well(text: str, es: str, en: str) -> None:
    assert (SPANISH.prose(text), ENGLISH.prose(text)) == (es, en)


@pytest.mark.parametrize(
    ("text", "es"),
    [
        ("Erradicación 2016 (Mininter) (2016-12)", "Erradicación 2016 (Mininter) (dic-2016)"),
        ("Informe (2017-12-05)", "Informe (05-dic-2017)"),
        ("boletín del 27-oct-2015", "boletín del 27-oct-2015"),
    ],
)
def test_editions_end_with_a_date(text: str, es: str) -> None:
    assert SPANISH.edition(text) == es


def test_tiny_shares_and_differences() -> None:
    assert SPANISH.share(0.0033) == "menos de 0.01 %" and SPANISH.share(0.011) == "0.011 %" and SPANISH.share(0) == "0 %"
    assert SPANISH.signed(-0.0033, "%") == "menos de 0.01 %" and SPANISH.signed(0.5, "%") == "+0.5 %"
    assert SPANISH.difference(1.36, "%") == "+1.36 puntos porcentuales"
    assert ENGLISH.difference(1, "%") == "+1 percentage point"
    assert SPANISH.difference(-22, "ha") == "\u221222 ha"


def test_an_instant_is_shown_in_lima() -> None:
    assert SPANISH.lima_time("2026-11-23T03:05:11Z") == "22-nov-2026, 22:05 (hora de Lima)"


def test_place_names_only_what_is_known() -> None:
    whole = {"file": "a.xlsx", "sheet": "DIARIO", "row": 118, "column": "fecha", "value": "11/02/2105"}
    assert SPANISH.place(whole) == "a.xlsx, hoja DIARIO, fila 118, columna fecha: «11/02/2105»"
    assert ENGLISH.place(whole | {"sheet": None, "value": None}) == "a.xlsx, row 118, column fecha"
    assert "sin dato" in SPANISH.place(dict.fromkeys(whole))


def test_clean_reaches_every_string_and_keeps_line_breaks() -> None:
    assert clean({"a": ["x\u202ey", {"b": "1\u0000\n2"}], "c": 3}) == {"a": ["xy", {"b": "1\n2"}], "c": 3}
