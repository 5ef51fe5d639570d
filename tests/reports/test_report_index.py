"""The first page: what may be published, worst first, with reason, owner, date, value and note."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Payload = dict[str, Any]
Pages = Callable[[Payload], dict[str, Any]]
Find = Callable[[Payload, str], Payload]


def test_counts_stand_with_shape_word_and_difference(payload: Payload, pages: Pages) -> None:
    written = pages(payload)
    spanish, english = written["es"], written["en"]
    assert "Se evaluaron 6 indicadores" in spanish.text
    assert "suman 21 veredictos" in spanish.text
    for tile in (
        "PUBLICABLE 2 \u22121 respecto de la actualización anterior",
        "PUBLICABLE CON NOTA 2 +1 respecto de la actualización anterior",
        "EN REVISIÓN 1 Igual que en la actualización anterior",
        "NO PUBLICABLE 1 Igual que en la actualización anterior",
    ):
        assert tile in spanish.text
    assert "NOT PUBLISHABLE 1 Same as in the update before" in english.text
    assert [spanish.html.count(f'class="tile {tone}"') for tone in ("ok", "note", "review", "no")] == [1, 1, 1, 1]
    payload["summary"]["indicators_before"] = None
    assert pages(payload)["es"].text.count("Primera actualización: no hay con qué comparar") == 4


def test_values_stand_in_their_cells(payload: Payload, pages: Pages) -> None:
    row = pages(payload)["es"].table("c-indicadores").row("Superficie de coca erradicada")
    assert row == [
        "Superficie de coca erradicada en el año ERAD-YTD Desarrollo alternativo · Intervención",
        "PUBLICABLE CON NOTA",
        "Las zonas suman 34,964 ha y el total nacional es 35,868 ha: hay 904 ha sin zona; se muestran aparte. "
        "Nota: 31,379 ha al 2 de noviembre de 2015. Hay 904 ha aún sin zona asignada.",
        "21-nov-2026 (hace 2 días)",
        "CORAH",
        "31,379 ha Perú, 2015, al 02-nov-2015",
        "107.1 %",
    ]


def test_a_note_is_whole_and_said_once(payload: Payload, pages: Pages, of: Find) -> None:
    eradication = of(payload, "ERAD-YTD")
    headline = eradication["entries"][eradication["entry"]]
    long = " ".join(f"La zona {number} se informa aparte en este boletín." for number in range(1, 20))
    headline["reasons"][0]["text_es"] = headline["note_es"] = long
    cell = pages(payload)["es"].table("c-indicadores").row("Superficie de coca erradicada")[2]
    assert cell == f"Nota: {long}"


def test_progress_has_no_column_when_no_indicator_has_a_target(payload: Payload, pages: Pages) -> None:
    assert pages(payload)["es"].table("c-indicadores").rows[0][-1] == "Avance"
    for item in payload["indicators"]:
        item["progress"] = None
    head, *rows = pages(payload)["es"].table("c-indicadores").rows
    assert head[-1] == "Valor al corte" and {len(row) for row in rows} == {6}


def test_tiles_stand_in_the_order_of_their_shapes(payload: Payload, pages: Pages) -> None:
    html = pages(payload)["es"].html
    places = [html.index(f'class="tile {tone}"') for tone in ("ok", "note", "no", "review")]
    assert places == sorted(places)


def test_a_first_update_says_that_there_is_nothing_to_compare(payload: Payload, site: Pages) -> None:
    payload["changes"] = {"verdicts": [], "n_verdicts": 0, "values": []}
    said = "Primera actualización: todavía no hay cambios que mostrar."
    for path in ("es/index.html", "es/cambios.html"):
        assert said not in site(payload)[path].text
    payload["summary"]["indicators_before"] = None
    for path in ("es/index.html", "es/cambios.html"):
        assert said in site(payload)[path].text
    assert "First update: there are no changes to show yet." in site(payload)["en/index.html"].text


def test_indicators_come_worst_first(payload: Payload, pages: Pages) -> None:
    rows = pages(payload)["es"].table("c-indicadores").rows[1:]
    assert [row[1] for row in rows] == (["NO PUBLICABLE", "EN REVISIÓN"] + ["PUBLICABLE CON NOTA"] * 2 + ["PUBLICABLE"] * 2)


def test_a_bar_of_progress_never_has_the_colour_of_a_verdict(payload: Payload, pages: Pages) -> None:
    page = pages(payload)["es"]
    bars = [attrs for attrs in page.all("svg") if attrs.get("class") == "av"]
    assert len(bars) == 2
    assert ".av rect{fill:#5B7C99}" in page.html


def test_at_most_five_changes_and_a_link_to_all(payload: Payload, pages: Pages) -> None:
    text = pages(payload)["es"].text
    assert "(Perú, 2011-2014): antes NO PUBLICABLE, ahora EN REVISIÓN." in text
    assert "lo publicado, 30,812 ha, ahora es 30,790 ha (\u221222 ha)" in text
    assert "Ver todos los cambios (2)" in text
    payload["changes"]["verdicts"] *= 9
    payload["changes"]["n_verdicts"] = 250
    text = pages(payload)["es"].text
    assert text.count("antes NO PUBLICABLE, ahora EN REVISIÓN") == 5
    assert "Ver todos los cambios (251)" in text
    payload["changes"] = {"verdicts": [], "n_verdicts": 0, "values": []}
    assert "Nada cambió desde la última actualización." in pages(payload)["es"].text


def test_owners_lead_to_their_work_lists(payload: Payload, pages: Pages) -> None:
    page = pages(payload)["es"]
    assert page.table("c-corregir").row("CORAH") == ["CORAH", "1", "Ver 8 observaciones · 1 pendiente"]
    assert {"href": "corregir/corah.html"} in page.all("a")


def test_deliveries_by_region_are_digits(payload: Payload, pages: Pages) -> None:
    for (language, page), country in zip(pages(payload).items(), ("Perú", "Peru"), strict=True):
        heat = next(table for table in page.tables if any(row[:1] == ["Huánuco"] for row in table.rows))
        assert "0" in heat.row("Huánuco")[1:] and "4" in heat.row(country)[1:], language


def test_a_commitment_without_a_figure_says_so(payload: Payload, pages: Pages) -> None:
    row = pages(payload)["es"].table("c-indicadores").row("Caminos vecinales")
    assert row[2] == "Luis Rojas decidió no publicar: todavía no hay inventario vial. Todavía no hay una cifra que publicar."
    assert row[5].startswith("sin dato") and row[6] == "— sin dato"


def test_as_of_page_says_that_its_verdicts_are_not_todays(payload: Payload, pages: Pages, tmp_path: Path) -> None:
    assert "¿Qué puedo publicar hoy?" in pages(payload)["es"].text
    payload["run"]["as_of"] = "2015-11-10"
    written = pages(payload)
    for language, question, box in (
        ("es", "¿Qué se podía publicar al 10-nov-2015?", "LOS VEREDICTOS SON LOS DEL 10-nov-2015, NO LOS DE HOY"),
        ("en", "What could be published as of 10 Nov 2015?", "THE VERDICTS ARE THOSE OF 10 Nov 2015, NOT TODAY'S"),
    ):
        page = written[language]
        assert f"<h1>{question}</h1>" in page.html
        assert f"<title>{question}" in page.html
        assert box in page.text
    assert "¿Qué se podía publicar al 10-nov-2015?" in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_demonstration_data_are_announced_everywhere(payload: Payload, site: Pages, tmp_path: Path) -> None:
    assert "DATOS DE DEMOSTRACIÓN" not in site(payload)["es/index.html"].text
    payload["run"]["demonstration"] = True
    for path, page in site(payload).items():
        if path.startswith("es/"):
            assert page.text.count("DATOS DE DEMOSTRACIÓN") == 2
        elif path.startswith("en/"):
            assert "DEMONSTRATION DATA" in page.text
    assert "DATOS DE DEMOSTRACIÓN" in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_top_of_every_page_names_edition_cutoff_and_lima_time(payload: Payload, site: Pages) -> None:
    for path, page in site(payload).items():
        if path.startswith("es/"):
            assert "Datos al 23-nov-2026, 08:05 (hora de Lima)" in page.text
            assert "Imprimir: Ctrl+P" in page.text
            assert "Edición de datos 2026-11-23.1." in page.text
            assert 'content:"Edición de datos 2026-11-23.1 · datos al 23-nov-2026, 08:05 (hora de Lima)"' in page.html
            assert ("Corte más reciente: 31-dic-2022" in page.text) == (path == "es/index.html")


def test_the_id_of_a_release_is_short_and_that_of_the_run_is_not_shown(payload: Payload, site: Pages) -> None:
    payload["run"] |= {"release_id": "20261124T194128Z-9ca7d4d1", "run_id": "20261124T194100000000Z"}
    for path, page in site(payload).items():
        assert "20261124T" not in page.html, path
        assert path == "index.html" or "9ca7d4d1." in page.text, path


def test_what_a_release_is_called_cannot_leave_the_style_sheet(payload: Payload, pages: Pages) -> None:
    payload["run"]["release_id"] = '"}</style><b>x\\'
    style = pages(payload)["es"].html.split("<style>")[1]
    assert 'content:"Edición de datos stylebx · datos' in style.split("</style>")[0]


@pytest.mark.parametrize("language", ["es", "en"])
def test_nothing_at_all_to_show(payload: Payload, site: Pages, language: str) -> None:
    for name in ("indicators", "deliveries", "quarantine", "rules", "published_figures", "work_lists", "reconciliations"):
        payload[name] = []
    payload["delivery_regions"] = payload["quarantine_effects"] = []
    payload["changes"] = {"verdicts": [], "n_verdicts": 0, "values": []}
    payload["series"] = {"coca_area_ha": [], "eradication_ha": []}
    written = site(payload)
    assert written[f"{language}/entregas.html"].tables
    if language == "es":
        assert "En esta actualización no se evaluó ningún indicador." in written["es/index.html"].text
        assert "No se cargó ningún archivo." in written["es/entregas.html"].text
        assert "No hay filas en cuarentena." in written["es/cuarentena.html"].text
