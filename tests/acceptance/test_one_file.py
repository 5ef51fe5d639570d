"""Four files of which each alone ended a run: the three that cannot be read are refused by name, and the rest is released."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from scenario import Warehouse, put

CASES = Path(__file__).parent.parent / "orchestration" / "loading" / "cases"
TWICE = "unodc/coca_area_by_zone/2026-03-01__zonas-anio-repetido.csv"
FAR = "unodc/coca_area_by_department/2026-03-01__celda-lejana.xlsx"
BUDGET = "pirdais/budget_execution/2026-02-01__2025-gasto.csv"
DATED = "unodc/coca_area_national/2026-03-01__unodc-2024.csv"


@pytest.fixture(scope="module")
def warehouse(scenario: Callable[..., Warehouse]) -> Warehouse:
    warehouse = scenario("one-file")
    landing = warehouse.settings.landing
    for name in (TWICE, FAR, BUDGET):
        (landing / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(CASES / Path(name).name, landing / name)
    path = put(landing, DATED, "Año,Hectáreas\n2024,1\n")
    shutil.copy(CASES / "sidecar-30-febrero.meta.yml", path.with_name("2026-03-01__unodc-2024.meta.yml"))
    assert warehouse.command("run").exit_code == 0, warehouse.said
    return warehouse


def test_each_file_that_cannot_be_read_is_refused_by_name(warehouse: Warehouse) -> None:
    refused = dict(warehouse.built("select file_name, reason_es from raw.delivery where status = 'refused'"))
    assert sorted(refused) == sorted([TWICE, FAR, DATED])
    assert "trae el año 2004 en más de una columna" in refused[TWICE]
    assert "celda XFD1048576" in refused[FAR]
    assert "«2026-02-30»" in refused[DATED]
    for name in refused:
        assert f"✕ {name}" in warehouse.said
        assert Path(name).name in warehouse.page("entregas.html")


def test_the_line_of_2042_is_in_quarantine_and_its_neighbour_is_not(warehouse: Warehouse) -> None:
    rows = "select received_value, reason_es from staging.qtn_pirdais__budget_execution where _file = ?"
    ((value, reason),) = warehouse.built(rows, BUDGET)
    assert value == "2042"
    assert reason.startswith("«2042» no es posible: es posterior a la publicación del archivo (01-feb-2026)")
    assert warehouse.built("select distinct ano_eje from staging.stg_pirdais__budget_execution where _file = ?", BUDGET) == [
        (2025,)
    ]


def test_all_else_is_released(warehouse: Warehouse) -> None:
    area = "select area_ha from marts.mart_coca_area_series where territory_level = 'pais' and year = 2014"
    assert [float(value) for (value,) in warehouse.released(area)] == [42900.0]
