"""A planted blocking fault withholds exactly the indicators that rest on that delivery and leaves all others."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from scenario import Warehouse
from values import Key, values_of


def resting_on(warehouse: Warehouse, file: str) -> set[Key]:
    """Every value that a row of ``file`` is a source of."""
    rows = warehouse.released(
        """select distinct indicator_code, territory_level, territory_code, period, cast(cutoff_date as varchar)
           from control.ctl_value_source where _file = ?""",
        file,
    )
    return {(row[0], row[1], row[2], row[3], row[4]) for row in rows}


ZONE_REPORT = "unodc/coca_area_by_zone/2023__devida-2022.csv"
ZONE_GAP = (
    "La fila Total de 2020 dice 61,000 ha y la suma de las filas es 61,777: la diferencia es -777 ha",
    "The Total row of 2020 says 61,000 ha and the rows add up to 61,777: a difference of -777 ha",
)
PLAN = "pirdais/titling_plan/2015-11-10__cicad-doc-2217-15.csv"
PLAN_GAP = ("La fila Total dice 26,000 títulos", "the regions add up to 25,200 titles")


@pytest.fixture(scope="module")
def two_faults(scenario: Callable[..., Warehouse]) -> Warehouse:
    """The zone report of 2022 with a TOTAL of 2020 that is 777 ha short, and the titling plan without Pasco.

    Both faults share a run. What rests on one file rests on nothing of the other, so each is asserted by itself.
    """
    warehouse = scenario("two_faults")
    report, plan = (warehouse.settings.landing / name for name in (ZONE_REPORT, PLAN))
    for path, old, new in ((report, "TOTAL,54134,54655,61777,", "TOTAL,54134,54655,61000,"), (plan, "Pasco,1000000,800\n", "")):
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")
    warehouse.run()
    return warehouse


def assert_withheld(warehouse: Warehouse, keys: set[Key], gap: tuple[str, str]) -> None:
    after = values_of(warehouse)
    for key in keys & after.keys():
        value, *_, verdict, note_es, note_en = after[key]
        assert (value, verdict) == (None, "NO PUBLICABLE"), key
        assert gap[0] in note_es, key
        assert gap[1] in note_en, key


def test_a_total_that_is_not_the_sum_withholds_what_rests_on_the_report(base: Warehouse, two_faults: Warehouse) -> None:
    assert two_faults.outcome is not None
    assert two_faults.outcome.word == "released"
    withheld = resting_on(base, ZONE_REPORT)
    assert {key[:2] + key[3:] for key in withheld} == {
        ("COCA-AREA", "zona", str(year), f"{year}-12-31") for year in range(2018, 2023)
    }
    assert len(withheld) > 90  # twenty zones and five years, less what was not monitored and is known by its districts
    assert_withheld(two_faults, withheld, ZONE_GAP)


def test_a_titling_plan_without_one_region_is_withheld(base: Warehouse, two_faults: Warehouse) -> None:
    withheld = resting_on(base, PLAN)
    assert {key[:2] for key in withheld} == {
        (indicator, level) for indicator in ("TITULOS-META", "TITULOS-COSTO") for level in ("pais", "departamento")
    }
    assert_withheld(two_faults, withheld, PLAN_GAP)
    assert values_of(base).keys() - values_of(two_faults).keys() == {
        (indicator, "departamento", "19", "2015", "2015-12-31") for indicator in ("TITULOS-META", "TITULOS-COSTO")
    }
    assert two_faults.released(
        """select count(titles_target), count(budget_pen), count(cost_per_title_plan_pen), count(target_share_pct), count(*)
           from marts.mart_titling_progress"""
    ) == [(0, 0, 0, 0, 6)]


def test_every_other_value_and_verdict_is_as_it_was(base: Warehouse, two_faults: Warehouse) -> None:
    before, after = values_of(base), values_of(two_faults)
    faulty = resting_on(base, ZONE_REPORT) | resting_on(base, PLAN)
    commitment = {key for key in before if key[0] == "COMP-TITULOS"}
    others = before.keys() - faulty - commitment
    assert len(others) > 1000
    assert {key: after[key] for key in others} == {key: before[key] for key in others}
    assert after.keys() <= before.keys()
    # The commitment of 50,000 titles was withheld before; only the number that its note names follows the plan.
    assert {after[key][:4] for key in commitment} == {before[key][:4] for key in commitment}
    assert all((after[key][0], after[key][3]) == (None, "NO PUBLICABLE") for key in commitment)


def test_the_marts_show_nothing_of_a_withheld_value(base: Warehouse, two_faults: Warehouse) -> None:
    of_report = "vintage_id = 'unodc/coca_area_by_zone@2023__devida-2022'"
    ((n_values,),) = base.released(f"select count(*) from marts.mart_coca_area_series where {of_report}")
    assert two_faults.released(
        f"""select count(area_ha), count(yoy_pct), count(yoy_num_ha), count(*), min(verdict), max(verdict)
            from marts.mart_coca_area_series where {of_report}"""
    ) == [(0, 0, 0, n_values, "NO PUBLICABLE", "NO PUBLICABLE")]
    assert two_faults.released(
        f"select count(area_ha), count(*) from marts.mart_coca_area_series_vintages where {of_report}"
    ) == [(0, 100)]
    columns = "territory_level, territory_code, year, area_ha, yoy_pct, verdict, note_es, vintage_id"
    others = f"select {columns} from marts.mart_coca_area_series where territory_level <> 'zona' or year < 2018 order by all"
    assert two_faults.released(others) == base.released(others)


def test_the_corrected_file_supersedes_and_both_deliveries_are_kept(two_faults: Warehouse) -> None:
    assert two_faults.released(
        "select status, rows_read, rows_accepted, edition from control.ctl_delivery where file_name = ? order by status",
        ZONE_REPORT,
    ) == [("loaded", 105, 105, "devida-2022"), ("superseded", 105, None, "devida-2022")]
    assert two_faults.built("select count(*) from raw.unodc__coca_area_by_zone where _file = ?", ZONE_REPORT) == [(210,)]


def test_the_report_says_which_row_withholds_them(two_faults: Warehouse) -> None:
    assert two_faults.outcome is not None
    failed = {result.rule_id: result for result in two_faults.outcome.results if result.status == "failed"}
    assert (failed["G3.coca_area_by_zone"].severity, failed["G3.coca_area_by_zone"].magnitude) == ("bloqueante", 777)
    assert (failed["R5.1"].severity, failed["R5.1"].magnitude) == ("bloqueante", 800)
    payload = two_faults.payload()
    reasons = [
        reason
        for indicator in payload["indicators"]
        for item in indicator["entries"]
        if indicator["indicator_code"] == "COCA-AREA" and item["territory_level"] == "zona" and item["period"] == "2020"
        for reason in item["reasons"]
        if reason["rule_id"] == "G3.coca_area_by_zone" and item["verdict"] == "NO PUBLICABLE"
    ]
    assert reasons
    places = {(place["file"], place["row"], place["column"]) for reason in reasons for place in reason["locations"]}
    assert places == {(ZONE_REPORT, 22, "2020")}
