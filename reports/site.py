"""Writes the report: ``report.json``, every page of it in both languages, a door that links to both, and the lists as CSV.

Belongs here: rendering and files. One template per page, two catalogues.
Does not belong here: the payload's making, what a page shows (``pages.py``) and any sentence.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from reports.catalogue import LANGUAGES, Catalogue, Language, load_catalogues
from reports.display import Display, clean
from reports.downloads import write_downloads
from reports.environment import build_environment
from reports.pages import LIMITS, Names, Page, names_of, pages_of
from reports.withholding import readable
from reports.wording import Wording

# A heading about today -> the same heading for an as-of run, with its day.
DATED: Mapping[str, str] = {"index.title": "index.title_as_of"}


def write_site(payload: Mapping[str, Any], out_dir: Path) -> list[Path]:
    """Write ``report.json``, ``index.html``, the pages of ``es/`` and ``en/`` and the lists of ``datos/`` and return their paths.

    ``payload`` has the shape of ``report.schema.json``. A figure that no page may show is missing from ``report.json`` too.
    Every page is rendered before the first file is written, so a missing message or field (``MissingMessageError``,
    ``jinja2.UndefinedError``) leaves no half report.
    """
    catalogues = load_catalogues()
    shown = readable(payload)
    data = clean(shown)
    names = names_of(data)
    pages = dict(page for language in LANGUAGES for page in render_pages(data, catalogues, language, names))
    pages[Path("index.html")] = _render_door(data, catalogues)
    pages[Path("report.json")] = json.dumps(shown, indent=1, ensure_ascii=False)
    written = [_write(out_dir / path, text) for path, text in pages.items()]
    return [*written, *write_downloads(data, Display(catalogues["es"]), names, out_dir / "datos")]


def render_pages(
    data: Mapping[str, Any], catalogues: Mapping[Language, Catalogue], language: Language, names: Names
) -> Iterator[tuple[Path, str]]:
    """Yield path and HTML of every page of one language."""
    display = Display(catalogues[language])
    say = Wording(display, data["run"])
    environment = build_environment(display, say)
    shared = {
        "data": data,
        "run": data["run"],
        "other_language": next(other for other in LANGUAGES if other != language),
        "limits": LIMITS,
        "names": names,
        "heading": _dated("index.title", data["run"], display),
    }
    for page in pages_of(data, display, names):
        html = environment.get_template(page.template).render({**shared, **page.content, **_address(page)})
        yield Path(language) / page.path, html


def _address(page: Page) -> dict[str, object]:
    """Return where the page stands: its own path, the way up to its language folder and its place in the navigation."""
    return {"here": page.path, "up": "../" * page.path.count("/"), "section": page.section}


def _dated(key: str, run: Mapping[str, Any], display: Display) -> str:
    """Return the message, or the one that names the day when the run knows nothing published after it."""
    if not run["as_of"]:
        return display.catalogue.text(key)
    return display.catalogue.text(DATED[key], date=display.date(run["as_of"]))


def _render_door(data: Mapping[str, Any], catalogues: Mapping[Language, Catalogue]) -> str:
    display = Display(catalogues[LANGUAGES[0]])
    doors = [(language, catalogues[language].text) for language in LANGUAGES]
    template = build_environment(display, Wording(display, data["run"])).get_template("door.html.j2")
    return template.render(run=data["run"], doors=doors, heading=_dated("index.title", data["run"], display))


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path
