"""A date that says less never beats one that says more, and only like is compared with like (docs/adr/0023)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import permutations

import pytest
from scenario import Warehouse, cited, put

NATIONAL = "unodc/coca_area_national"
HEADING = "fecha_corte,desde,hasta,tipo,nivel,ámbito,hectáreas,meta_anual,parcelas,almácigos_m2,reemplante_ha\n"
BALANCE = "corah/eradication_bulletin/2026-11-20__balance-2025.csv"
DATES = ("2025", "2025-10", "2025-10-15")


def _years() -> Iterator[tuple[int, tuple[str, ...]]]:
    """One year for each pair of dates, in either order of the file names."""
    yield from zip(range(1985, 1991), permutations(DATES, 2), strict=True)


@pytest.fixture(scope="module")
def warehouse(scenario: Callable[..., Warehouse]) -> Warehouse:
    warehouse = scenario("editions")
    landing = warehouse.settings.landing
    for year, dates in _years():
        for place, day in zip(("uno", "dos"), dates, strict=True):
            name = f"{place}-{year}"
            put(landing, f"{NATIONAL}/{day}__{name}.csv", f"Año,Hectáreas\n{year},{_value(year, day)}\n", cited(name))
    balance = HEADING + "2025-12-31,2025-01-01,2025-12-31,anual,nacional,Perú,27000,33000,,,\n"
    put(landing, BALANCE, balance, cited("balance-2025", series="corah"))
    assert warehouse.command("run").exit_code == 0, warehouse.said
    return warehouse


def _value(year: int, day: str) -> int:
    """Hectares of an edition: near enough to the other ones that their size surprises nobody."""
    return 40_000 + (year - 1985) * 10 + len(day)


@pytest.mark.parametrize(("year", "dates"), list(_years()))
def test_of_two_editions_the_one_whose_date_says_more_counts_and_the_other_is_told(
    warehouse: Warehouse, year: int, dates: tuple[str, ...]
) -> None:
    used, other = sorted(dates, key=len, reverse=True)
    ((value, published_on),) = warehouse.built(
        "select area_ha, published_on from intermediate.int_coca_area__resolved where territory_level = 'pais' and year = ?", year
    )
    assert (int(value), published_on) == (_value(year, used), used)
    ((said,),) = warehouse.built(
        "select text_es from control.ctl_issue where rule_id = 'G30' and territory_level = 'pais' and period = ?",
        str(year),
    )
    assert f"{_value(year, used):,}.00 ha" in said
    assert f"{_value(year, other):,}.00 ha" in said


def test_progress_is_measured_against_the_target_of_july_and_the_printed_one_is_told(warehouse: Warehouse) -> None:
    ((target, share),) = warehouse.built(
        """select target_operational_ha,
                  round(100.0 * progress_vs_annual_num_ha / progress_vs_annual_den_ha, 1) from marts.mart_eradication_ytd
           where territory_level = 'pais' and year = 2025 and cutoff_date = date '2025-12-31'"""
    )
    assert (float(target), float(share)) == (34000.0, 79.4)
    said = dict(
        warehouse.built(
            "select rule_id, text_es from control.ctl_issue where rule_id in ('R22.11', 'R22.12') and period = '2025'"
        )
    )
    assert "imprime una meta de 33,000 ha para 2025; el avance se mide contra 34,000" in said["R22.11"]
    assert "34,000 ha (19-jul-2025) y 30,000 ha (2025)" in said["R22.12"]


def test_no_change_stands_across_a_series_or_a_method(base: Warehouse) -> None:
    pairs = base.released(
        """select b.year, a.series_code = b.series_code, b.is_method_break, b.yoy_pct, b.yoy_note_es
           from marts.mart_coca_area_series as b
           inner join marts.mart_coca_area_series as a
               on a.territory_level = b.territory_level and a.territory_code = b.territory_code and a.year = b.year - 1
           where a.area_ha is not null and b.area_ha is not null and a.territory_code not like 'SIN-%'"""
    )
    unlike = [row for row in pairs if not row[1] or row[2]]
    assert len(unlike) > 50
    assert {(row[3], row[4] is None) for row in unlike} == {(None, False)}
    like = [row for row in pairs if row[1] and not row[2]]
    assert len(like) > 50
    assert [row for row in like if row[4]] == []
    said = {
        row[0]
        for row in base.released("select distinct yoy_note_es from marts.mart_coca_area_series where yoy_note_es is not null")
    }
    assert said == {
        "No hay cifra publicable de los dos años.",
        "Lo que queda sin asignar depende de los lugares que tienen dato ese año: no se compara.",
        "Las cifras de los dos años son de series distintas y no se comparan.",
        "El método cambió ese año: no se compara con el anterior.",
    }


def test_the_zones_never_exceed_the_country_and_none_counts_before_or_after_its_years(base: Warehouse) -> None:
    above = base.built(
        """select z.year, sum(z.area_ha), any_value(p.area_ha)
           from intermediate.int_coca_area__resolved as z
           inner join intermediate.int_coca_area__resolved as p on z.year = p.year and p.territory_level = 'pais'
           where z.territory_level = 'zona'
           group by z.year having sum(z.area_ha) > any_value(p.area_ha) + 1"""
    )
    assert above == []
    outside = base.built(
        """select r.territory_code, r.year from intermediate.int_coca_area__resolved as r
           inner join core.dim_coca_zone as z on r.zone_sk = z.zone_sk
           where r.territory_level = 'zona' and r.area_ha is not null
             and (r.year < z.valid_from_year or r.year > z.valid_to_year)"""
    )
    assert outside == []
