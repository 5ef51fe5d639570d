"""US Government estimates, projections and press roundings keep their kind and never enter the official series."""

from __future__ import annotations

from decimal import Decimal

import pytest
from scenario import Warehouse


@pytest.mark.parametrize(
    ("year", "area", "series"),
    [
        (2012, 50500, "us_government"),
        (2020, 88200, "us_government"),
        (2021, 80000, "press_rounding"),
        (2023, 109250, "projection"),
        (2011, 64400, "image_date_area"),
        (2017, 55000, "official_statement"),
        (1998, 38700, "other_survey"),
    ],
)
def test_an_area_of_another_series_is_loaded_with_its_kind_and_never_selected(
    base: Warehouse, year: int, area: int, series: str
) -> None:
    assert base.released(
        """select is_comparable, is_selected from marts.mart_coca_area_series_vintages
           where territory_level = 'pais' and year = ? and area_ha = ? and series_code = ?""",
        year, area, series,
    ) == [(False, False)]  # fmt: skip
    assert base.released(
        "select count(*) from marts.mart_coca_area_series where territory_level = 'pais' and area_ha = ?", area
    ) == [(0,)]


@pytest.mark.parametrize(
    ("year", "rounded"), [(2012, 14100), (2013, 23900), (2013, 25000), (2014, 32000), (2015, 17500), (2019, 22000)]
)
def test_a_press_rounding_of_the_eradication_is_visible_and_never_selected(base: Warehouse, year: int, rounded: int) -> None:
    assert base.released(
        """select series_code, is_comparable, is_selected from marts.mart_eradication_ytd_vintages
           where territory_level = 'pais' and year = ? and ytd_ha = ?""",
        year, rounded,
    ) == [("press_rounding", False, False)]  # fmt: skip
    assert base.released(
        "select count(*) from marts.mart_eradication_ytd where territory_level = 'pais' and ytd_ha = ?", rounded
    ) == [(0,)]


def test_the_official_series_holds_only_unodc_devida_and_sums_of_its_districts(base: Warehouse) -> None:
    assert base.released("select distinct series_code from marts.mart_coca_area_series order by 1") == [
        ("district_sum",),
        ("unodc_devida",),
    ]
    assert base.released("select distinct series_code from marts.mart_coca_area_series where territory_level = 'pais'") == [
        ("unodc_devida",)
    ]
    assert base.released("select distinct series_code from marts.mart_eradication_ytd order by 1") == [
        ("corah",),
        ("unodc_reported",),
    ]


def test_every_selected_vintage_is_comparable_and_one_per_value(base: Warehouse) -> None:
    for mart, key in (
        ("mart_coca_area_series_vintages", "territory_level, territory_code, year"),
        ("mart_eradication_ytd_vintages", "territory_level, territory_code, cutoff_date"),
    ):
        assert base.released(f"select count(*) from marts.{mart} where is_selected and not is_comparable") == [(0,)]
        assert base.released(f"select {key} from marts.{mart} where is_selected group by {key} having count(*) > 1") == []


def test_2106_as_a_year_is_caught_in_the_deck(base: Warehouse) -> None:
    assert base.released(
        "select printed_due_year, status, note_es, note_en from control.ctl_published_figure where figure_id = 'F19'"
    ) == [(2106, "errata", "El año impreso, 2106, no es posible.", "The printed year, 2106, is impossible.")]
    assert base.released("select max(calendar_date) < date '2100-01-01' from core.dim_date") == [(True,)]


def test_the_904_ha_without_a_zone_are_shown_and_not_spread(base: Warehouse) -> None:
    zones = base.released(
        """select territory_code, zone_sk = -1, ytd_ha from marts.mart_eradication_ytd
           where territory_level = 'zona' and year = 2015 order by territory_code"""
    )
    assert zones == [
        ("AGUAYTIA", False, 3864),
        ("ALTO-HUALLAGA", False, 9169),
        ("BAJO-AMAZONAS", False, 13805),
        ("PICHIS-PALCAZU-PACHITEA", False, 5870),
        ("SAN-GABAN", False, 2256),
        ("SIN-ZONA", True, 904),
    ]
    assert sum(row[2] for row in zones) == 35868
    assert base.released(
        "select zone_unassigned_ha from marts.mart_eradication_ytd where territory_level = 'pais' and ytd_ha = 35868"
    ) == [(904,)]
    # The bulletin holds no such row: it is computed, and no fact is invented for it.
    assert base.released("select count(*) from core.fct_eradication where eradicated_ha = 904") == [(0,)]
    assert base.released("select zone_name from core.dim_coca_zone where zone_sk = -1") == [("Sin zona asignada",)]


def test_the_sums_of_districts_reproduce_what_is_known_of_them(base: Warehouse) -> None:
    sums = base.released(
        """select territory_code, area_ha, evidence from marts.mart_coca_area_series_vintages
           where series_code = 'district_sum' and year = 2014 and territory_code in ('VRAEM', '25') order by territory_code"""
    )
    # InSight Crime prints 332 ha for Ucayali; UNODC's own figure for VRAEM, 18,845, is preferred and stands beside.
    assert sums == [("25", Decimal(332), "derived"), ("VRAEM", Decimal(18729), "derived")]
    assert base.released("select area_ha from marts.mart_coca_area_series where territory_code = 'VRAEM' and year = 2014") == [
        (18845,)
    ]
