"""The figures that the deck of 10 November 2015 printed, read from the released file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from scenario import Warehouse


def test_the_base_run_releases_every_published_extract(base: Warehouse) -> None:
    assert base.outcome is not None
    assert base.outcome.word == "released"
    assert base.outcome.load.refused == []
    assert base.outcome.refusals == []


def test_eradication_2012_to_2014_is_69162_with_a_note_and_the_other_vintage_is_visible(base: Warehouse) -> None:
    years = base.released(
        """select year, ytd_ha, evidence, verdict, note_es, note_en from marts.mart_eradication_ytd
           where territory_level = 'pais' and is_final and year between 2012 and 2014 order by year"""
    )
    assert [(year, ha) for year, ha, *_ in years] == [(2012, 14171), (2013, 23785), (2014, 31206)]
    assert sum(row[1] for row in years) == 69162
    assert {row[2:4] for row in years} == {("unverified", "PUBLICABLE CON NOTA")}
    assert all("sin fuente" in row[4] and "in circulation without a" in row[5] for row in years)

    vintages = base.released(
        """select year, ytd_ha, is_selected from marts.mart_eradication_ytd_vintages
           where territory_level = 'pais' and is_final and is_comparable and year in (2012, 2013) order by year, ytd_ha"""
    )
    assert vintages == [(2012, 14171, True), (2012, 14234, False), (2013, 23785, True), (2013, 23947, False)]


def test_31379_ha_at_2_november_2015_and_35868_at_year_end(base: Warehouse) -> None:
    cutoffs = base.released(
        """select cutoff_date, ytd_ha, is_final, is_latest_cutoff from marts.mart_eradication_ytd
           where territory_level = 'pais' and year = 2015 order by cutoff_date"""
    )
    assert cutoffs == [(date(2015, 11, 2), 31379, False, False), (date(2015, 12, 31), 35868, True, True)]


def test_titles_26000_and_budget_19412383_are_exact(base: Warehouse) -> None:
    country = base.released(
        """select titles_target, budget_pen, verdict from marts.mart_titling_progress
           where territory_code = '00' and plan_year = 2015"""
    )
    assert country == [(Decimal("26000.0000"), Decimal("19412383.0000"), "EN REVISIÓN")]
    regions = base.released(
        """select sum(titles_target), sum(budget_pen), count(*)
           from marts.mart_titling_progress where territory_level = 'departamento'"""
    )
    assert regions == [(26000, 19412383, 6)]


def test_effective_reduction_shows_its_four_readings_with_their_windows(base: Warehouse) -> None:
    readings = base.released(
        """select definition_code, base_year, end_year, round(effective_reduction_pct, 1), is_canonical
           from marts.mart_effective_reduction order by definition_code"""
    )
    assert readings == [
        ("ER-2010", 2010, 2014, Decimal("29.9"), False),
        ("ER-2011", 2011, 2014, Decimal("31.4"), True),
        ("ER-2012", 2012, 2014, Decimal("29.0"), False),
        ("ER-RATIO", 2011, 2014, Decimal("28.3"), False),
    ]
    # 19,600 ha of net fall: over the base year's area, or over what was eradicated in the same window.
    parts = base.released(
        """select net_reduction_ha, area_base_ha, gross_erad_ha, flow_from_year, flow_to_year
           from marts.mart_effective_reduction where definition_code = 'ER-RATIO'"""
    )
    assert parts == [(19600, 62500, 69162, 2012, 2014)]


def test_a_reading_whose_flow_covers_other_years_has_no_net_to_gross_ratio(base: Warehouse) -> None:
    rows = base.released(
        """select definition_code, window_consistent, net_to_gross_pct is null, implied_new_planting_ha is null
           from marts.mart_effective_reduction where base_year <> 2011 order by 1"""
    )
    assert rows == [("ER-2010", False, True, True), ("ER-2012", False, True, True)]


def test_implied_new_planting_is_49562_ha(base: Warehouse) -> None:
    assert base.released(
        "select implied_new_planting_ha, new_planting_verdict from marts.mart_effective_reduction where is_canonical"
    ) == [(49562, "PUBLICABLE CON NOTA")]
    assert base.released("select value, verdict from control.ctl_released_value where indicator_code = 'NUEVA-SIEMBRA'") == [
        (49562, "PUBLICABLE CON NOTA")
    ]


def test_the_figures_of_the_deck_are_derived_again(base: Warehouse) -> None:
    statuses = dict(base.released("select figure_id, status from control.ctl_published_figure where figure_id like 'F%'"))
    assert {statuses[f"F{n:02}"] for n in (1, *range(3, 17), 23)} == {"reproducido"}
    assert statuses["F02"] == "ambigüedad_de_definición"
    assert statuses["F19"] == "errata"
    assert {"F17", "F18", "F20", "F21", "F22"} == {name for name, status in statuses.items() if status == "sin_fuente_todavía"}
    assert len(statuses) == 34
