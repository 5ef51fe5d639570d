"""The page says what the payload says, in both languages, and asks nothing of the network."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jinja2 import UndefinedError

from reports.catalogue import MissingMessageError
from reports.site import LIMITS, write_site

Payload = dict[str, Any]
Pages = Callable[[Payload], dict[str, Any]]
REQUESTING = re.compile(r"https?://|\bsrc\s*=|@import|url\(|<script|<iframe|<object|<img", re.IGNORECASE)
PAGE_LIMIT_BYTES = 300_000


def entry(payload: Payload, code: str, period: str) -> Payload:
    return next(
        item
        for item in payload["indicators"]
        if (item["indicator_code"], item["period"], item["territory_level"]) == (code, period, "pais")
    )


def grow(items: list[Payload], count: int, **changes: Callable[[int], object]) -> list[Payload]:
    """Return ``count`` copies of the items in turn, with fields set from their number."""
    return [items[index % len(items)] | {name: value(index) for name, value in changes.items()} for index in range(count)]


def test_values_stand_in_their_cells(payload: Payload, pages: Pages) -> None:
    page = pages(payload)["es"]
    eradication = page.table("c-indicadores").row("Superficie de coca erradicada")
    assert eradication[1].startswith("NO PUBLICABLE")
    assert "Perú · 2015 · al 02-nov-2015 31,379 ha PUBLICABLE CON NOTA" in eradication[2]
    assert eradication[3].startswith("El total de 2014 tiene tres valores distintos")
    assert "2015-11-10__corah-vintage-a.csv, fila 4, columna hectáreas: «31206»" in eradication[4]
    assert eradication[5] == (
        "Superficie de coca erradicada en el año. Perú, 2015, al 02-nov-2015: 31,379 ha. Nota: 31,379 ha al 2 de noviembre "
        "de 2015. Hay 904 ha aún sin zona asignada. Publicación de datos 2026-11-23.1."
    )
    first_quarantined = page.table("c-cuarentena").rows[1]
    assert first_quarantined[1:5] == ["DIARIO", "118", "fecha", "11/02/2105"]
    assert first_quarantined[6:] == ["3.5 ha", "CORAH"]
    assert page.table("c-cifras").row("F02")[2:6] == ["30 %", "31.36 %", "1.36", "ambigüedad de definición"]
    assert page.table("c-cifras").row("P02")[4] == "\u2212180"
    assert page.table("c-cargado").row("CORAH")[3:9] == ["03-nov-2015", "citada", "310", "303", "0", "7"]
    assert "Actualización: 23-nov-2026, 08:05 (hora de Lima)" in page.text


def test_indicators_come_worst_first(payload: Payload, pages: Pages) -> None:
    rows = pages(payload)["es"].table("c-indicadores").rows
    verdicts = [row[1].rstrip("0123456789 abcdefghijklmnopqrstuvwxyzó") for row in rows[1:] if len(row) == 6]
    assert verdicts == ["NO PUBLICABLE"] * 2 + ["EN REVISIÓN"] + ["PUBLICABLE CON NOTA"] * 2 + ["PUBLICABLE"]


def test_several_territories_are_counted_not_summed(payload: Payload, pages: Pages) -> None:
    area = pages(payload)["es"].table("c-indicadores").row("Superficie cultivada con coca")
    assert "Zonas cocaleras · 2022 · al 31-dic-2022 14 cifras" in area[2]


def split_level(payload: Payload) -> None:
    """Give one level, period and cut-off two entries that differ in their verdict, as territories of one level may."""
    zones = next(item for item in payload["indicators"] if item["territory_level"] == "zona")
    payload["indicators"].remove(zones)
    shared = zones | {"period": "2030", "cutoff_date": "2030-12-31", "territory_name": None, "value": None}
    payload["indicators"] += [
        shared | {"n_values": 11, "verdict": "PUBLICABLE", "reasons": [], "note_es": "", "note_en": ""},
        shared | {"n_values": 3, "verdict": "NO PUBLICABLE", "reasons": [], "note_es": "", "note_en": ""},
    ]


@pytest.mark.parametrize("order", [1, -1])
def test_territories_of_one_level_may_have_two_verdicts(payload: Payload, pages: Pages, order: int) -> None:
    split_level(payload)
    payload["indicators"] = payload["indicators"][::order]
    written = pages(payload)
    spanish = written["es"].table("c-indicadores").row("Superficie cultivada con coca")
    withheld = "Zonas cocaleras · 2030 · al 31-dic-2030 3 cifras retenidas NO PUBLICABLE"
    open_ones = "Zonas cocaleras · 2030 · al 31-dic-2030 11 cifras PUBLICABLE"
    assert spanish[1].startswith("NO PUBLICABLE 1 no publicable")
    assert f"{withheld} {open_ones}" in spanish[2]
    others = written["es"].text.split("cifras recientes ")[1]
    assert others.startswith("Nada que copiar. No publique esta cifra. Superficie cultivada con coca")
    english = written["en"].table("c-indicadores").row("Area under coca")
    assert "3 figures withheld NOT PUBLISHABLE" in english[2]
    assert "11 figures PUBLISHABLE" in english[2]
    periods = next(table for table in written["es"].tables if any("2030" in row[1:2] for row in table.rows))
    assert [(row[0], row[3], row[4]) for row in periods.rows if row[1] == "2030"] == [
        ("Zonas cocaleras", "3 cifras retenidas", "NO PUBLICABLE"),
        ("Zonas cocaleras", "11 cifras", "PUBLICABLE"),
    ]


def test_verdicts_are_counted_as_verdicts_and_in_the_plural(payload: Payload, pages: Pages) -> None:
    written = pages(payload)
    verdicts, indicators = len(payload["indicators"]), len({item["indicator_code"] for item in payload["indicators"]})
    assert f"Se dieron {verdicts} veredictos sobre {indicators} indicadores" in written["es"].text
    assert f"{verdicts} verdicts were given on {indicators} indicators" in written["en"].text
    payload["indicators"] = [
        entry(payload, "ERAD-YTD", "2015") | {"period": str(year), "verdict": verdict}
        for year, verdict in ((2001, "PUBLICABLE"), (2002, "PUBLICABLE CON NOTA"), (2003, "PUBLICABLE CON NOTA"))
    ]
    written = pages(payload)
    cell = written["es"].table("c-indicadores").row("Superficie de coca erradicada")[1]
    assert cell == "PUBLICABLE CON NOTA 2 publicables con nota 1 publicable"
    cell = written["en"].table("c-indicadores").row("Coca area eradicated")[1]
    assert cell == "PUBLISHABLE WITH NOTE 2 publishable with notes 1 publishable"


def test_a_commitment_without_a_figure_shows_no_evidence(payload: Payload, pages: Pages) -> None:
    page = pages(payload)["es"]
    periods = next(table for table in page.tables if any(row[3:4] == ["sin dato"] for row in table.rows))
    assert next(row for row in periods.rows if row[3] == "sin dato")[5] == "— sin dato"


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
    assert "Veredictos de hoy" not in written["es"].text
    assert "Datos conocidos al 10-nov-2015. Publicación de datos 2026-11-23.1." in written["es"].text
    assert "¿Qué se podía publicar al 10-nov-2015?" in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_the_text_to_copy_names_the_window_in_words(payload: Payload, pages: Pages) -> None:
    entries = [
        entry(payload, "ERAD-YTD", "2015") | {"period": name, "cutoff_date": None}
        for name in ("ER-2011 (2011-2014)", "ER-RATIO (2011-2014)")
    ]
    payload["indicators"] = entries
    text = pages(payload)["es"].text
    assert "en el año. Perú, 2011-2014: 31,379 ha." in text
    assert "en el año. Perú, 2011-2014, como parte de lo erradicado: 31,379 ha." in text


def test_a_note_that_lost_its_text_may_not_be_copied(payload: Payload, pages: Pages) -> None:
    latest = entry(payload, "ERAD-YTD", "2015")
    latest["note_es"] = latest["note_en"] = ""
    copied = pages(payload)["es"].table("c-indicadores").row("Superficie de coca erradicada")[5]
    assert copied.startswith("Nada que copiar. Falta el texto de la nota; no publique sin ella.")


@pytest.mark.parametrize(("language", "word"), [("es", "retenido"), ("en", "withheld")])
def test_withheld_value_is_never_printed(payload: Payload, pages: Pages, language: str, word: str) -> None:
    entry(payload, "ERAD-YTD", "2014")["value"] = 987654
    page = pages(payload)[language]
    periods = next(table for table in page.tables if any("2014" in row[1:2] for row in table.rows))
    assert next(row for row in periods.rows if row[1] == "2014")[3] == word
    assert "987,654" not in page.html
    assert "987654" not in page.html


def test_missing_value_has_a_hidden_word(payload: Payload, pages: Pages) -> None:
    written = pages(payload)
    assert written["es"].table("c-cifras").row("F19")[3] == "— sin dato"
    assert written["en"].table("c-cifras").row("F19")[3] == "— no data"


def test_an_unpublishable_or_unsigned_figure_has_no_note_to_copy(payload: Payload, pages: Pages) -> None:
    table = pages(payload)["es"].table("c-indicadores")
    assert table.row("Caminos vecinales")[5] == "Nada que copiar. Todavía no hay una cifra que publicar."
    pending = "Nada que copiar. No publique todavía: falta la firma o concluir la evaluación."
    assert table.row("Reducción efectiva")[5] == pending


def test_both_languages_print_the_same_numbers(payload: Payload, pages: Pages) -> None:
    written = pages(payload)
    for spanish, english in zip(written["es"].tables, written["en"].tables, strict=True):
        assert len(spanish.rows) == len(english.rows)
        for row, other in zip(spanish.rows, english.rows, strict=True):
            for cell, translated in zip(row, other, strict=True):
                if re.fullmatch(r"[\d,.\u2212]+( ?\D+)?", cell) and not re.search(r"\d-", cell):
                    assert re.findall(r"\d[\d,.]*", cell) == re.findall(r"\d[\d,.]*", translated)


def test_refused_run_says_so_and_offers_no_figure(payload: Payload, pages: Pages) -> None:
    payload["run"] |= {
        "released": False,
        "release_id": None,
        "current_release_id": "2026-11-22.1",
        "refusals": [{"rule_id": "G1", "text_es": "Se perdieron 3 filas.", "text_en": "3 rows were lost."}],
    }
    written = pages(payload)
    spanish, english = written["es"], written["en"]
    assert "NO SE EMITIÓ UNA NUEVA PUBLICACIÓN DE DATOS Se perdieron 3 filas. G1" in spanish.text
    assert "Sigue vigente la publicación 2026-11-22.1." in spanish.text
    assert "NO NEW DATA RELEASE WAS ISSUED 3 rows were lost. G1" in english.text
    box = spanish.html.split('<div class="box no">')[1]
    assert box.index('href="#i-no"') < box.index("NO SE EMITIÓ")
    assert "31,379 ha PUBLICABLE" not in spanish.text
    assert "no rigen para la publicación vigente" in spanish.text
    assert 'class="plot"' not in spanish.html


def test_refused_first_run_with_nothing_in_it(payload: Payload, pages: Pages) -> None:
    payload["run"] |= {"released": False, "release_id": None, "current_release_id": None}
    for name in ("indicators", "deliveries", "quarantine", "rules", "published_figures"):
        payload[name] = []
    payload["series"] = {"coca_area_ha": [], "eradication_ha": []}
    text = pages(payload)["es"].text
    assert "Todavía no hay ninguna publicación vigente." in text
    assert "No se cargó ningún archivo." in text


def test_demonstration_data_are_announced_everywhere(payload: Payload, pages: Pages, tmp_path: Path) -> None:
    assert "DATOS DE DEMOSTRACIÓN" not in pages(payload)["es"].text
    payload["run"]["demonstration"] = True
    written = pages(payload)
    assert written["es"].text.count("DATOS DE DEMOSTRACIÓN") == 2
    assert "DEMONSTRATION DATA" in written["en"].text
    assert "DATOS DE DEMOSTRACIÓN" in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_pages_request_nothing(payload: Payload, pages: Pages, tmp_path: Path) -> None:
    for page in pages(payload).values():
        assert REQUESTING.search(page.html) is None
        targets = [attrs.get(name) or "" for _, attrs in page.tags for name in ("href", "action", "data") if name in attrs]
        assert all(target.startswith(("#", "../", "data:,")) for target in targets)
    assert REQUESTING.search((tmp_path / "index.html").read_text(encoding="utf-8")) is None


def test_every_local_link_has_its_target(payload: Payload, pages: Pages) -> None:
    page = pages(payload)["es"]
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    for _, attrs in page.tags:
        if (attrs.get("href") or "").startswith("#"):
            assert (attrs["href"] or "")[1:] in ids
        for name in (attrs.get("aria-labelledby") or "").split():
            assert name in ids


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"><img onerror=x>', "{{ 7*7 }}", "{n} %s"])
def test_hostile_values_are_inert(payload: Payload, pages: Pages, hostile: str) -> None:
    payload["quarantine"][0] |= {"value": hostile, "file": hostile, "reason_es": hostile, "sheet": hostile}
    payload["indicators"][0] |= {
        "name_es": hostile,
        "note_es": hostile,
        "unit": hostile,
        "territory_name": hostile,
    }
    payload["deliveries"][0] |= {"title": hostile, "publisher": hostile, "published_on": hostile}
    page = pages(payload)["es"]
    assert hostile in page.text
    assert not {"script", "img"} & {tag for tag, _ in page.tags}
    assert all(not name.startswith("on") for _, attrs in page.tags for name in attrs)


def test_direction_marks_are_removed_and_long_cells_cut(payload: Payload, pages: Pages) -> None:
    payload["quarantine"][0]["value"] = "\u202e5012\u2066/11\u200f"
    payload["quarantine"][1]["value"] = "9" * 100_000
    page = pages(payload)["es"]
    assert page.table("c-cuarentena").rows[1][4] == "5012/11"
    assert not set("\u202e\u2066\u200f") & set(page.html)
    assert len(page.table("c-cuarentena").rows[2][4]) < 200


def test_long_lists_are_cut_with_a_count_and_the_page_stays_small(payload: Payload, pages: Pages) -> None:
    payload["indicators"] = grow(
        payload["indicators"],
        200,
        indicator_code=lambda index: f"IND-{index % 12}",
        period=lambda index: str(2001 + index // 12),
    )
    payload["quarantine"] = grow(payload["quarantine"], 3000, row=lambda index: index + 2)
    payload["deliveries"] = grow(payload["deliveries"], 150)
    payload["rules"] = grow(payload["rules"], 150, rule_id=lambda index: f"R{index}")
    for page in pages(payload).values():
        assert len(page.html.encode()) < PAGE_LIMIT_BYTES
    assert f"y {3000 - LIMITS['quarantine']:,} más en el archivo report.json" in pages(payload)["es"].text


def test_rules_not_evaluated_come_before_the_failed_ones(payload: Payload, pages: Pages) -> None:
    page = pages(payload)["es"]
    assert page.html.index('id="c-reglas-e"') < page.html.index('id="c-reglas-f"')
    assert [row[1] for row in page.table("c-reglas-f").rows[1:]] == ["bloqueante", "mayor", "mayor", "menor"]
    assert page.table("c-reglas-f").row("Las zonas suman")[3:5] == ["1 de 1", "904 ha"]
    assert page.table("c-reglas-p").row("mayor")[1:] == ["14", "2", "1"]


def test_semantics_a_screen_reader_needs(payload: Payload, pages: Pages) -> None:
    for language, tag in {"es": "es-PE", "en": "en"}.items():
        page = pages(payload)[language]
        names = [name for name, _ in page.tags]
        assert ("html", {"lang": tag}) in page.tags
        assert names.count("h1") == 1
        assert all("scope" in attrs for name, attrs in page.tags if name == "th")
        assert names.count("caption") == names.count("table")
        assert names.count("table") + 1 == sum(attrs.get("role") == "region" for _, attrs in page.tags)
        chips = [attrs for name, attrs in page.tags if name == "span" and "chip" in (attrs.get("class") or "")]
        assert chips and page.html.count('<use href="#i-') >= len(chips)


def test_site_is_deterministic(payload: Payload, tmp_path: Path) -> None:
    first = [path.read_bytes() for path in write_site(payload, tmp_path / "a")]
    second = [path.read_bytes() for path in write_site(payload, tmp_path / "b")]
    assert first == second


def test_a_missing_field_or_an_unknown_word_leaves_no_half_report(payload: Payload, tmp_path: Path) -> None:
    payload["indicators"][0]["verdict"] = "QUIZÁS"
    with pytest.raises((MissingMessageError, KeyError)):
        write_site(payload, tmp_path)
    payload["indicators"][0]["verdict"] = "PUBLICABLE"
    del payload["summary"]["rows"]["read"]
    with pytest.raises(UndefinedError):
        write_site(payload, tmp_path)
    assert not list(tmp_path.iterdir())
