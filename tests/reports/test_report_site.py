"""What holds on every page: no request, no dead link, semantics, same numbers in both languages, inert values, size."""

from __future__ import annotations

import itertools
import posixpath
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jinja2 import UndefinedError

from reports.catalogue import MissingMessageError
from reports.site import write_site

Payload = dict[str, Any]
Pages = Callable[[Payload], dict[str, Any]]
REQUESTING = re.compile(r"https?://|\bsrc\s*=|@import|url\(|<script|<noscript|<iframe|<object|<img", re.IGNORECASE)
UNSAID = re.compile(r"\b(null|None|NaN|nan|undefined|True|False|Markup)\b")
FIXED = {
    "index.html",
    "entregas.html",
    "cuarentena.html",
    "conciliaciones.html",
    "cambios.html",
    "cifras-publicadas.html",
    "metodo.html",
    "glosario.html",
}


def inner(written: dict[str, Any]) -> dict[str, Any]:
    """Return every page but the door."""
    return {path: page for path, page in written.items() if path != "index.html"}


def test_both_languages_have_every_page(payload: Payload, site: Pages) -> None:
    written = site(payload)
    by_language = {
        language: {path.split("/", 1)[1] for path in inner(written) if path.startswith(language)} for language in ("es", "en")
    }
    codes = [item["indicator_code"] for item in payload["indicators"]]
    expected = FIXED | {f"{room}/{code}.html" for room in ("indicador", "ficha") for code in codes}
    assert by_language["es"] == by_language["en"] == expected | {"corregir/corah.html", "corregir/devida-pirdais.html"}
    assert "index.html" in written


def test_pages_request_nothing_and_run_nothing(payload: Payload, site: Pages) -> None:
    for path, page in site(payload).items():
        assert REQUESTING.search(page.html) is None, path
        policy = next(attrs["content"] for attrs in page.all("meta") if attrs.get("http-equiv"))
        assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        assert all(not name.startswith("on") for _, attrs in page.tags for name in attrs)


def test_every_link_has_its_target(payload: Payload, site: Pages, tmp_path: Path) -> None:
    given = [file[kind] for work in payload["work_lists"] for file in work["files"] for kind in ("csv", "xlsx")]
    marts = {f"../csv/{item['lineage']['mart']}.csv" for item in payload["indicators"]}
    outside = {"report.json", "../data_docs/index.html", *marts, *(path for path in given if path)}
    written = site(payload)
    for path, page in written.items():
        ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
        assert len(ids) == len(set(ids)), path
        for _, attrs in page.tags:
            for name in (attrs.get("aria-labelledby") or "").split():
                assert name in ids, (path, name)
            target = attrs.get("href")
            if target is None or target == "data:,":
                continue
            file, _, fragment = target.partition("#")
            reached = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(file))) if file else path
            assert (tmp_path / reached).is_file() or reached in outside, (path, target)
            if fragment and reached in written:
                anchors = ids if reached == path else [attrs.get("id") for _, attrs in written[reached].tags]
                assert fragment in anchors, (path, target)


def test_language_switch_leads_to_the_same_page(payload: Payload, site: Pages) -> None:
    for path, page in inner(site(payload)).items():
        language, rest = path.split("/", 1)
        other = "en" if language == "es" else "es"
        switch = next(attrs["href"] for attrs in page.all("a") if attrs.get("class") == "switch")
        assert posixpath.normpath(posixpath.join(posixpath.dirname(path), switch)) == f"{other}/{rest}"


def test_semantics_a_screen_reader_needs(payload: Payload, site: Pages) -> None:
    for path, page in inner(site(payload)).items():
        names = [name for name, _ in page.tags]
        assert {"lang": "es-PE" if path.startswith("es") else "en"} in page.all("html")
        assert names.count("h1") == 1 and names.count("main") == 1, path
        assert {"class": "skip", "href": "#contenido"} in page.all("a")
        assert all("scope" in attrs for attrs in page.all("th")), path
        assert names.count("caption") == names.count("table"), path
        headings = [int(name[1]) for name in names if re.fullmatch(r"h\d", name)]
        assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(headings)), path
        regions = [attrs for _, attrs in page.tags if attrs.get("role") == "region"]
        assert len(regions) >= names.count("table")
        assert all(attrs.get("tabindex") == "0" for attrs in regions)
        assert all("aria-label" in attrs or "aria-labelledby" in attrs for attrs in regions)
        for drawing in page.all("svg"):
            assert drawing.get("aria-hidden") == "true" or "aria-labelledby" in drawing, path
        assert sum(attrs.get("aria-current") == "page" for attrs in page.all("a")) == 1, path


def test_verdicts_carry_word_and_shape(payload: Payload, site: Pages) -> None:
    for path, page in inner(site(payload)).items():
        chips = re.findall(r'<span class="chip (\w+)">(.*?)</span>', page.html, re.DOTALL)
        for tone, content in chips:
            assert f'href="#i-{tone}"' in content, path
            assert re.sub(r"<.*?>", "", content).strip(), path
    index = site(payload)["es/index.html"].html
    assert {"ok", "note", "no", "review"} <= set(re.findall(r'class="chip (\w+)"', index))


