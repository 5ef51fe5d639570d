"""The verdict as the design asks for it on the published extracts, and what a planted date does to a page."""

from __future__ import annotations

from planted import BULLETIN
from scenario import Warehouse
from verdicts import verdict_of

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
    (indicator,) = [item for item in base.payload()["indicators"] if item["indicator_code"] == "ERAD-YTD"]
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
    lists = {item["slug"]: item for item in planted.payload()["work_lists"]}
    owner = lists["corah-ministerio-del-interior"]
    (file,) = [item for item in owner["files"] if item["file"] == BULLETIN]
    (item,) = [item for item in file["items"] if item["row"] == 5]
    assert (item["sheet"], item["column"], item["value"], item["state"]) == ("Boletín", "Fecha de corte", "2106-02-28", "nuevo")
    assert "no es posible" in item["text_es"]
    assert "fecha" in item["expected_es"]
    for language in ("es", "en"):
        page = planted.page("corregir/corah-ministerio-del-interior.html", language)
        assert BULLETIN.rsplit("/", maxsplit=1)[1] in page
        assert "Boletín" in page
        assert "2106-02-28" in page
    assert "CORAH – Ministerio del Interior" in planted.page("cuarentena.html")
    assert planted.released("select status from marts.mart_published_figures where figure_id = 'F19'") == [("errata",)]


def test_the_sender_gets_his_own_sheet_with_the_reason(planted: Warehouse) -> None:
    folder = planted.settings.current / "report"
    (owner,) = [item for item in planted.payload()["work_lists"] if item["slug"] == "corah-ministerio-del-interior"]
    (file,) = [item for item in owner["files"] if item["file"] == BULLETIN]
    assert file["xlsx"]
    from python_calamine import CalamineWorkbook

    sheet = CalamineWorkbook.from_path(str(folder / file["xlsx"])).get_sheet_by_name("Boletín").to_python()
    header = next(row for row in sheet if "MOTIVO" in row)
    assert header[:3] == ["fecha_corte", "desde", "hasta"]
    assert [bool(row[header.index("MOTIVO")]) for row in sheet[3:7]] == [False, True, True, True]


# The page alone answers: acceptance 13, on the published extracts.


def test_an_officer_reads_the_five_answers_on_one_page(base: Warehouse) -> None:
    page = base.page("indicador/ERAD-YTD.html")
    for answer in (
        "NO PUBLICABLE",  # publish?
        "No hubo actualización desde 02-nov-2019",  # why?
        "CORAH – Ministerio del Interior",  # who fixes?
        "Desde:",  # since when?
        "¿Qué quedó fuera?",  # effect?
    ):
        assert answer in page, answer
    english = base.page("indicador/ERAD-YTD.html", "en")
    assert "NOT PUBLISHABLE" in english
    assert "There was no update since 02 Nov 2019" in english
