"""Every layout that publishers use is read right, through to the staged and the released values."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from planted import ANNEX, BULLETIN, BULLETIN_DATES, DEPARTMENTS_GZ, NATIONAL_UTF16, NATIONAL_ZIP, ZONES_CP1252
from scenario import Warehouse


def test_a_semicolon_table_in_cp1252_with_titles_footnotes_and_a_total(planted: Warehouse) -> None:
    assert planted.built(
        """select zone_name, year, area_ha, _row_kind, _row, _column
           from staging.stg_unodc__coca_area_by_zone where _file = ? order by _row, year""",
        ZONES_CP1252,
    ) == [
        ("Aguaytía", 1998, 1050, "value", 4, "1998"),
        ("Aguaytía", 1999, Decimal("1200.5"), "value", 4, "1999*"),
        ("VRAEM", 1998, 12000, "value", 5, "1998"),
        ("VRAEM", 1999, 13000, "value", 5, "1999*"),
        ("San Gabán", 1998, None, "not_monitored", 6, "1998"),
        ("San Gabán", 1999, 300, "value", 6, "1999*"),
        ("TOTAL", 1998, 13050, "control_total", 7, "1998"),
        ("TOTAL", 1999, Decimal("14500.5"), "control_total", 7, "1999*"),
    ]


def test_a_total_row_is_never_a_fact(planted: Warehouse) -> None:
    assert planted.built("select count(*) from core.fct_coca_area_snapshot where _file = ? and _row = 7", ZONES_CP1252) == [(0,)]
    assert planted.built(
        """select count(*) from core.fct_coca_area_snapshot f
           join staging.stg_unodc__coca_area_by_zone s using (_delivery_id, _row, _column) where s._row_kind = 'control_total'"""
    ) == [(0,)]


def test_a_dash_is_not_monitored_and_not_zero(planted: Warehouse) -> None:
    assert planted.released(
        "select area_ha, obs_status from marts.mart_coca_area_series where territory_code = 'SAN-GABAN' and year = 1998"
    ) == [(None, "M")]
    # In the published extracts too: five zones were not monitored in 2018 to 2020, and Yaguas until 2021.
    assert planted.released(
        """select count(*), count(area_ha) from marts.mart_coca_area_series_vintages
           where obs_status = 'M' and vintage_id like '%devida-2022'"""
    ) == [(19, 0)]


@pytest.mark.parametrize(
    ("file", "rows", "facts"),
    [
        (NATIONAL_UTF16, [(1996, 94400), (1997, 68800)], {"encoding": "utf-16", "delimiter": "\t"}),
        (NATIONAL_ZIP, [(1994, 108600), (1995, 115300)], {"encoding": "utf-8-sig", "delimiter": "|"}),
    ],
)
def test_national_tables_in_other_packings(
    planted: Warehouse, file: str, rows: list[tuple[int, int]], facts: dict[str, str]
) -> None:
    assert (
        planted.built("select year, area_ha from staging.stg_unodc__coca_area_national where _file = ? order by year", file)
        == rows
    )
    ((layout,),) = planted.built("select layout from raw.delivery where file_name = ?", file)
    assert json.loads(layout).items() >= facts.items()
    assert planted.released(
        "select year, area_ha from marts.mart_coca_area_series where territory_level = 'pais' and year in (?, ?) order by year",
        rows[0][0], rows[1][0],
    ) == rows  # fmt: skip


def test_a_gzipped_table_with_a_byte_order_mark_and_commas_for_thousands(planted: Warehouse) -> None:
    assert planted.released(
        """select territory_code, area_ha from marts.mart_coca_area_series
           where territory_level = 'departamento' and year = 1999 order by 1"""
    ) == [("10", Decimal("1234.5")), ("25", 2000)]
    kinds = "select _row_kind from staging.stg_unodc__coca_area_by_department where _file = ? order by _row"
    assert planted.built(kinds, DEPARTMENTS_GZ) == [("value",), ("value",), ("control_total",)]


def test_an_annex_of_one_column_takes_its_year_from_the_edition(planted: Warehouse) -> None:
    # A blank cell is «not in this table»: it is neither zero nor a row.
    assert planted.built(
        "select ubigeo, year, area_ha, _column from staging.stg_unodc__coca_area_by_district where _file = ?", ANNEX
    ) == [("010103", 2008, 31, "Superficie (ha)")]


def test_dates_day_first_and_iso_are_the_same_days(planted: Warehouse) -> None:
    assert planted.built(
        """select cutoff_date, period_from_date, period_to_date, eradicated_ha
           from staging.stg_corah__eradication_bulletin where _file = ? order by _row""",
        BULLETIN_DATES,
    ) == [
        (date(2008, 3, 31), date(2008, 1, 1), date(2008, 3, 31), Decimal("2345.75")),
        (date(2008, 6, 30), date(2008, 1, 1), date(2008, 6, 30), 4000),
    ]
    assert planted.released(
        """select cutoff_date, ytd_ha, increment_since_prev_cutoff_ha, days_since_prev_cutoff
           from marts.mart_eradication_ytd where year = 2008 and not is_final order by 1"""
    ) == [(date(2008, 3, 31), Decimal("2345.75"), None, None), (date(2008, 6, 30), 4000, Decimal("1654.25"), 91)]


def test_native_numbers_and_dates_of_a_workbook(planted: Warehouse) -> None:
    assert planted.built(
        """select cutoff_date, eradicated_ha, nurseries_m2, _sheet, _row
           from staging.stg_corah__eradication_bulletin where _file = ?""",
        BULLETIN,
    ) == [(date(2013, 2, 28), Decimal("3000.25"), 15, "Boletín", 4)]


def test_no_file_of_these_was_refused(planted: Warehouse) -> None:
    assert planted.outcome is not None
    assert planted.outcome.load.refused == []
    assert len(planted.outcome.load.new) == 8
