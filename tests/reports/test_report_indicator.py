"""One page per indicator: an officer answers from it alone whether, why, who, since when and with what effect."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Payload = dict[str, Any]
Pages = Callable[[Payload], dict[str, Any]]
Find = Callable[[Payload, str], Payload]

# What an officer asks and what the page must say, word for word, per indicator.
CHECKLIST = {
    "ERAD-YTD": {
        "¿publicar?": "PUBLICABLE CON NOTA",
        "¿con qué frase?": (
            "Superficie de coca erradicada en el año, Perú, 2015, al 02-nov-2015: 31,379 ha. 31,379 ha al 2 de "
            "noviembre de 2015. Hay 904 ha aún sin zona asignada. Fuente: Boletines del CORAH, datos al 23-nov-2026."
        ),
        "¿por qué?": "Las zonas suman 34,964 ha y el total nacional es 35,868 ha: hay 904 ha sin zona",
        "¿qué paso?": "Decidió el paso 6 de 8: Si no se cumple una regla mayor, lleva nota.",
        "¿quién?": "Corrige: CORAH.",
        "¿desde cuándo?": "Desde: 21-nov-2026 (hace 2 días). Antes: PUBLICABLE.",
        "¿qué efecto?": "En cuarentena: 7 filas. Si se incluyeran, el total cambiaría en +3.5 ha (0.011 %). "
        "Efecto desconocido: 6 filas sin valor legible.",
        "¿calidad?": "Calidad: B (79 de 100), con 14 reglas. El puntaje tiene tope de 79 porque no se cumple una regla mayor.",
        "¿firma?": "Firma: vencida por una edición nueva. Jorge Salas, 10-nov-2026 (hace 13 días). "
        "Edición firmada: 2026-11-10.1. La firma es de una edición anterior; hace falta una nueva.",
        "¿excepción?": "Excepción a la regla R22.5: Ana Torres, 21-nov-2026 (hace 2 días); vence el 31-dic-2026.",
        "¿meta?": "Meta a la fecha 29,300 ha (107.1 %) Meta anual 35,000 ha (89.7 %)",
        "¿cambió?": "Perú, 2015, al 26-oct-2015: lo publicado, 30,812 ha, ahora es 30,790 ha (\u221222 ha).",
        "¿de dónde?": "Sale de 1 archivo, que se junta en la serie de este indicador.",
        "¿qué no se concluye?": "Es área bruta: no equivale a la reducción del área de coca.",
        "¿próxima entrega?": "Próxima entrega: 18-dic-2015",
    },
    "RED-EFECTIVA": {
        "¿publicar?": "EN REVISIÓN",
        "¿por qué?": "Datos sin observaciones; falta la firma de la Dirección de Promoción y Monitoreo.",
        "¿con qué frase?": "Nada que copiar. No publique todavía: falta la firma de DEVIDA – Dirección de Promoción y Monitoreo.",
        "¿firma?": "Firma: pendiente.",
        "¿qué efecto?": "Ninguna fila en cuarentena pesa en esta cifra.",
    },
    "COMP-KM-CAMINOS": {
        "¿publicar?": "NO PUBLICABLE",
        "¿por qué?": "Luis Rojas decidió no publicar: todavía no hay inventario vial.",
        "¿firma?": "NO PUBLICAR, por decisión de una persona",
        "¿con qué frase?": "Nada que copiar. Todavía no hay una cifra que publicar.",
        "¿quién?": "Corrige: Gobiernos locales.",
        "¿desde cuándo?": "Desde: 01-nov-2026 (hace 22 días).",
    },
    "COCA-AREA": {
        "¿publicar?": "PUBLICABLE",
        "¿por qué?": "Sin observaciones.",
        "¿con qué frase?": "Perú, 2022, al 31-dic-2022: 95,008 ha. Fuente: Monitoreo de cultivos de coca (UNODC y DEVIDA), "
        "datos al 23-nov-2026.",
        "¿calidad?": "Calidad: A (96 de 100), con 22 reglas.",
        "¿sin reglas?": "Precisión: sin reglas",
    },
}


@pytest.mark.parametrize("code", CHECKLIST)
def test_reading_checklist(payload: Payload, site: Pages, code: str) -> None:
    text = site(payload)[f"es/indicador/{code}.html"].text
    assert {question: answer for question, answer in CHECKLIST[code].items() if answer not in text} == {}


def test_what_has_to_be_corrected_names_file_sheet_row_and_owner(payload: Payload, site: Pages) -> None:
    page = site(payload)["es/indicador/ERAD-YTD.html"]
    table = page.table("c-corregir")
    assert table.rows[1] == [
        "Parte diario de erradicación, hoja DIARIO, fila 118, columna fecha erradic_2015w44.xlsx",
        "11/02/2105",
        "La fecha 11/02/2105 no es posible. G5",
        "3.5 ha",
        "CORAH",
        "21-nov-2026 (hace 2 días)",
    ]
    assert len(table.rows) == 8
    assert {"href": "../corregir/corah.html"} in page.all("a")


def test_issues_are_cut_with_a_count_and_a_link(payload: Payload, site: Pages, of: Find) -> None:
    of(payload, "ERAD-YTD")["n_issues"] = 1300
    page = site(payload)["es/indicador/ERAD-YTD.html"]
    assert "y 1,293 más en datos/problemas.csv" in page.text
    assert {"href": "../../datos/problemas.csv"} in page.all("a")


def test_every_value_stands_in_the_table_of_values(payload: Payload, site: Pages) -> None:
    page = site(payload)["es/indicador/COCA-AREA.html"]
    rows = page.table("c-valores").rows
    assert len(rows) == 15
    newest = next(row for row in rows if row[:2] == ["Perú", "2022"])
    assert newest[2:5] == ["31-dic-2022", "95,008 ha", "PUBLICABLE"]
    assert next(row for row in rows if row[:2] == ["Zonas cocaleras", "2022"])[3] == "14 cifras"
    assert next(row for row in rows if row[:2] == ["Perú", "2001"])[4:7:2] == ["PUBLICABLE CON NOTA", "sin verificar"]


def test_territories_of_one_level_may_have_two_verdicts(payload: Payload, site: Pages, of: Find) -> None:
    area = of(payload, "COCA-AREA")
    zones = next(entry for entry in area["entries"] if entry["territory_level"] == "zona")
    shared = zones | {"period": "2030", "cutoff_date": "2030-12-31", "value": None}
    area["entries"] += [shared | {"n_values": 11}, shared | {"n_values": 3, "verdict": "NO PUBLICABLE"}]
    for language, held, shown in (("es", "3 cifras retenidas", "11 cifras"), ("en", "3 figures withheld", "11 figures")):
        rows = site(payload)[f"{language}/indicador/COCA-AREA.html"].table("c-valores").rows
        assert [row[3] for row in rows if row[1] == "2030"] == [held, shown]


@pytest.mark.parametrize(("language", "word"), [("es", "retenido"), ("en", "withheld")])
def test_withheld_value_is_never_printed(payload: Payload, site: Pages, of: Find, language: str, word: str) -> None:
    eradication = of(payload, "ERAD-YTD")
    held = next(entry for entry in eradication["entries"] if entry["period"] == "2014")
    held["value"] = 987654
    of(payload, "COCA-AREA")["departments"][2]["value"] = 876543
    of(payload, "COMP-KM-CAMINOS")["progress"] = dict.fromkeys(eradication["progress"], 765432)
    written = site(payload)
    rows = written[f"{language}/indicador/ERAD-YTD.html"].table("c-valores").rows
    assert next(row for row in rows if row[1] == "2014")[3] == word
    for page in written.values():
        for number in ("987,654", "987654", "876,543", "876543"):
            assert number not in page.html
    assert f"{word}" in written[f"{language}/indicador/ERAD-YTD.html"].text
    assert written[f"{language}/indicador/COMP-KM-CAMINOS.html"].text.count("765,432") == 2  # the targets stay


def test_a_note_that_lost_its_text_may_not_be_copied(payload: Payload, site: Pages, of: Find) -> None:
    eradication = of(payload, "ERAD-YTD")
    headline = eradication["entries"][eradication["entry"]]
    headline["note_es"] = headline["note_en"] = ""
    text = site(payload)["es/indicador/ERAD-YTD.html"].text
    assert "Nada que copiar. Falta el texto de la nota; no publique sin ella." in text


def test_the_text_to_copy_names_the_window_in_words(payload: Payload, site: Pages, of: Find) -> None:
    eradication = of(payload, "ERAD-YTD")
    headline = eradication["entries"][eradication["entry"]]
    headline |= {"period": "ER-RATIO (2011-2014)", "cutoff_date": None}
    text = site(payload)["es/indicador/ERAD-YTD.html"].text
    assert "en el año, Perú, 2011-2014, como parte de lo erradicado: 31,379 ha." in text
    headline |= {"period": "ER-2011 (2011-2014)"}
    assert "en el año, Perú, 2011-2014: 31,379 ha." in site(payload)["es/indicador/ERAD-YTD.html"].text


def test_copied_text_of_an_as_of_page_says_its_day(payload: Payload, site: Pages) -> None:
    payload["run"]["as_of"] = "2015-11-10"
    text = site(payload)["es/indicador/ERAD-YTD.html"].text
    assert "Fuente: Boletines del CORAH, datos al 10-nov-2015." in text


def test_a_figure_drawn_has_its_table(payload: Payload, site: Pages) -> None:
    page = site(payload)["es/indicador/ERAD-YTD.html"]
    assert page.html.count("<figure") == page.html.count("<figcaption") == 4
    captions = {table.caption_id for table in page.tables}
    assert len(page.tables) == 7 and len(captions) == 7


def test_reference_sheet_has_the_fields_of_the_ministry(payload: Payload, site: Pages) -> None:
    written = site(payload)
    for page in (written["es/ficha/ERAD-YTD.html"], written["es/indicador/ERAD-YTD.html"]):
        table = page.table("c-ficha")
        assert table.row("Definición")[1].startswith("Hectáreas de coca erradicadas por el CORAH")
        assert table.row("Método de cálculo")[1] == "Suma de hectáreas erradicadas desde el inicio del año."
        assert table.row("Tipo de medida")[1] == "acumulado del año a la fecha de corte"
        assert table.row("Sentido esperado")[1] == "sube: más es mejor"
        assert table.row("Niveles territoriales")[1] == "Perú, Zonas cocaleras"
        assert table.row("Denominador")[1] == "— sin dato"
        assert table.row("Umbrales")[1] == (
            "Días sin entrega permitidos: 45. Cobertura mínima: 95 %. Efecto permitido de la cuarentena: 0.5 %. "
            "Cambio que obliga a avisar: 0.5 %."
        )
        assert table.row("Línea de base")[1] == "14,171 ha en 2012"
        assert table.row("Versión de la ficha")[1] == "2 (vigente)"
        assert table.row("Tabla de la serie")[1] == "mart_eradication_ytd"
        assert len(table.rows) == 24


def test_a_field_in_spanish_says_so_in_english(payload: Payload, site: Pages) -> None:
    page = site(payload)["en/ficha/ERAD-YTD.html"]
    assert page.table("c-ficha").row("Baseline")[1] == "14,171 ha en 2012 (in Spanish)"
    assert '<span lang="es">14,171 ha en 2012</span>' in page.html


def test_the_page_says_its_edition_and_offers_its_figures(payload: Payload, site: Pages) -> None:
    for language, said in (("es", "Todas las cifras (CSV)"), ("en", "All figures (CSV, in Spanish)")):
        page = site(payload)[f"{language}/indicador/ERAD-YTD.html"]
        assert said in page.text
        assert {"class": "file", "href": "../../datos/indicador-ERAD-YTD.csv"} in page.all("a")
    assert "Edición de datos: 2026-11-23.1" in site(payload)["es/indicador/ERAD-YTD.html"].text


def panel(page: Any, number: int) -> str:
    """The HTML of one panel of the sheet."""
    return str(page.html.split(f'aria-labelledby="p{number}"')[1].split("</section>")[0])


def test_what_blocks_stands_first_and_each_reason_says_who_does_what(payload: Payload, site: Pages, of: Find) -> None:
    eradication = of(payload, "ERAD-YTD")
    headline = eradication["entries"][eradication["entry"]]
    reason = headline["reasons"][0]
    eradication["rules"]["failed"] = []
    headline["reasons"] = [
        reason | {"rule_id": "FIRMA", "severity": "firma", "text_es": "Falta la firma.", "step": 6},
        reason | {"rule_id": "G8", "severity": "bloqueante", "text_es": "Venció el plazo.", "step": 2},
        reason | {"rule_id": "X02", "severity": "mayor", "text_es": "No suman.", "step": 6},
    ]
    why = panel(site(payload)["es/indicador/ERAD-YTD.html"], 2)
    assert why.index("✕") < why.index("Venció el plazo.") < why.index("!</b> No suman.") < why.index("Falta la firma.")
    assert "Tipo: firma. Firma: CORAH." in why and "FIRMA" not in why
    assert "Gravedad: bloqueante. Entrega: CORAH." in why
    assert "Gravedad: mayor. Corrige: CORAH." in why
    assert '<a class="nw" href="../metodo.html#r-X02"><code>X02</code></a>' in why
    assert "<code>G8</code>" in why and "#r-G8" not in why


def test_the_target_is_named_and_never_said_twice(payload: Payload, site: Pages, of: Find) -> None:
    target = of(payload, "TITULOS-META")
    headline = target["entries"][target["entry"]]

    def shown() -> str:
        return panel(site(payload)["es/indicador/TITULOS-META.html"], 1)

    assert "Meta anual" in shown() and "<dt>Meta a la fecha</dt>" not in shown()
    headline["period"] = "2012-2016"
    assert "<dt>Compromiso</dt>" in shown() and "<dt>Meta anual</dt>" not in shown()
    headline |= {"period": "2015", "value": 26000}
    target["progress"] |= {"actual": None, "target_annual": 26000, "pct_annual": None}
    assert shown().count("26,000") == 1
    target["progress"] = None
    assert "No hay meta registrada para este periodo." in shown()
    assert "retenid" not in shown()


def test_pending_says_what_is_pending(payload: Payload, site: Pages, of: Find) -> None:
    reduction = of(payload, "RED-EFECTIVA")
    headline = reduction["entries"][reduction["entry"]]
    signature = next(reason for reason in headline["reasons"] if reason["severity"] == "firma")
    signature["owner_es"] = "Ministerio del Interior"
    assert "falta la firma del Ministerio del Interior." in site(payload)["es/indicador/RED-EFECTIVA.html"].text
    headline |= {"reasons": [], "signed_by": "Ana Torres"}
    text = site(payload)["es/indicador/RED-EFECTIVA.html"].text
    assert "Nada que copiar. No publique todavía: la evaluación no ha concluido." in text
    headline["signed_by"] = None
    assert "No publique todavía: falta la firma." in site(payload)["es/indicador/RED-EFECTIVA.html"].text


def test_a_row_of_several_figures_says_where_they_are(payload: Payload, site: Pages, of: Find) -> None:
    area = of(payload, "COCA-AREA")
    link = {"class": "file", "href": "../../../csv/mart_coca_area_series.csv"}
    assert link in site(payload)["es/indicador/COCA-AREA.html"].all("a")
    for entry in area["entries"]:
        entry["n_values"] = min(entry["n_values"], 1)
    assert link not in site(payload)["es/indicador/COCA-AREA.html"].all("a")


def test_the_column_of_places_is_there_when_a_figure_has_one(payload: Payload, site: Pages, of: Find) -> None:
    eradication = of(payload, "ERAD-YTD")
    for entry in eradication["entries"]:
        for reason in entry["reasons"]:
            reason["locations"] = []
    assert site(payload)["es/indicador/ERAD-YTD.html"].table("c-valores").rows[0][-1] == "Nota que acompaña la cifra"
    place = {"file": "a.xlsx", "sheet": "S", "row": 1, "column": "c", "value": "x"}
    eradication["entries"][eradication["entry"]]["reasons"][0]["locations"] = [place]
    rows = site(payload)["es/indicador/ERAD-YTD.html"].table("c-valores").rows
    assert rows[0][-1] == "Dónde está" and rows[1][-1] == "a.xlsx, hoja S, fila 1, columna c: «x»"


def test_an_edition_ends_with_its_date(payload: Payload, site: Pages, of: Find) -> None:
    of(payload, "ERAD-YTD")["changes"][0]["new_edition"] = "Erradicación 2016 en el informe de monitoreo (2017-12-05)"
    written = site(payload)
    assert (
        "Use 30,790 ha (Erradicación 2016 en el informe de monitoreo, publicado el 05-dic-2017)."
        in written["es/indicador/ERAD-YTD.html"].text
    )
    assert "published on 05 Dec 2017)." in written["en/indicador/ERAD-YTD.html"].text
