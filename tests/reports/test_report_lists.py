"""The pages that list: work lists, deliveries, quarantine, reconciliations, changes, published figures, method, glossary."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Payload = dict[str, Any]
Pages = Callable[[Payload], dict[str, Any]]


def test_reconciliations_fail_first_and_say_since_when(payload: Payload, site: Pages) -> None:
    page = site(payload)["es/conciliaciones.html"]
    rows = page.table("c-conciliaciones").rows
    assert [row[0] for row in rows[1:]] == ["X02", "X01", "X05"]
    assert rows[1][3:] == ["Año y corte", "0 ha", "NO CONCILIA", "1 de 2", "21-nov-2026 (hace 2 días)", "CORAH"]
    assert rows[3][5:8] == ["SIN FUENTE", "— sin dato", "— sin dato"]
    assert "No concilia 1 línea de 2, desde 21-nov-2026 (hace 2 días). Responsable: CORAH." in page.text
    assert "1 line of 2 differs, since 21 Nov 2026" in site(payload)["en/conciliaciones.html"].text
    assert "Todavía no se recibe una de las dos fuentes." in page.text
    assert "23-nov-2026: NO CONCILIA 21-nov-2026: NO CONCILIA 20-nov-2026: CONCILIA" in page.text
    assert "904 ha" in page.text and page.html.count("<figure") == 2


def test_changes_print_old_and_new_value(payload: Payload, site: Pages) -> None:
    page = site(payload)["es/cambios.html"]
    assert page.table("c-cifras").rows[1][1:] == [
        "Perú",
        "2015, al 26-oct-2015",
        "30,812 ha",
        "boletín del 27-oct-2015",
        "30,790 ha",
        "boletín del 03-nov-2015",
        "\u221222 ha",
        "\u22120.071 %",
        "03-nov-2015",
    ]
    assert page.table("c-veredictos").rows[1][1:] == [
        "Perú",
        "2011-2014",
        "NO PUBLICABLE",
        "EN REVISIÓN",
        "23-nov-2026 (hoy)",
    ]
    payload["changes"]["n_verdicts"] = 900
    assert "y 899 más en datos/cambios.csv" in site(payload)["es/cambios.html"].text


def test_published_figures_and_their_state(payload: Payload, site: Pages) -> None:
    written = site(payload)
    table = written["es/cifras-publicadas.html"].table("c-cifras")
    assert table.row("F02")[2:7] == [
        "30 %",
        "31.36 %",
        "+1.36 puntos porcentuales",
        "ambigüedad de definición",
        "20-nov-2026 (hace 3 días)",
    ]
    assert table.row("P02")[4] == "\u2212180 ha"
    assert table.row("F19")[3] == "— sin dato"
    assert written["en/cifras-publicadas.html"].table("c-cifras").row("F19")[3] == "— no data"
    states = [row[5] for row in table.rows[1:]]
    assert states.index("errata") < states.index("reproducido")


def test_method_explains_gate_score_and_rules(payload: Payload, site: Pages) -> None:
    page = site(payload)["es/metodo.html"]
    assert page.html.split("<ol>")[1].split("</ol>")[0].count("<li>") == 8
    for sentence in ("bloqueante 5, mayor 2, menor 1", "Tope: 49", "A desde 90", "«sin reglas», no como 100"):
        assert sentence in page.text
    assert page.html.index('id="c-reglas-e"') < page.html.index('id="c-reglas-f"')
    failed = page.table("c-reglas-f")
    assert [row[1].split()[0] for row in failed.rows[1:]] == ["bloqueante", "mayor", "mayor", "menor"]
    zones = failed.row("Las zonas suman")
    assert zones[1:2] + zones[3:7] == [
        "mayor Fiabilidad; al construir las tablas",
        "21-nov-2026 (hace 2 días)",
        "1 de 1",
        "904 ha",
        "ERAD-YTD",
    ]
    assert page.table("c-reglas-n").row("mayor")[1:] == ["14", "2", "1"]
    assert page.table("c-umbrales").row("ERAD-YTD")[1:] == ["45", "95 %", "0.5 %", "0.5 %"]


def test_checks_of_engineers_that_hold_stand_apart_at_the_end(payload: Payload, site: Pages) -> None:
    passed = next(rule for rule in payload["rules"] if rule["status"] == "passed")
    payload["rules"].append(passed | {"rule_id": "dbt.x", "origin": "dbt", "text_es": "Las llaves son correctas."})
    page = site(payload)["es/metodo.html"]
    assert [row[0] for row in page.table("c-reglas-t").rows[1:]] == ["Las llaves son correctas. dbt.x"]
    assert "dbt.x" not in " ".join(row[0] for row in page.table("c-reglas-p").rows)
    annex = page.html.index("Anexo técnico")
    assert page.html.index('id="c-reglas-p"') < annex < page.html.index("<details><summary>Ver 1 revisión técnica")


def test_codes_stand_whole_with_their_comma(payload: Payload, site: Pages) -> None:
    payload["rules"][0]["indicators"] = ["ERAD-YTD", "COCA-AREA"]
    html = site(payload)["es/metodo.html"].html
    assert '<span class="nw"><a href="indicador/ERAD-YTD.html">ERAD-YTD</a>,</span> <span class="nw">' in html


def test_effects_that_a_page_cuts_are_in_its_file(payload: Payload, site: Pages) -> None:
    payload["quarantine_effects"] = payload["quarantine_effects"] * 42
    page = site(payload)["es/cuarentena.html"]
    assert "y 2 más en datos/cuarentena-efecto.csv" in page.text and "report.json" not in page.text


def test_the_pair_of_a_reconciliation_reads_well(payload: Payload, site: Pages) -> None:
    payload["reconciliations"][0] |= {"left_es": "Kilómetros de las obras", "right_es": "Inventario vial"}
    line = payload["reconciliations"][1]["lines"][0] | {"period": "2015-12-31", "territory_name": "Perú"}
    undrawn = dict.fromkeys(("left_value", "right_value", "difference"))  # without a value the page has a table of its own
    payload["reconciliations"][0]["lines"], payload["reconciliations"][1]["lines"] = [line], [line | undrawn]
    written = site(payload)
    assert "Perú, 31-dic-2015" in written["es/conciliaciones.html"].text
    assert "Peru, 31 Dec 2015" in written["en/conciliaciones.html"].text
    assert "Kilómetros de las obras e Inventario vial" in written["es/conciliaciones.html"].text
    for language, day, country in (("es", "31-dic-2015", "Perú"), ("en", "31 Dec 2015", "Peru")):
        tables = written[f"{language}/conciliaciones.html"].tables
        lines = [row[:2] for table in tables if (table.caption_id or "").startswith("l") for row in table.rows[1:]]
        assert lines == [[day, country]]


def test_a_slide_has_a_number_or_its_own_name(payload: Payload, site: Pages) -> None:
    payload["published_figures"][0] |= {"slide": "Artículo"}
    for language, word in (("es", "lámina"), ("en", "slide")):
        text = site(payload)[f"{language}/cifras-publicadas.html"].text
        assert "· Artículo" in text and f"{word} Artículo" not in text
        assert f"{word} 9" in text


def test_glossary_explains_the_words_used(payload: Payload, site: Pages) -> None:
    written = site(payload)
    for word in (
        "Fila observada",
        "En cuarentena",
        "Edición de datos",
        "Conciliación",
        "Regla bloqueante",
        "Corte",
        "Efecto en el total",
        "Responsable",
        "Entrega",
        "Veredicto",
        "Firma",
        "Excepción",
    ):
        assert f"<dt>{word}</dt>" in written["es/glosario.html"].html
    assert "<dt>Waiver</dt>" in written["en/glosario.html"].html


def test_a_list_says_what_no_row_shows(payload: Payload, site: Pages) -> None:
    (task,) = payload["work_lists"][0]["tasks"]
    page = site(payload)["es/corregir/corah.html"]
    row = page.table("c-pendientes").row(task["text_es"])
    assert row[1] == task["indicators"][0] and row[2].startswith("03-nov-2015")
    for work_list in payload["work_lists"]:
        work_list |= {"files": [], "n_items": 0}
    alone = site(payload)["es/corregir/corah.html"]
    assert task["text_es"] in alone.text and "Nada que corregir" not in alone.text


def test_a_file_that_could_not_be_loaded_stands_before_those_with_rows(payload: Payload, site: Pages) -> None:
    work_list = payload["work_lists"][0]
    refused = work_list["files"][0] | {"file": "corah/x/2015-11-09__roto.xlsx", "is_refused": True, "effect": None}
    refused["items"] = [refused["items"][0] | {"column": None, "row": None, "effect": None}]
    work_list["files"].insert(0, refused)
    for language, said, whole in (
        ("es", "2015-11-09__roto.xlsx, que no se pudo cargar", ". No se pudo cargar. 1"),
        ("en", "2015-11-09__roto.xlsx, which could not be loaded", ". It could not be loaded. 1"),
    ):
        text = site(payload)[f"{language}/corregir/corah.html"].text
        assert said in text
        assert text.count(whole) == 1
        assert text.index(whole) < text.index("erradic_2015w44.xlsx", text.index(said) + len(said) + 200)


def test_an_effect_that_nobody_knows_is_not_zero_and_a_withheld_total_is_not_missing(payload: Payload, site: Pages) -> None:
    unknown = {"rows_quarantined": 3, "rows_unparseable": 3, "total_if_included": None, "impact_abs": None, "impact_pct": None}
    withheld = {"period": "1999", "total_published": None, "total_if_included": None, "impact_abs": 30, "impact_pct": None}
    (effect,) = payload["quarantine_effects"]
    payload["quarantine_effects"] = [effect | unknown, effect | withheld]
    indicator = next(item for item in payload["indicators"] if item["indicator_code"] == "ERAD-YTD")
    indicator["effect"] |= unknown
    for language, word, held in (("es", "desconocido", "retenido"), ("en", "unknown", "withheld")):
        written = site(payload)
        of_2015, of_1999 = written[f"{language}/cuarentena.html"].table("c-efecto").rows[1:]
        assert of_2015[2:] == ["2015", "3", "3", "31,379 ha", word, word, word]
        assert of_1999[5:] == [held, held, "+30 ha", held]
        panel = written[f"{language}/indicador/ERAD-YTD.html"].html
        assert "<dd>31,379 ha</dd>" in panel and f"<dd>{word}</dd>" in panel
    indicator["effect"] |= {"total_published": None, "impact_abs": 30}
    assert "Si se incluyeran, el total cambiaría en +30 ha." in site(payload)["es/indicador/ERAD-YTD.html"].text


def test_rows_that_nobody_can_place_are_of_unknown_effect(payload: Payload, site: Pages) -> None:
    (item,) = payload["quarantine_unplaced"]
    pages = site(payload)
    unknown = "12 filas en 5 archivos"
    assert f"{item['name_es']}: efecto desconocido de {unknown}" in pages["es/cuarentena.html"].text
    assert f"Efecto desconocido: {unknown} no dicen" in pages[f"es/indicador/{item['indicator_code']}.html"].text
    assert "BUD-EXEC" in pages["es/index.html"].text
