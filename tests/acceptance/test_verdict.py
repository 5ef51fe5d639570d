"""The verdict as the design asks for it: signatures, waivers, effect of the quarantine, scores, and what was planted."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from planted import BULLETIN
from scenario import Warehouse, cited, put
from typer.testing import CliRunner

from orchestration.commands.cli import app
from orchestration.decisions.decide import sign, waive

ANA = "Ana Quispe, Monitoreo"
NATIONAL_AGAIN = "unodc/coca_area_national/2026-11-20__prueba-otra-edicion.csv"
ZONES = "unodc/coca_area_by_zone/2026-11-20__prueba-zonas.csv"
NO_COLUMN = "corah/eradication_bulletin/2026-11-12__boletin-sin-columna.csv"
DAMAGED = "corah/eradication_bulletin/2026-11-13__boletin-cortado.xlsx"


def verdict_of(warehouse: Warehouse, code: str, period: str, level: str = "pais") -> tuple[Any, ...]:
    """Value, verdict, Spanish note and deciding step of the one value of a period."""
    (row,) = warehouse.released(
        """select r.value, r.verdict, r.note_es, v.step from control.ctl_released_value as r
           inner join control.ctl_indicator_verdict as v
               using (indicator_code, territory_level, territory_code, period, cutoff_date)
           where r.indicator_code = ? and r.territory_level = ? and (r.period = ? or r.period like ? || ' (%')""",
        code, level, period, period,
    )  # fmt: skip
    return (None if row[0] is None else float(row[0]), *row[1:])


def payload_of(warehouse: Warehouse) -> dict[str, Any]:
    return json.loads((warehouse.settings.current / "report.json").read_text(encoding="utf-8"))


def page_of(warehouse: Warehouse, name: str, language: str = "es") -> str:
    """The text of a page, without marks."""
    html = (warehouse.settings.current / "report" / language / name).read_text(encoding="utf-8")
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", html, flags=re.S)).split())


# A fresh installation: nobody has signed, so nothing is PUBLICABLE, and what is clean says so.


def test_without_signatures_what_is_clean_is_under_review(base: Warehouse) -> None:
    assert base.released("select count(*) from control.ctl_indicator_verdict where verdict = 'PUBLICABLE'") == [(0,)]
    value, verdict, note, step = verdict_of(base, "COCA-AREA", "2014")
    assert (value, verdict, step) == (42900.0, "EN REVISIÓN", 7)
    assert note == "Datos sin observaciones. Falta la firma de DEVIDA – Dirección de Promoción y Monitoreo."


def test_an_overdue_delivery_withholds_the_newest_figure_and_no_other(base: Warehouse) -> None:
    value, verdict, note, step = verdict_of(base, "ERAD-YTD", "2021")
    assert (value, verdict, step) == (None, "NO PUBLICABLE", 2)
    assert note.startswith("No hubo actualización desde 02-nov-2019: el plazo de 45 días")
    assert "venció el 17-dic-2019." in note
    assert base.released(
        """select count(*) from control.ctl_indicator_verdict
           where step = 2
             and (indicator_code, cutoff_date) not in (('ERAD-YTD', date '2021-12-31'), ('COCA-AREA', date '2022-12-31'))"""
    ) == [(0,)]


def test_coverage_below_the_minimum_withholds_and_below_the_whole_is_a_note(base: Warehouse) -> None:
    found = base.released(
        "select distinct verdict, step from control.ctl_indicator_verdict where territory_level = 'zona' and period = '2006'"
    )
    assert found == [("NO PUBLICABLE", 3)]
    assert base.released(
        """select distinct text_es from control.ctl_verdict_reason
           where rule_id = 'G11' and indicator_code = 'COCA-AREA' and period = '2006'"""
    ) == [("Hay dato de 4 de 5 territorios en 2006 (80.0 %; el mínimo es 93 %).",)]
    assert base.released(
        "select distinct severity_rank from control.ctl_verdict_reason where rule_id = 'G11.parcial' and period = '2018'"
    ) == [(2,)]


def test_a_restatement_from_the_threshold_of_the_indicator_is_a_note_with_both_figures(base: Warehouse) -> None:
    ((verdict, step, note),) = base.released(
        """select verdict, step, note_es from control.ctl_indicator_verdict
           where indicator_code = 'COCA-AREA' and territory_code = 'CALLERIA' and period = '2021'"""
    )
    assert (verdict, step) == ("PUBLICABLE CON NOTA", 5)
    assert "El área de Callería en 2021 era 6,005 ha en la edición de 2022 y ahora es 6,095 ha (edición de 2023)" in note


def test_a_minor_rule_never_changes_a_verdict(base: Warehouse) -> None:
    """Acceptance 11: values about which only minor rules say something are as if nothing was said."""
    minor = base.released(
        """select v.verdict, v.note_es, m.text_es
           from control.ctl_indicator_verdict as v
           inner join control.ctl_verdict_reason as m
               on m.severity = 'menor' and (m.indicator_code, m.territory_level, m.territory_code, m.period, m.cutoff_date)
                  = (v.indicator_code, v.territory_level, v.territory_code, v.period, v.cutoff_date)
           where not exists (
               select 1 from control.ctl_verdict_reason as o
               where o.severity_rank <= 3 and (o.indicator_code, o.territory_level, o.territory_code, o.period, o.cutoff_date)
                     = (v.indicator_code, v.territory_level, v.territory_code, v.period, v.cutoff_date))"""
    )
    assert minor
    assert {verdict for verdict, _, _ in minor} == {"EN REVISIÓN"}
    assert not [note for _, note, text in minor if text in note]


def test_the_score_is_capped_where_a_rule_fails(base: Warehouse) -> None:
    """Acceptance 12: any blocking rule failing caps at 49, any major one at 79."""
    capped = """select max(s.score) from control.ctl_indicator_score as s
                inner join control.ctl_verdict_reason as r using (indicator_code, territory_level, period, cutoff_date)
                where r.severity = ?"""
    assert [float(row[0]) for row in base.released(capped, "bloqueante")] == [49.0]
    assert [float(row[0]) for row in base.released(capped, "mayor")] == [79.0]
    best = "select max(score), min(grade) from control.ctl_indicator_score where score_cap is null"
    assert [(float(score), grade) for score, grade in base.released(best)] == [(100.0, "A")]


def test_dimensions_without_rules_are_not_100(base: Warehouse) -> None:
    (indicator,) = [item for item in payload_of(base)["indicators"] if item["indicator_code"] == "ERAD-YTD"]
    dimensions = {item["dimension"]: (item["score"], item["n_rules"] > 0) for item in indicator["score"]["dimensions"]}
    assert set(dimensions) == {"validez", "integridad", "precision", "fiabilidad", "oportunidad"}
    assert all((score is None) == (not has_rules) for score, has_rules in dimensions.values())
    assert dimensions["fiabilidad"][1]
    assert dimensions["oportunidad"][0] < 100


def test_the_delivery_score_is_the_table_of_the_design(base: Warehouse) -> None:
    table = {
        ("muy tarde", "pasa todo"): 0, ("muy tarde", "pasa lo básico"): 0, ("tarde", "pasa lo básico"): 1,
        ("tarde", "pasa todo"): 3, ("a tiempo", "pasa lo básico"): 2, ("a tiempo", "pasa todo"): 4,
    }  # fmt: skip
    found = base.released("select distinct timeliness, quality, score from marts.mart_dq_delivery where timeliness is not null")
    assert {(timeliness, quality): score for timeliness, quality, score in found} == table


def test_reconciliations_are_the_thirteen_of_the_model(base: Warehouse) -> None:
    found = base.released("select distinct reconciliation_id, status from marts.mart_dq_reconciliation order by 1")
    assert [code for code, _ in found] == [f"X{number:02}" for number in range(1, 14)]
    status = dict(found)
    assert {code for code in status if status[code] == "sin fuente"} == {"X05", "X06", "X07", "X08", "X09", "X10", "X11", "X13"}
    ((left, right, difference),) = base.released(
        """select left_value, right_value, difference from marts.mart_dq_reconciliation
           where reconciliation_id = 'X02' and line_status = 'no concilia'"""
    )
    assert (float(left), float(right), float(difference)) == (34964.0, 35868.0, -904.0)


# What is planted is found: acceptance 1.


def test_an_impossible_date_is_named_with_file_sheet_row_and_owner(planted: Warehouse) -> None:
    lists = {item["slug"]: item for item in payload_of(planted)["work_lists"]}
    owner = lists["corah-ministerio-del-interior"]
    (file,) = [item for item in owner["files"] if item["file"] == BULLETIN]
    (item,) = [item for item in file["items"] if item["row"] == 5]
    assert (item["sheet"], item["column"], item["value"], item["state"]) == ("Boletín", "Fecha de corte", "2106-02-28", "nuevo")
    assert "no es posible" in item["text_es"]
    assert "fecha" in item["expected_es"]
    for language in ("es", "en"):
        page = page_of(planted, "corregir/corah-ministerio-del-interior.html", language)
        assert BULLETIN.rsplit("/", maxsplit=1)[1] in page
        assert "Boletín" in page
        assert "2106-02-28" in page
    assert "CORAH – Ministerio del Interior" in page_of(planted, "cuarentena.html")
    assert planted.released("select status from marts.mart_published_figures where figure_id = 'F19'") == [("errata",)]


def test_the_sender_gets_his_own_sheet_with_the_reason(planted: Warehouse) -> None:
    folder = planted.settings.current / "report"
    (owner,) = [item for item in payload_of(planted)["work_lists"] if item["slug"] == "corah-ministerio-del-interior"]
    (file,) = [item for item in owner["files"] if item["file"] == BULLETIN]
    assert file["xlsx"]
    from python_calamine import CalamineWorkbook

    sheet = CalamineWorkbook.from_path(str(folder / file["xlsx"])).get_sheet_by_name("Boletín").to_python()
    header = next(row for row in sheet if "MOTIVO" in row)
    assert header[:3] == ["fecha_corte", "desde", "hasta"]
    assert [bool(row[header.index("MOTIVO")]) for row in sheet[3:7]] == [False, True, True, True]


# What the refused rows would change, to the row: acceptance 3.


@pytest.fixture(scope="module")
def quarantined(scenario: Callable[..., Warehouse]) -> Warehouse:
    """A zone table of years that nobody else gives, with a zone that does not exist: 10 ha beside 2,000 in 1999, 30 in 2000."""
    warehouse = scenario("quarantined")
    rows = "Zona,1999,2000\nVRAEM,1200,1200\nAguaytía,800,800\nZona Perdida,10,30\n"
    put(warehouse.settings.landing, ZONES, rows, cited("prueba-zonas"))
    warehouse.run()
    return warehouse


def test_one_refused_row_changes_the_effect_by_its_measure(quarantined: Warehouse) -> None:
    found = quarantined.released(
        """select period, rows_quarantined, rows_unparseable, total_published, total_if_included, impact_abs, impact_pct
           from control.ctl_quarantine_effect where territory_level = 'zona' and period in ('1999', '2000') order by 1"""
    )
    assert [tuple(map(float, row)) for row in found] == [
        (1999.0, 1.0, 0.0, 2000.0, 2010.0, 10.0, 0.5),
        (2000.0, 1.0, 0.0, 2000.0, 2030.0, 30.0, 1.5),
    ]


def test_the_effect_decides_by_the_materiality_of_the_sheet(quarantined: Warehouse) -> None:
    found = quarantined.released(
        """select distinct period, verdict, step, note_es from control.ctl_indicator_verdict
           where territory_level = 'zona' and period in ('1999', '2000') order by 1"""
    )
    assert [row[:3] for row in found] == [("1999", "PUBLICABLE CON NOTA", 4), ("2000", "NO PUBLICABLE", 4)]
    assert "Con ellas el total cambiaría en 10 ha (0.50 %)." in found[0][3]
    # The note of a withheld figure says what is missing, and neither the figure nor the share from which it could be computed.
    assert "cambiaría en 30 ha (1.00 % o más)" in found[1][3]
    assert "2,030" not in found[1][3]
    assert quarantined.released(
        "select count(area_ha) from marts.mart_coca_area_series where year = 2000 and territory_level = 'zona'"
    ) == [(0,)]


def test_the_page_of_quarantine_prints_the_effect(quarantined: Warehouse) -> None:
    effects = [item for item in payload_of(quarantined)["quarantine_effects"] if item["period"] == "2000"]
    assert [(item["impact_abs"], item["impact_pct"]) for item in effects] == [(30.0, None)]
    for language in ("es", "en"):
        page = page_of(quarantined, "cuarentena.html", language)
        assert "2,010" in page
        assert "2,030" not in page, "the total of a withheld figure"
        assert "Zona Perdida" in page


# People decide, and the machine never overwrites a person: acceptance 4 and the last two steps.


@pytest.fixture(scope="module")
def decided(scenario: Callable[..., Warehouse]) -> dict[str, Any]:
    """One home through several runs; what each released is kept for the tests below."""
    warehouse = scenario("decided")
    settings = warehouse.settings
    at: dict[str, Any] = {}

    sign(settings, "COCA-AREA", "2014", ANA)
    sign(settings, "RED-EFECTIVA", "ER-2011", ANA)
    sign(settings, "TITULOS-META", "2015", ANA, publish=False, reason="Falta el acta.")
    waive(settings, "G8", date(2027, 3, 31), ANA, "CORAH avisó el retraso", indicator_code="ERAD-YTD")
    waive(settings, "G11", date(2026, 11, 2), ANA, "Ya vencida.", at=datetime(2026, 11, 1, tzinfo=UTC))
    before = hashlib.sha256(settings.decisions.read_bytes()).hexdigest()
    warehouse.run()
    names = (
        ("COCA-AREA", "2014"),
        ("RED-EFECTIVA", "ER-2011"),
        ("TITULOS-META", "2015"),
        ("ERAD-YTD", "2021"),
        ("COCA-AREA", "2022"),
    )
    at["signed"] = {name: verdict_of(warehouse, *name) for name in names}
    at["zones_2006"] = warehouse.released(
        "select distinct verdict from control.ctl_indicator_verdict where territory_level = 'zona' and period = '2006'"
    )
    at["payload"], at["page"] = payload_of(warehouse), page_of(warehouse, "indicador/TITULOS-META.html")
    at["file_untouched"] = hashlib.sha256(settings.decisions.read_bytes()).hexdigest() == before

    put(settings.landing, NATIONAL_AGAIN, "Año,Hectáreas\n2013,49800\n2014,42900\n", cited("prueba-otra-edicion"))
    sign(settings, "TITULOS-META", "2015", ANA)
    warehouse.run()
    at["delivered"] = {name: verdict_of(warehouse, *name) for name in names}
    at["delivered_changes"] = payload_of(warehouse)["changes"]["verdicts"]

    settings.build_database.unlink()
    sign(settings, "COCA-AREA", "2014", ANA)
    warehouse.run()
    at["rebuilt"] = {name: verdict_of(warehouse, *name) for name in names}
    at["warehouse"] = warehouse
    return at


def test_a_signature_makes_clean_data_publishable(decided: dict[str, Any]) -> None:
    assert decided["signed"]["COCA-AREA", "2014"] == (42900.0, "PUBLICABLE", "", None)
    assert decided["signed"]["RED-EFECTIVA", "ER-2011"][1:] == ("PUBLICABLE", "", None)


def test_a_new_delivery_voids_the_signature(decided: dict[str, Any]) -> None:
    """Acceptance 4: also when it says the same number, and of what rests on it as well."""
    value, verdict, note, step = decided["delivered"]["COCA-AREA", "2014"]
    assert (value, verdict, step) == (42900.0, "EN REVISIÓN", 7)
    assert "La firma es de una edición de datos anterior" in note
    assert decided["delivered"]["RED-EFECTIVA", "ER-2011"][1] == "EN REVISIÓN"
    changed = {(item["indicator_code"], item["period"]): item for item in decided["delivered_changes"]}
    assert changed["COCA-AREA", "2014"]["previous_verdict"] == "PUBLICABLE"
    assert changed["COCA-AREA", "2014"]["verdict"] == "EN REVISIÓN"


def test_signatures_survive_a_rebuild(decided: dict[str, Any]) -> None:
    assert decided["rebuilt"]["COCA-AREA", "2014"][1] == "PUBLICABLE"
    assert decided["rebuilt"]["TITULOS-META", "2015"][1] == "PUBLICABLE"


def test_a_persons_no_wins_until_he_signs(decided: dict[str, Any]) -> None:
    value, verdict, note, step = decided["signed"]["TITULOS-META", "2015"]
    assert (value, verdict, step) == (None, "NO PUBLICABLE", 8)
    assert note == f"{ANA} decidió no publicar: Falta el acta."
    assert decided["delivered"]["TITULOS-META", "2015"][:2] == (26000.0, "PUBLICABLE")


def test_a_waiver_turns_a_blocking_rule_into_a_note_until_its_day(decided: dict[str, Any]) -> None:
    value, verdict, note, _ = decided["signed"]["ERAD-YTD", "2021"]
    assert value is not None
    assert verdict == "PUBLICABLE CON NOTA"
    assert f"Se publica por excepción hasta el 31-mar-2027, autorizada por {ANA}: CORAH avisó el retraso." in note
    assert decided["signed"]["COCA-AREA", "2022"][1] == "NO PUBLICABLE", "the exception is of eradication alone"
    assert decided["zones_2006"] == [("NO PUBLICABLE",)], "a waiver that is over changes nothing"


def test_both_appear_in_the_report(decided: dict[str, Any]) -> None:
    indicators = {item["indicator_code"]: item for item in decided["payload"]["indicators"]}
    assert indicators["TITULOS-META"]["signoff"]["state"] == "no publicar"
    assert indicators["TITULOS-META"]["signoff"]["signed_by"] == ANA
    assert indicators["ERAD-YTD"]["waivers"][0]["rule_id"] == "G8"
    assert indicators["ERAD-YTD"]["waivers"][0]["reason"] == "CORAH avisó el retraso"
    assert ANA in decided["page"]
    assert "Falta el acta." in decided["page"]


def test_the_machine_never_writes_where_people_decide(decided: dict[str, Any]) -> None:
    assert decided["file_untouched"]
    path = decided["warehouse"].settings.decisions
    with sqlite3.connect(path) as connection:
        for statement in ("update decision set decision = 'publicar'", "delete from decided_value", "delete from waiver"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(statement)


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("sign", "COMP-TITULOS", "--period", "2012-2016", "--as", ANA), "csad waive RULE"),
        (("sign", "COCA-AREA", "--period", "1900", "--as", ANA), "periods:"),
        (("sign", "COCA", "--period", "2014", "--as", ANA), "indicators:"),
        (("sign", "COCA-AREA", "--period", "2014", "--as", " "), "--as NAME"),
        (("sign", "COCA-AREA", "--period", "2014", "--as", ANA, "--no-publicar"), "--reason TEXT"),
        (("waive", "R22.5", "--until", "2099-01-01", "--as", ANA, "--reason", "x"), "is mayor"),
        (("waive", "I1", "--until", "2099-01-01", "--as", ANA, "--reason", "x"), "is invariante"),
        (("waive", "R99", "--until", "2099-01-01", "--as", ANA, "--reason", "x"), "no rule R99"),
        (("waive", "R5.8", "--until", "2020-01-01", "--as", ANA, "--reason", "x"), "has passed"),
        (("waive", "R5.8", "--until", "2099-01-01", "--as", ANA, "--reason", "x", "--indicator", "COCA"), "not about COCA"),
    ],
    ids=[
        "withheld",
        "period",
        "indicator",
        "nobody",
        "no reason",
        "major",
        "invariant",
        "unknown rule",
        "past day",
        "not its indicator",
    ],
)
def test_a_decision_that_cannot_be_taken_is_refused_with_what_to_do(
    base: Warehouse, arguments: tuple[str, ...], text: str
) -> None:
    result = CliRunner().invoke(app, [*arguments, "--home", str(base.settings.home)])
    assert result.exit_code == 2
    assert text in " ".join(result.output.replace("│", " ").split())
    assert not base.settings.decisions.exists()


# A broken file: who sent it reads what to mend, who publishes reads only that something may be missing.


@pytest.fixture(scope="module")
def with_refused(scenario: Callable[..., Warehouse]) -> tuple[Warehouse, str]:
    """Two bulletins that cannot be loaded, what the terminal said of them, and an exception for the late area of coca."""
    warehouse = scenario("refused_files")
    put(warehouse.settings.landing, DAMAGED, b"PK\x03\x04 this was a workbook once")
    put(warehouse.settings.landing, NO_COLUMN, "fecha_corte,desde\n2026-10-31,2026-01-01\n")
    waive(warehouse.settings, "G8", date(2027, 7, 31), ANA, "UNODC publica en julio", indicator_code="COCA-AREA")
    folders = {"CSAD_HOME": str(warehouse.settings.home), "CSAD_LANDING": str(warehouse.settings.landing)}
    result = CliRunner().invoke(app, ["run"], env=folders, catch_exceptions=False)
    assert result.exit_code == 0
    return warehouse, result.output


def test_the_terminal_names_every_refused_file_and_why(with_refused: tuple[Warehouse, str]) -> None:
    _, output = with_refused
    assert "2 refused" in output
    assert f"✕ {DAMAGED}\n    El libro «{DAMAGED.rsplit('/', 1)[1]}» está dañado" in output
    assert f"✕ {NO_COLUMN}\n    Falta la columna" in output
    assert "The header lacks the column" in output


def test_a_refused_file_is_one_finding_of_its_sender_and_stands_first(with_refused: tuple[Warehouse, str]) -> None:
    (work_list,) = [item for item in payload_of(with_refused[0])["work_lists"] if item["slug"].startswith("corah")]
    assert [file["file"] for file in work_list["files"] if file["is_refused"]] == [NO_COLUMN, DAMAGED]
    assert [file["file"] for file in work_list["files"][:2]] == [NO_COLUMN, DAMAGED]
    (damaged,) = work_list["files"][1]["items"]
    assert damaged["text_es"].startswith("El archivo no se pudo cargar. El libro «")
    assert (damaged["effect"], damaged["indicators"]) == (None, ["ERAD-YTD", "NUEVA-SIEMBRA", "RED-EFECTIVA"])
    assert [task["rule_id"] for task in work_list["tasks"] if task["rule_id"].startswith("G1.")] == []


def test_the_note_beside_a_figure_tells_no_reader_to_mend_a_file(with_refused: tuple[Warehouse, str]) -> None:
    warehouse, _ = with_refused
    (note,) = {
        note
        for (note,) in warehouse.released(
            """select note_es from control.ctl_indicator_verdict
               where indicator_code = 'NUEVA-SIEMBRA' and territory_level = 'pais'"""
        )
    }
    assert note.count("Llegó un archivo que no se pudo cargar: puede faltar un dato más reciente o corregido.") == 1
    assert "reenvíe" not in note
    for language, mend in (("es", "guárdelo otra vez como .xlsx"), ("en", "save it again as .xlsx")):
        for code in ("NUEVA-SIEMBRA", "ERAD-YTD"):
            page = page_of(warehouse, f"indicador/{code}.html", language)
            assert page.count(mend) == 1, "panel 5 alone says how to mend it, before the rows"


def test_an_exception_of_one_indicator_has_the_age_and_the_words_of_that_one(with_refused: tuple[Warehouse, str]) -> None:
    indicators = {item["indicator_code"]: item for item in payload_of(with_refused[0])["indicators"]}
    area, eradication = indicators["COCA-AREA"], indicators["ERAD-YTD"]
    (reason,) = [item for item in area["entries"][area["entry"]]["reasons"] if item["rule_id"] == "G8"]
    assert (reason["severity"], reason["since"]) == ("excepcion", "2025-07-01")
    assert reason["text_es"].endswith(f"autorizada por {ANA}: UNODC publica en julio.")
    assert [rule["since"] for rule in area["rules"]["failed"] if rule["rule_id"] == "G8"] == ["2025-07-01"]
    assert [waiver["reason"] for waiver in area["waivers"]] == ["UNODC publica en julio"]
    (late,) = [item for item in eradication["entries"][eradication["entry"]]["reasons"] if item["rule_id"] == "G8"]
    assert (late["severity"], late["since"]) == ("bloqueante", "2019-12-17")
    assert eradication["waivers"] == []


# The page alone answers: acceptance 13, on the published extracts.


def test_an_officer_reads_the_five_answers_on_one_page(base: Warehouse) -> None:
    page = page_of(base, "indicador/ERAD-YTD.html")
    for answer in (
        "NO PUBLICABLE",  # publish?
        "No hubo actualización desde 02-nov-2019",  # why?
        "CORAH – Ministerio del Interior",  # who fixes?
        "Desde:",  # since when?
        "¿Qué quedó fuera?",  # effect?
    ):
        assert answer in page, answer
    english = page_of(base, "indicador/ERAD-YTD.html", "en")
    assert "NOT PUBLISHABLE" in english
    assert "There was no update since 02 Nov 2019" in english
