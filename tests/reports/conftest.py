"""The sample payload and a small reader of the pages made from it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from reports.site import write_site

SAMPLE = Path(__file__).parent / "sample_report.json"
VOID = {"meta", "link", "br"}


@dataclass
class Table:
    """A table: id of its caption and its rows of cell texts (header row included)."""

    caption_id: str | None = None
    rows: list[list[str]] = field(default_factory=list)

    def row(self, first_cell: str) -> list[str]:
        """Return the only row whose first cell starts with ``first_cell``."""
        found = [row for row in self.rows if row and row[0].startswith(first_cell)]
        assert len(found) == 1, f"{first_cell}: {found}"
        return found[0]


class Page(HTMLParser):
    """Tags with attributes, visible text and tables of one page; nesting must be well formed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.tables: list[Table] = []
        self._texts: list[str] = []
        self._open: list[str] = []
        self._open_tables: list[Table] = []
        self._cells: list[list[str]] = []
        self.feed(html)
        assert not self._open, self._open

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of every ``tag`` of the page."""
        return [attrs for name, attrs in self.tags if name == tag]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self._texts).split())

    def table(self, caption_id: str) -> Table:
        return next(table for table in self.tables if table.caption_id == caption_id)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in VOID:
            return
        self._open.append(tag)
        if tag == "table":
            self._open_tables.append(Table())
            self.tables.append(self._open_tables[-1])
        elif tag == "caption":
            self._open_tables[-1].caption_id = dict(attrs).get("id")
        elif tag == "tr":
            self._open_tables[-1].rows.append([])
        elif tag in {"td", "th"}:
            self._cells.append([])

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        if tag == "table":
            self._open_tables.pop()
        elif tag in {"td", "th"}:
            cell = " ".join(" ".join(self._cells.pop()).split())
            self._open_tables[-1].rows[-1].append(cell)

    def handle_data(self, data: str) -> None:
        if "style" in self._open:
            return
        self._texts.append(data)
        for cell in self._cells:
            cell.append(data)


@pytest.fixture
def payload() -> dict[str, Any]:
    """A fresh copy of the sample payload that a test may change."""
    loaded: dict[str, Any] = json.loads(SAMPLE.read_text(encoding="utf-8"))
    return loaded


@pytest.fixture
def site(tmp_path: Path) -> Callable[[dict[str, Any]], dict[str, Page]]:
    """Write the site for a payload and return its pages by path, ``es/indicador/ERAD-YTD.html``."""

    def write(data: dict[str, Any]) -> dict[str, Page]:
        written = write_site(data, tmp_path)
        html = [path for path in written if path.suffix == ".html"]
        return {path.relative_to(tmp_path).as_posix(): Page(path.read_text(encoding="utf-8")) for path in html}

    return write


@pytest.fixture
def pages(site: Callable[[dict[str, Any]], dict[str, Page]]) -> Callable[[dict[str, Any]], dict[str, Page]]:
    """Write the site for a payload and return its first page by language."""

    def write(data: dict[str, Any]) -> dict[str, Page]:
        written = site(data)
        return {language: written[f"{language}/index.html"] for language in ("es", "en")}

    return write


@pytest.fixture
def refused(payload: dict[str, Any]) -> dict[str, Any]:
    """The sample as a run that released nothing."""
    payload["run"] |= {
        "released": False,
        "release_id": None,
        "current_release_id": "2026-11-22.1",
        "refusals": [{"rule_id": "G1", "text_es": "Se perdieron 3 filas.", "text_en": "3 rows were lost."}],
    }
    return payload


def indicator(payload: dict[str, Any], code: str) -> dict[str, Any]:
    """Return one indicator of the payload."""
    found: dict[str, Any] = next(item for item in payload["indicators"] if item["indicator_code"] == code)
    return found


@pytest.fixture
def of() -> Callable[[dict[str, Any], str], dict[str, Any]]:
    """Return the function that finds an indicator of a payload by its code."""
    return indicator
