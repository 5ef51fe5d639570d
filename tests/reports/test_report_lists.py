"""The pages that list: work lists, deliveries, quarantine, reconciliations, changes, published figures, method, glossary."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Payload = dict[str, Any]
Pages = Callable[[Payload], dict[str, Any]]


def test_work_list_is_grouped_by_file_and_ordered_by_effect(payload: Payload, site: Pages) -> None:
    page = site(payload)["es/corregir/corah.html"]
    assert page.html.index(">erradic_2015w44.xlsx</h2>") < page.html.index(">erradic_2015w43.xlsx</h2>")
    rows = page.table("c1").rows
    assert rows[0] == [
        "Hoja",
        "Fila",
        "Columna",
        "Valor recibido",
        "Qué se esperaba",
        "Ejemplo correcto",
        "Regla",
        "Indicadores afectados",
        "Lo que pesa la fila",
        "Desde",
        "Estado",
    ]
    assert rows[1] == [
        "DIARIO",
        "118",
        "fecha",
        "11/02/2105",
        "Una fecha del año del boletín",
        "02/11/2015",
        "La fecha 11/02/2105 no es posible. G5",
        "ERAD-YTD",
        "3.5 ha",
        "21-nov-2026 (hace 2 días)",
        "abierto",
    ]
    assert len(rows) == 8 and page.table("c2").rows[1][6] == "El archivo no se puede abrir. G0"
    links = [attrs["href"] for attrs in page.all("a")]
    assert "../../datos/corregir/corah/erradic_2015w44.xlsx" in links
    assert "../../datos/corregir-corah.csv" in links
    assert (
        "Estimados señores de CORAH: en la revisión del 23-nov-2026, 08:05 (hora de Lima) hay 8 observaciones en "
        "2 archivos que ustedes enviaron: erradic_2015w44.xlsx, erradic_2015w43.xlsx. Se adjunta cada archivo"
    ) in page.text


def test_deliveries_say_what_is_late_and_score_each_file(payload: Payload, site: Pages) -> None:
    page = site(payload)["es/entregas.html"]
    assert (
        "tarde: Plan de titulación (DEVIDA (PIRDAIS)): el archivo más reciente, 2015-11-10__cicad-doc-2217-15.csv, "
        "debía llegar el 31-oct-2015 y llegó el 12-nov-2015."
    ) in " ".join(page.text.replace(" :", ":").split())
    files = page.table("c-cargado")
    assert files.row("CORAH")[3:14] == [
        "03-nov-2015",
        "09-nov-2015",
        "a tiempo",
        "pasa lo básico",
        "2",
        "citada",
        "310",
        "303",
        "0",
        "7",
        "nuevo el más reciente de su conjunto",
    ]
    newest = ["el más reciente" in row[-1] for row in files.rows[1:]]
    assert newest == sorted(newest, reverse=True) and sum(newest) == 3
    assert page.table("c-rechazado").rows[1][:2] == ["CORAH", "erradic_2015w43.xlsx"]
    assert [row[1:] for row in page.table("c-puntaje").rows[1:]] == [["0", "0", "0"], ["0", "1", "3"], ["0", "2", "4"]]


def test_quarantine_shows_effect_rows_and_owner(payload: Payload, site: Pages) -> None:
    page = site(payload)["es/cuarentena.html"]
    assert page.table("c-efecto").rows[1][1:] == [
        "Perú",
        "2015",
        "7",
        "6",
        "31,379 ha",
        "31,382.5 ha",
        "+3.5 ha",
        "+0.011 %",
    ]
    assert page.table("c-cuarentena").rows[1][1:5] == ["DIARIO", "118", "fecha", "11/02/2105"]
    assert page.table("c-cuarentena").rows[1][6:] == ["3.5 ha", "ERAD-YTD", "CORAH", "21-nov-2026 (hace 2 días)"]
    assert "Si se incluyeran, el total cambiaría en +3.5 ha (0.011 %)." in page.text
    assert page.html.count("<figure") == 1


def test_reconciliations_fail_first_and_say_since_when(payload: Payload, site: Pages) -> None:
    page = site(payload)["es/conciliaciones.html"]
    rows = page.table("c-conciliaciones").rows
    assert [row[0] for row in rows[1:]] == ["X02", "X01", "X05"]
    assert rows[1][3:] == ["Año y corte", "0 ha", "NO CONCILIA", "1 de 2", "21-nov-2026 (hace 2 días)", "CORAH"]
    assert rows[3][5:8] == ["SIN FUENTE", "— sin dato", "— sin dato"]
    assert "No concilian 1 línea de 2, desde 21-nov-2026 (hace 2 días). Responsable: CORAH." in page.text
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
    assert table.row("F02")[2:7] == ["30 %", "31.36 %", "1.36", "ambigüedad de definición", "20-nov-2026 (hace 3 días)"]
    assert table.row("P02")[4] == "\u2212180"
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
    assert [row[1] for row in failed.rows[1:]] == ["bloqueante", "mayor", "mayor", "menor"]
    zones = failed.row("Las zonas suman")
    assert zones[2:3] + zones[5:9] == ["Fiabilidad", "21-nov-2026 (hace 2 días)", "1 de 1", "904 ha", "ERAD-YTD"]
    assert page.table("c-reglas-n").row("mayor")[1:] == ["14", "2", "1"]
    assert page.table("c-umbrales").row("ERAD-YTD")[1:] == ["45", "95 %", "0.5 %", "0.5 %"]


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
