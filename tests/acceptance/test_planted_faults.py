"""Planted faults: a bad row is quarantined, a blocking fault withholds what rests on it, an invariant fault stops the release."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from planted import BULLETIN, DISTRICTS
from scenario import EXTRACTS, Warehouse
from typer.testing import CliRunner, Result

from orchestration.commands.cli import app
from orchestration.settings import PROJECT_ROOT

Key = tuple[str, str, str, str, str]
VALUES = """select indicator_code, territory_level, territory_code, period, cast(cutoff_date as varchar),
                   value, vintage_id, evidence, verdict, note_es, note_en
            from control.ctl_released_value"""


def values_of(warehouse: Warehouse) -> dict[Key, tuple[Any, ...]]:
    """Every released value: (value, vintage, evidence, verdict, notes) by indicator, territory, period and cut-off."""
    return {(row[0], row[1], row[2], row[3], row[4]): row[5:] for row in warehouse.released(VALUES)}


# A planted bad row lands in quarantine with its file, sheet and row, and the rest is released.


@pytest.mark.parametrize(
    ("row", "column", "rule", "received", "reason_es", "reason_en"),
    [
        (2, "2009", "G6", "-5", "«-5» es negativo", "'-5' is negative"),
        (3, "2009", "G4", "999999", "«999999» no es un distrito conocido", "'999999' is not a known district"),
        (4, "2009", "G1", "cuarenta", "«cuarenta» no es un número", "'cuarenta' is not a number"),
        (5, "2106", "G5", "2106", "«2106» no es posible", "is later than the publication of the file (Feb 2011)"),
        (7, "2009", "G2", "050401", "La fila repite otra anterior", "The row repeats an earlier one"),
        (8, "2009", "G2", "050404", "aparece más de una vez con cifras distintas", "more than once with different figures"),
        (9, "2009", "G2", "050404", "aparece más de una vez con cifras distintas", "more than once with different figures"),
    ],
    ids=["negative", "unknown district", "text", "year 2106", "repeated", "contradicted 1", "contradicted 2"],
)
def test_a_bad_row_of_a_csv_is_in_quarantine_with_file_row_and_reason(  # noqa: PLR0917 - one per column above
    planted: Warehouse, row: int, column: str, rule: str, received: str, reason_es: str, reason_en: str
) -> None:
    found = planted.released(
        """select _sheet, _column, rule_id, received_value, reason_es, reason_en, owner_es
           from control.ctl_quarantine where _file = ? and _row = ?""",
        DISTRICTS, row,
    )  # fmt: skip
    assert [entry[:4] for entry in found] == [("", column, rule, received)]
    assert reason_es in found[0][4]
    assert reason_en in found[0][5]
    assert found[0][6] == "DEVIDA – Dirección de Promoción y Monitoreo"


@pytest.mark.parametrize(
    ("row", "rule", "received", "label", "measure"),
    [
        (5, "G5", "2106-02-28", "Fecha de corte", 3001),
        (6, "G1", "por confirmar", "Hectáreas", None),
        (7, "G4", "Atlántida", "Ámbito", 10),
    ],
)
def test_a_bad_row_of_a_workbook_is_in_quarantine_with_its_sheet(
    planted: Warehouse, row: int, rule: str, received: str, label: str, measure: int | None
) -> None:
    assert planted.released(
        """select _sheet, rule_id, received_value, column_label, measure_value
           from control.ctl_quarantine where _file = ? and _row = ?""",
        BULLETIN, row,
    ) == [("Boletín", rule, received, label, measure)]  # fmt: skip


def test_nothing_else_of_those_files_is_in_quarantine(planted: Warehouse) -> None:
    assert planted.released(
        "select _file, count(*) from control.ctl_quarantine where _file like '%prueba%' group by _file order by _file"
    ) == [(BULLETIN, 3), (DISTRICTS, 7)]
    assert planted.released(
        "select rows_read, rows_accepted, rows_quarantined from control.ctl_delivery where file_name = ?", DISTRICTS
    ) == [(9, 2, 7)]


def test_what_the_refused_rows_would_change_decides_about_the_rest(planted: Warehouse) -> None:
    """Two districts of 89 ha are accepted; the rows whose figure can be read would add 66: too much to publish without them."""
    assert planted.released(
        """select territory_code, area_ha, verdict from marts.mart_coca_area_series
           where territory_level = 'distrito' and year = 2009 order by territory_code"""
    ) == [("010401", None, "NO PUBLICABLE"), ("050401", None, "NO PUBLICABLE")]
    ((published, included, rows, unknown),) = planted.released(
        """select total_published, total_if_included, rows_quarantined, rows_unparseable from control.ctl_quarantine_effect
           where territory_level = 'distrito' and period = '2009'"""
    )
    # -5 + 40 + 15 + 16; the repeated row adds nothing, «cuarenta» and the row of 2106 cannot be valued.
    assert (float(published), float(included)) == (89.0, 155.0)
    assert (rows, unknown) == (6, 2)


def test_refused_rows_that_cannot_be_valued_are_a_note(planted: Warehouse) -> None:
    ((ha, verdict, note_es, note_en),) = planted.released(
        """select ytd_ha, verdict, note_es, note_en from marts.mart_eradication_ytd
           where territory_level = 'pais' and cutoff_date = date '2013-02-28'"""
    )
    assert (float(ha), verdict) == (3000.25, "PUBLICABLE CON NOTA")
    assert "Filas en cuarentena que no se cuentan: 3 (" in note_es
    assert "Of unknown effect: 3." in note_en


def test_the_report_lists_every_refused_row(planted: Warehouse) -> None:
    payload = json.loads((planted.settings.current / "report.json").read_text(encoding="utf-8"))
    listed = {(entry["file"], entry["sheet"], entry["row"]) for entry in payload["quarantine"]}
    assert {(BULLETIN, "Boletín", row) for row in (5, 6, 7)} <= listed
    page = (planted.settings.current / "report" / "es" / "cuarentena.html").read_text(encoding="utf-8")
    assert "Atlántida" in page
    assert "cuarenta" in page


def test_what_was_published_before_keeps_its_values(planted: Warehouse, base: Warehouse) -> None:
    before, after = values_of(base), values_of(planted)
    assert {key: value[:3] for key, value in after.items() if key in before} == {key: value[:3] for key, value in before.items()}


def test_rows_read_are_accepted_or_in_quarantine_with_bad_rows_too(planted: Warehouse) -> None:
    assert (
        planted.released(
            """select delivery_id from control.ctl_delivery
               where status = 'loaded' and rows_read <> rows_accepted + rows_quarantined"""
        )
        == []
    )


# A planted blocking fault withholds exactly the indicators that rest on that delivery and leaves all others.


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
    payload = json.loads((two_faults.settings.current / "report.json").read_text(encoding="utf-8"))
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


# A planted invariant fault gives exit code 3 and leaves ``current`` alone.


def command(warehouse: Warehouse, *arguments: str) -> Result:
    settings = warehouse.settings
    environment = {
        "CSAD_HOME": str(settings.home),
        "CSAD_LANDING": str(settings.landing),
        "CSAD_DBT_PROJECT": str(settings.dbt_project),
        "CSAD_RULES": str(settings.rules),
    }
    return CliRunner().invoke(app, list(arguments), env=environment, catch_exceptions=False)


def assert_refused(warehouse: Warehouse, rule_id: str, text_es: str, text_en: str) -> dict[str, Any]:
    before = warehouse.current_state()
    result = command(warehouse, "run", "--json")
    assert result.exit_code == 3, result.output
    assert warehouse.current_state() == before
    summary: dict[str, Any] = json.loads(result.stdout)
    assert (summary["released"], summary["release_id"], summary["outcome"]) == (False, None, "refused")

    report = Path(summary["report"])
    assert warehouse.settings.refusals in report.parents
    payload = json.loads((report / "report.json").read_text(encoding="utf-8"))
    assert payload["run"]["released"] is False
    assert payload["run"]["current_release_id"] == warehouse.settings.current.readlink().name
    (refusal,) = [item for item in payload["run"]["refusals"] if item["rule_id"] == rule_id]
    assert len(summary["refusals"]) == len(payload["run"]["refusals"])
    assert text_es in refusal["text_es"]
    assert text_en in refusal["text_en"]
    for language, text in (("es", text_es), ("en", text_en)):
        page = (report / language / "index.html").read_text(encoding="utf-8")
        assert text.split("«")[0].strip() in page.replace("&#39;", "'").replace("&#x27;", "'")
    last = warehouse.built("select outcome, release_id from control.ctl_run order by started_at desc limit 1")
    assert last == [("refused", None)]
    return summary


@pytest.fixture
def own_dbt_project(tmp_path: Path) -> Path:
    shutil.copytree(PROJECT_ROOT / "dbt_project", tmp_path / "dbt_project", ignore=shutil.ignore_patterns("target", "logs"))
    return tmp_path / "dbt_project"


def test_a_model_that_loses_rows_stops_the_release(scenario: Callable[..., Warehouse], own_dbt_project: Path) -> None:
    model = own_dbt_project / "models/staging/pirdais/stg_pirdais__achievements.sql"
    model.write_text(model.read_text(encoding="utf-8") + "and _row > 5\n", encoding="utf-8")
    warehouse = scenario("lossy_model", dbt_project=own_dbt_project)
    summary = assert_refused(
        warehouse,
        "I1",
        "se leyeron 1 filas, pero se aceptaron 0, 0 son de otros programas y hay 0 en cuarentena: faltan 1.",
        "1 rows were read, but 0 were accepted, 0 belong to other programmes and 0 are in quarantine: 1 are missing.",
    )
    assert summary["rules"]["failed"]["invariante"] == 1


def test_a_rule_that_errors_stops_the_release(base: Warehouse, scenario: Callable[..., Warehouse], tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(PROJECT_ROOT / "expectations" / "rules", rules)
    broken = {
        "owners": {"us": {"owner_es": "Nosotros", "owner_en": "Us"}},
        "rules": [
            {
                "id": "Z1", "severity": "menor", "dimension": "validez", "owner": "us", "relation": "core.dim_indicator",
                "title_es": "Regla rota", "title_en": "Broken rule", "message_es": "x", "message_en": "x",
                "query": "select no_such_column from {batch}",
            }
        ],
    }  # fmt: skip
    (rules / "zz_broken.yml").write_text(yaml.safe_dump(broken), encoding="utf-8")
    warehouse = scenario("broken_rule", rules=rules)
    summary = assert_refused(warehouse, "Z1", "La regla Z1 no se pudo evaluar", "Rule Z1 could not be evaluated")
    assert summary["rules"]["errored"]["menor"] == 1
    assert base.outcome is not None
    assert sum(summary["rules"]["failed"].values()) == sum(result.status == "failed" for result in base.outcome.results)
    # The rule put right, the same home releases again, and tells a person so.
    mended = Warehouse(warehouse.settings.model_copy(update={"rules": PROJECT_ROOT / "expectations" / "rules"}))
    result = command(mended, "run")
    assert result.exit_code == 0
    assert f"Deliveries: 0 new, {len(EXTRACTS)} unchanged, 0 refused" in result.stdout
    assert f"Nothing new: {mended.settings.current.readlink().name} stands" in result.stdout
    assert "es/index.html" in result.stdout


def test_a_model_that_does_not_build_stops_the_release(scenario: Callable[..., Warehouse], own_dbt_project: Path) -> None:
    model = own_dbt_project / "models/core/dim_source.sql"
    model.write_text("select no_such_column from {{ source('run', 'contract') }}\n", encoding="utf-8")
    warehouse = scenario("broken_model", dbt_project=own_dbt_project)
    summary = assert_refused(
        warehouse,
        "model.csad_warehouse.dim_source",
        "La construcción falló en «dim_source»",
        "The build failed at 'dim_source'",
    )
    assert sum(summary["rules"]["passed"].values()) == 0


def test_a_dbt_project_that_cannot_be_read_stops_the_release(scenario: Callable[..., Warehouse], own_dbt_project: Path) -> None:
    (own_dbt_project / "models/marts/mart_commitments.sql").write_text(
        "select * from {{ ref('no_such_model') }}\n", encoding="utf-8"
    )
    warehouse = scenario("unparsable_project", dbt_project=own_dbt_project)
    assert_refused(warehouse, "dbt", "La construcción no pudo empezar", "The build could not start")