def test_both_languages_print_the_same_numbers(payload: Payload, site: Pages) -> None:
    written = site(payload)
    for path, page in written.items():
        if not path.startswith("es/"):
            continue
        other = written["en" + path[2:]]
        assert len(page.tables) == len(other.tables), path
        for spanish, english in zip(page.tables, other.tables, strict=True):
            assert spanish.caption_id == english.caption_id or spanish.caption_id is not None
            assert [len(row) for row in spanish.rows] == [len(row) for row in english.rows]
            for row, translated in zip(spanish.rows, english.rows, strict=True):
                for cell, same in zip(row, translated, strict=True):
                    if re.fullmatch(r"[+\u2212]?(S/ )?[\d,.]+( \D{0,20})?", cell):
                        assert re.findall(r"[+\u2212]?\d[\d,.]*", cell) == re.findall(r"[+\u2212]?\d[\d,.]*", same), path
        assert [name for name, _ in page.tags] == [name for name, _ in other.tags], path


def test_no_word_of_a_programmer_is_printed(payload: Payload, site: Pages) -> None:
    for path, page in site(payload).items():
        assert UNSAID.search(page.text) is None, (path, UNSAID.search(page.text))
        assert "&lt;span" not in page.html, path
        assert re.search(r"\{\w*\}", page.text) is None, path


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"><img onerror=x>', "{{ 7*7 }}", "{n} %s"])
def test_hostile_values_are_inert(payload: Payload, site: Pages, of: Callable[[Payload, str], Payload], hostile: str) -> None:
    eradication = of(payload, "ERAD-YTD")
    eradication |= {"name_es": hostile, "unit": hostile, "owner_es": hostile, "limitations_es": hostile, "pillar": hostile}
    headline = eradication["entries"][eradication["entry"]]
    headline |= {"note_es": hostile, "territory_name": hostile, "period": hostile}
    headline["reasons"][0] |= {"text_es": hostile, "rule_id": hostile, "owner_es": hostile}
    eradication["issues"][0] |= dict.fromkeys(("file", "sheet", "column", "value", "text_es"), hostile)
    eradication["waivers"][0] |= {"waived_by": hostile, "reason": hostile}
    eradication["signoff"] |= {"signed_by": hostile, "basis": hostile, "reason": hostile}
    eradication["sheet"] |= {"definition_es": hostile, "formula_es": hostile, "measure_type": hostile}
    eradication["changes"][0] |= {"old_edition": hostile, "territory_name": hostile}
    payload["quarantine"][0] |= {"value": hostile, "file": hostile, "reason_es": hostile, "sheet": hostile}
    payload["deliveries"][0] |= {"title": hostile, "publisher": hostile, "published_on": hostile, "citation": hostile}
    payload["reconciliations"][1]["lines"][0] |= {"territory_name": hostile, "period": hostile}
    payload["work_lists"][0]["files"][1] |= {"file": hostile, "csv": f"datos/{hostile}", "xlsx": "javascript:alert(1)"}
    payload["delivery_regions"][0]["territory_name"] = hostile
    payload["changes"]["values"][0] |= {"name_es": hostile, "new_edition": hostile}
    written = site(payload)
    for path, page in written.items():
        assert not {"script", "img"} & {tag for tag, _ in page.tags}, path
        assert all(not name.startswith("on") for _, attrs in page.tags for name in attrs), path
        assert all(not (attrs.get("href") or "").startswith("javascript") for _, attrs in page.tags), path
    for path in ("indicador/ERAD-YTD", "cuarentena", "entregas", "corregir/corah", "conciliaciones", "cambios", "index"):
        assert hostile in written[f"es/{path}.html"].text, path


@pytest.mark.parametrize(
    "code", ["../../etc/passwd", "a/b", "CON", "..", "<b>", "ÁREA 1", "x" * 400, "C:\\x", "erad-ytd", "javascript:alert(1)"]
)
def test_a_code_from_data_is_a_safe_file_name(payload: Payload, tmp_path: Path, code: str) -> None:
    payload["indicators"][0]["indicator_code"] = code
    payload["work_lists"][0]["slug"] = code
    out = tmp_path / "site"
    written = write_site(payload, out)
    assert {path.name for path in tmp_path.iterdir()} == {"site"}
    assert len({path.as_posix().lower() for path in written}) == len(written)
    for path in written:
        parts = path.relative_to(out).parts
        assert len(parts) <= 3 and all(re.fullmatch(r"[A-Za-z0-9._-]{1,110}", part) for part in parts)
        assert not {"..", "."} & set(parts)


def test_direction_marks_are_removed_and_long_cells_cut(payload: Payload, site: Pages) -> None:
    payload["quarantine"][0]["value"] = "\u202e5012\u2066/11\u200f"
    payload["quarantine"][1] |= {"value": "9" * 100_000, "reason_es": "largo " * 20_000}
    page = site(payload)["es/cuarentena.html"]
    assert page.table("c-cuarentena").rows[1][1] == "5012/11"
    assert not set("\u202e\u2066\u200f") & set(page.html)
    assert len(page.table("c-cuarentena").rows[2][1]) < 200
    assert len(page.html.encode()) < 300_000


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
