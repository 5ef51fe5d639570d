"""The rows of a level add up to the printed country; parts above their whole are withheld (docs/adr/0026)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from scenario import Warehouse, cited, put

HEADING = "fecha_corte,desde,hasta,tipo,nivel,ámbito,hectáreas,meta_anual,parcelas,almácigos_m2,reemplante_ha\n"
CUT = "2026-10-31"
PARTS = {"Ucayali": "10366.36", "Huánuco": "3349.16", "Loreto": "3887.29", "San Martín": "2007.40", "Pasco": "288.44"}
COUNTRY = Decimal("19981.74")


def _bulletin(country: str, parts: dict[str, str], cut: str) -> str:
    start = f"{cut[:4]}-02-01"
    rows = [f"{cut},{start},{cut},acumulado,nacional,Perú,{country},,,,"]
    rows += [f"{cut},{start},{cut},acumulado,departamento,{name},{value},,,," for name, value in parts.items()]
    return HEADING + "\n".join(rows) + "\n"


@pytest.fixture(scope="module")
def warehouse(scenario: Callable[..., Warehouse]) -> Warehouse:
    warehouse = scenario("closing")
    landing = warehouse.settings.landing
    put(
        landing,
        "corah/eradication_bulletin/2026-11-20__partes.csv",
        _bulletin(str(COUNTRY), PARTS, CUT),
        cited("partes", series="corah"),
    )
    above = _bulletin("15000.00", PARTS, "2026-09-30")
    put(landing, "corah/eradication_bulletin/2026-10-20__encima.csv", above, cited("encima", series="corah"))
    assert warehouse.command("run").exit_code == 0, warehouse.said
    return warehouse


def test_what_the_departments_leave_of_their_own_total_is_a_row_with_the_share_covered(warehouse: Warehouse) -> None:
    rows = dict(
        warehouse.released(
            """select territory_code, ytd_ha from marts.mart_eradication_ytd
               where territory_level = 'departamento' and cutoff_date = ?""",
            date.fromisoformat(CUT),
        )
    )
    assert rows["SIN-DEPARTAMENTO"] == Decimal("83.09")
    assert sum(rows.values()) == COUNTRY
    ((note,),) = warehouse.released(
        "select note_es from marts.mart_eradication_ytd where territory_code = 'SIN-DEPARTAMENTO' and cutoff_date = ?",
        date.fromisoformat(CUT),
    )
    assert "Las demás filas suman 19,898.65 de 19,981.74 ha del país (99.6 %)." in note


def test_departments_above_the_country_of_their_bulletin_are_withheld(warehouse: Warehouse) -> None:
    rows = warehouse.released(
        """select territory_code, ytd_ha, verdict, note_es from marts.mart_eradication_ytd
           where territory_level = 'departamento' and cutoff_date = date '2026-09-30'"""
    )
    assert len(rows) == len(PARTS)
    assert {(row[1], row[2]) for row in rows} == {(None, "NO PUBLICABLE")}
    assert all("5 partes suman 19,898.65 ha y el total de Perú es 15,000.00" in row[3] for row in rows)


def test_each_level_of_the_published_area_adds_up_to_the_country_to_the_unit(base: Warehouse) -> None:
    sums = base.released(
        """select p.year, a.territory_level, any_value(p.area_ha), sum(a.area_ha), count(*) filter (where a.area_ha is null)
           from marts.mart_coca_area_series as a
           inner join marts.mart_coca_area_series as p on a.year = p.year and p.territory_level = 'pais' and p.area_ha is not null
           where a.territory_level <> 'pais' group by all"""
    )
    whole = [row for row in sums if row[4] == 0]
    assert len(whole) > 30
    assert [row for row in whole if abs(row[2] - row[3]) > 1] == []


def test_a_row_of_what_is_left_names_the_country_and_the_parts_that_it_was_taken_from(base: Warehouse) -> None:
    roles = base.released(
        """select role, count(*) from control.ctl_value_source
           where indicator_code = 'COCA-AREA' and territory_code = 'SIN-DEPARTAMENTO' and period = '2018'
           group by role order by role"""
    )
    assert roles == [("parte restada", 13), ("total nacional", 1)]
