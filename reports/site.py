"""Writes the report: one page per language and a door that links to both.

Belongs here: the template environment and the files. One template, two catalogues.
Does not belong here: the payload's making, its ``report.json`` (the caller writes it) and any sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from reports.catalogue import LANGUAGES, Catalogue, Language, load_catalogues
from reports.chart import build_chart
from reports.display import Display, clean
from reports.view import (
    TONES,
    Entry,
    accepted_deliveries,
    deliveries_by_dataset,
    group_indicators,
    is_withheld,
    may_be_copied,
    refused_deliveries,
    rules_with_status,
    sorted_reasons,
)

TEMPLATES = Path(__file__).parent / "templates"
# How many lines each list shows; the page says how many more report.json holds.
LIMITS: Mapping[str, int] = {
    "periods": 40,
    "first_places": 3,
    "places": 5,
    "deliveries": 120,
    "quarantine": 80,
    "rules": 60,
    "figures": 80,
}

# A heading about today -> the same about the day up to which the run knows what was published.
DATED: Mapping[str, str] = {
    "index.title": "index.title_as_of",
    "verdicts.title": "verdicts.title_as_of",
}


def write_site(payload: Mapping[str, Any], out_dir: Path) -> list[Path]:
    """Write ``index.html`` and ``<language>/index.html`` under ``out_dir`` and return their paths.

    ``payload`` has the shape of ``report.schema.json``. Every page is rendered before the first file is written,
    so a missing message or field (``MissingMessageError``, ``jinja2.UndefinedError``) leaves no half report.
    """
    catalogues = load_catalogues()
    data = clean(payload)
    pages = {Path(language) / "index.html": render_page(data, catalogues, language) for language in LANGUAGES}
    pages[Path("index.html")] = _render_door(data, catalogues)
    return [_write(out_dir / name, html) for name, html in pages.items()]


def render_page(data: Mapping[str, Any], catalogues: Mapping[Language, Catalogue], language: Language) -> str:
    """Return the page of one language from a payload that went through ``clean``."""
    display = Display(catalogues[language])
    released = data["run"]["released"]
    accepted = accepted_deliveries(data["deliveries"])
    return (
        _environment(display)
        .get_template("index.html.j2")
        .render(
            **data,
            other_language=next(other for other in LANGUAGES if other != language),
            limits=LIMITS,
            verdict_order=tuple(TONES["verdict"]),
            groups=group_indicators(data["indicators"]),
            chart=build_chart(data["series"], display) if released else None,
            accepted=accepted,
            by_dataset=deliveries_by_dataset(accepted),
            refused=refused_deliveries(data["deliveries"]),
            failed_rules=rules_with_status(data["rules"], "failed"),
            errored_rules=rules_with_status(data["rules"], "errored"),
            heading=_dated("index.title", data["run"], display),
            verdicts_heading=_dated("verdicts.title", data["run"], display),
            may_be_copied=may_be_copied,
            amount=lambda entry: _amount(entry, released, display),
        )
    )


def _amount(entry: Entry, released: bool, display: Display) -> str:
    """Return the value of an indicator entry, the word for withheld or for missing, or how many values it stands for."""
    stands_for = entry["n_values"]
    if not stands_for:
        return display.catalogue.text("value.missing")
    if is_withheld(entry, released):
        several = stands_for > 1
        return display.count("count.withheld", stands_for) if several else display.catalogue.text("value.withheld")
    if entry["value"] is None:
        return display.count("count.values", stands_for)
    return display.quantity(entry["value"], entry["unit"], entry["rounding_decimals"])


def _dated(key: str, run: Mapping[str, Any], display: Display) -> str:
    """Return the message, or the one that names the day when the run knows nothing published after it."""
    if not run["as_of"]:
        return display.catalogue.text(key)
    return display.catalogue.text(DATED[key], date=display.date(run["as_of"]))


def _render_door(data: Mapping[str, Any], catalogues: Mapping[Language, Catalogue]) -> str:
    display = Display(catalogues[LANGUAGES[0]])
    doors = [(language, catalogues[language].text) for language in LANGUAGES]
    return (
        _environment(display)
        .get_template("door.html.j2")
        .render(run=data["run"], doors=doors, heading=_dated("index.title", data["run"], display))
    )


def _environment(display: Display) -> Environment:
    """Return an environment whose globals speak one language."""
    catalogue = display.catalogue
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(
        t=catalogue.text,
        word=catalogue.word,
        tn=display.count,
        tr=lambda item, name: item[f"{name}_{catalogue.language}"],
        tone=lambda family, value: TONES[family][value],
        missing=display.missing,
        number=display.number,
        quantity=display.quantity,
        verdict_count=display.verdict_count,
        period=display.period,
        date=display.date,
        lima_time=display.lima_time,
        cell=display.cell,
        citation=display.citation,
        place=display.place,
        sorted_reasons=sorted_reasons,
    )
    return environment


def _write(path: Path, html: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(html, encoding="utf-8", newline="\n")
    return path
