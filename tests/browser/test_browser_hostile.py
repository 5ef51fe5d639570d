"""Texts of a source that attack the reader stay texts: no script runs, nothing enters the page, no cell of a list is live."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
from hostile import ATTACKS, hostile
from looking import SAMPLE, Site, altered, none_of, reader, visit
from playwright.sync_api import Browser

import reports
from reports.site import write_site

SCHEMA = json.loads((Path(reports.__file__).parent / "report.schema.json").read_text(encoding="utf-8"))
# Marks that turn the direction of reading around, and characters that do not print.
DISGUISE = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
LIVE_START = re.compile(r"[=+@\t\r\n-]")
NUMBER = re.compile(r"[-\u2212]?\d+(\.\d+)?")
# What no page of ours has, whatever the payload says.
INJECTED = """() => {
  const tags = ['SCRIPT', 'IMG', 'IFRAME', 'OBJECT', 'EMBED', 'TEXTAREA', 'FORM', 'BASE'];
  const named = a => a.name.startsWith('on') || ['autofocus', 'srcdoc'].includes(a.name);
  const leads = a => ['href', 'src', 'xlink:href'].includes(a.name) && !/^(#|[\\w.%/-]+([?#]|$)|data:,$)/.test(a.value);
  return [...document.querySelectorAll('*')]
    .filter(e => tags.includes(e.tagName) || [...e.attributes].some(a => named(a) || leads(a)))
    .map(e => e.outerHTML.slice(0, 160));
}"""


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    payload = hostile(json.loads(SAMPLE.read_text(encoding="utf-8")), SCHEMA)
    jsonschema.validate(payload, SCHEMA)
    folder = tmp_path_factory.mktemp("hostile") / "report"
    write_site(payload, folder)
    return Site(folder)


def what_happens(browser: Browser, site: Site, pages: list[Path]) -> list[tuple[str, Any]]:
    """Dialogs, scripts that ran, elements that came in, and marks that disguise, with the page's own policy ignored."""
    found: list[tuple[str, Any]] = []
    with reader(browser, bypass_csp=True) as tab:
        tab.on("dialog", lambda dialog: (found.append(("dialog", dialog.message)), dialog.dismiss()))
        for page in pages:
            visit(tab, page)
            name = site.name(page)
            tab.mouse.move(200, 300)
            if tab.evaluate("'ran' in window"):
                found.append((name, "a script ran"))
            found += [(name, element) for element in tab.evaluate(INJECTED)]
            if mark := DISGUISE.search(tab.content()):
                found.append((name, f"U+{ord(mark.group()):04X}"))
    return found


def test_nothing_runs_and_nothing_enters_a_page(browser: Browser, hostile_site: Site) -> None:
    none_of(what_happens(browser, hostile_site, hostile_site.pages()))


def test_the_attacks_are_on_the_pages_as_text(browser: Browser, hostile_site: Site) -> None:
    """Otherwise the test above would prove nothing."""
    with reader(browser) as tab:
        visit(tab, hostile_site.folder / "es" / "index.html")
        text = tab.locator("body").inner_text()
    shown = [attack for attack in ATTACKS if attack.strip() in text]
    assert len(shown) >= 3, shown


@pytest.mark.parametrize(
    "tag",
    [
        "<script>window.ran=1</script>",
        '<img src="x" onerror="window.ran=1">',
        '<a href="javascript:window.ran=1">x</a>',
        "<p>\u202e31</p>",
        "<script>alert(1)</script>",
    ],
)
def test_what_enters_a_page_is_caught(browser: Browser, sample_site: Site, tmp_path: Path, tag: str) -> None:
    page = altered(sample_site.pages("es/index.html")[0], tmp_path, "</main>", tag)
    assert what_happens(browser, Site(tmp_path), [page]) != []


def cells(folder: Path) -> Iterator[tuple[str, str, Any]]:
    """File, kind (``f``: a formula, ``l``: a link) and value of every cell of every list below ``folder``."""
    for path in sorted(folder.rglob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield from ((path.name, "s", cell) for row in csv.reader(stream) for cell in row)
    for path in sorted(folder.rglob("*.xlsx")):
        for sheet in openpyxl.load_workbook(path):
            for cell in (cell for row in sheet.iter_rows() for cell in row):
                yield path.name, "l" if cell.hyperlink else cell.data_type, cell.value


def live_cells(folder: Path) -> list[tuple[str, Any]]:
    """Cells that a spreadsheet would run, or that show something other than they hold.

    A workbook says which cell is a formula; in CSV, which says nothing, no text may begin like one.
    """
    found = []
    for name, kind, value in cells(folder):
        text = value if isinstance(value, str) else ""
        starts_live = name.endswith(".csv") and LIVE_START.match(text) and not NUMBER.fullmatch(text)
        if kind in ("f", "l") or starts_live or DISGUISE.search(text):
            found.append((name, value))
    return found


def test_the_lists_of_the_report_are_inert(hostile_site: Site) -> None:
    none_of(live_cells(hostile_site.folder / "datos"))
    held = {value for _, _, value in cells(hostile_site.folder / "datos")}
    assert any("=cmd|'/c calc'!A0" in str(value) for value in held)


def test_the_lists_of_a_release_with_bad_rows_are_inert(planted: Any) -> None:
    folder = planted.settings.current / "report" / "datos"
    none_of(live_cells(folder))
    assert len(list(cells(folder))) > 100


@pytest.mark.parametrize("value", ["=1+1", "@SUM(A1)", "-2+3", "\t=1", "a\u202eb"])
def test_a_live_cell_is_caught(tmp_path: Path, value: str) -> None:
    with (tmp_path / "x.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["-5.2", "=".join(["a", "b"])], [value, "x"]])
    assert live_cells(tmp_path) == [("x.csv", value)]


def test_a_formula_of_a_workbook_is_caught(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["=1+1", "text"])
    book.save(tmp_path / "x.xlsx")
    assert live_cells(tmp_path) == [("x.xlsx", "=1+1")]
