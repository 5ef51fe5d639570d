"""A run that released nothing: every verdict reads NO PUBLICABLE, the reason is on top and no figure is offered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Payload = dict[str, Any]
Pages = Callable[[Payload], dict[str, Any]]


def test_every_page_says_since_when_there_is_no_update(refused: Payload, site: Pages) -> None:
    for path, page in site(refused).items():
        if path.startswith("es/"):
            assert "NO PUBLICABLE . No hubo actualización desde el 22-nov-2026, 08:05 (hora de Lima)" in page.text.replace(
                "PUBLICABLE.", "PUBLICABLE ."
            )
            assert "Sigue vigente la publicación 2026-11-22.1." in page.text
            assert "Publicación de datos: no emitida" in page.text
            box = page.html.split('<div class="box no">')[1]
            assert box.index('href="#i-no"') < box.index("NO PUBLICABLE")
        elif path.startswith("en/"):
            assert "There has been no update since 22 Nov 2026, 08:05 (Lima time)" in page.text


def test_refusals_stand_on_top_of_the_first_page(refused: Payload, pages: Pages) -> None:
    written = pages(refused)
    assert "Se perdieron 3 filas. G1" in written["es"].text
    assert "3 rows were lost. G1" in written["en"].text
    assert written["es"].text.index("Se perdieron 3 filas.") < written["es"].text.index("Veredictos de los indicadores")
    refused["run"]["refusals"] = []
    assert "El motivo no quedó registrado" in pages(refused)["es"].text


def test_every_verdict_is_not_publishable_and_no_figure_is_shown(refused: Payload, site: Pages, tmp_path: Path) -> None:
    written = site(refused)
    index = written["es/index.html"]
    rows = index.table("c-indicadores").rows[1:]
    assert {row[1] for row in rows} == {"NO PUBLICABLE"}
    assert {row[2] for row in rows} == {
        "No hubo actualización desde el 22-nov-2026, 08:05 (hora de Lima) Esta actualización no se publicó."
    }
    assert {row[5].split(" ")[0] for row in rows} == {"retenido", "sin"}
    assert "NO PUBLICABLE 6" in index.text and "PUBLICABLE 0" in index.text
    assert 'class="plot"' not in index.html
    assert "El gráfico no se muestra porque la actualización no se publicó." in index.text
    for path, page in written.items():
        if "/indicador/" in path:
            for figure in ("31,379", "95,008", "26,000", "30,790", "18,010"):
                assert figure not in page.html, path
            assert 'class="chip ok"' not in page.html
    assert "30,812" not in written["es/cambios.html"].html
    shown = (tmp_path / "datos" / "indicadores.csv").read_text(encoding="utf-8")
    assert "31379" not in shown and "PUBLICABLE CON NOTA" not in shown


def test_what_to_correct_is_still_there(refused: Payload, site: Pages) -> None:
    written = site(refused)
    assert "La fecha 11/02/2105 no es posible." in written["es/corregir/corah.html"].text
    assert "La fecha 11/02/2105 no es posible." in written["es/indicador/ERAD-YTD.html"].text
    assert "Las zonas suman" in written["es/metodo.html"].text


def test_a_first_run_that_never_worked(refused: Payload, pages: Pages) -> None:
    refused["run"] |= {"last_good_at": None, "current_release_id": None}
    text = pages(refused)["es"].text
    assert "No hubo todavía ninguna actualización completa" in text
    assert "Todavía no hay ninguna publicación vigente." in text
