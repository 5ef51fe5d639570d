"""A sum or an average of a window needs every year of the window; a partial one is told and judges nothing (docs/adr/0023)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from scenario import Warehouse, cited, put

HEADING = "año,ámbito,indicador,unidad,valor,tipo\n"
HALF = {2012: 15103, 2013: 15548, 2014: 51000}
WHOLE = {2012: 11000, 2013: 12500, 2014: 14000, 2015: 13000, 2016: 12000}
ROADS = {2012: 250, 2014: 900}


@pytest.fixture(scope="module")
def warehouse(scenario: Callable[..., Warehouse]) -> Warehouse:
    warehouse = scenario("windows")
    rows = [
        *(f"{year},Perú,ha_asistidas,ha,{value},logro" for year, value in HALF.items()),
        *(f"{year},Perú,ha_suelos_degradados_recuperados,ha,{value},logro" for year, value in WHOLE.items()),
        *(f"{year},Perú,km_caminos_mantenidos,km,{value},logro" for year, value in ROADS.items()),
    ]
    put(
        warehouse.settings.landing,
        "pirdais/achievements/2018-01-15__ventanas.csv",
        HEADING + "\n".join(rows) + "\n",
        cited("ventanas", series="official"),
    )
    assert warehouse.command("run").exit_code == 0, warehouse.said
    return warehouse


def test_a_window_with_every_year_has_its_figure(warehouse: Warehouse) -> None:
    assert warehouse.built(
        """select n_years, n_years_needed, actual_value from intermediate.int_commitment__actuals
           where indicator_code = 'COMP-HA-REFORESTADAS'"""
    ) == [(5, 5, sum(WHOLE.values()) / 5)]


@pytest.mark.parametrize(("code", "years"), [("COMP-HA-LICITAS", len(HALF)), ("COMP-KM-CAMINOS", len(ROADS))])
def test_a_window_with_a_hole_has_none_and_says_how_much_is_there(warehouse: Warehouse, code: str, years: int) -> None:
    ((n_years, value, is_met, verdict, note),) = warehouse.released(
        "select n_years, actual_value, is_met, verdict, note_es from marts.mart_commitments where indicator_code = ?", code
    )
    assert (n_years, value, is_met, verdict) == (years, None, None, "NO PUBLICABLE")
    assert f"Parcial: hay resultado de {years} de los 5 años de 2012 a 2016." in note


def test_the_figure_of_the_deck_is_not_judged_by_a_partial_window(warehouse: Warehouse) -> None:
    assert warehouse.released("select recomputed_value, status from marts.mart_published_figures where figure_id = 'F18'") == [
        (None, "sin_fuente_todavía")
    ]
