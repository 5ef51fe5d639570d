"""Printed on A4, the sheet and the reference sheet of every indicator are one page each."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from looking import Site, altered, none_of, reader, visit
from playwright.sync_api import Browser
from pypdf import PdfReader

A4_POINTS = (595, 842)


def printed(browser: Browser, site: Site, pages: list[Path]) -> dict[str, list[tuple[int, int]]]:
    """Sizes in points of the sheets of paper that each page takes, as the page itself asks for them."""
    sheets = {}
    with reader(browser) as tab:
        for page in pages:
            visit(tab, page)
            document = PdfReader(io.BytesIO(tab.pdf(format="A4", prefer_css_page_size=True)))
            sheets[site.name(page)] = [(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in document.pages]
    return sheets


@pytest.mark.parametrize("kind", ["indicador", "ficha"])
def test_a_sheet_is_one_page_of_a4(browser: Browser, site: Site, kind: str) -> None:
    sheets = printed(browser, site, site.pages(f"*/{kind}/*.html"))
    none_of((name, f"{len(found)} sheets") for name, found in sheets.items() if len(found) != 1)
    for name, ((width, height),) in sheets.items():
        assert (abs(width - A4_POINTS[0]) <= 1, abs(height - A4_POINTS[1]) <= 1) == (True, True), name


def test_a_sheet_that_runs_over_is_caught(browser: Browser, sample_site: Site, tmp_path: Path) -> None:
    page = altered(sample_site.pages("es/indicador/*.html")[0], tmp_path, "</main>", '<p style="height:30cm">x</p>')
    assert [len(sheets) for sheets in printed(browser, Site(tmp_path), [page]).values()] == [2]


# Regions that a screen can scroll and paper cuts, and cells pressed so narrow that words fall apart letter by letter.
CUT = """[...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth + 1)
  .map(e => e.getAttribute('aria-labelledby') + ': ' + e.scrollWidth + ' > ' + e.clientWidth)"""
PRESSED = """[...document.querySelectorAll('th, td')]
  .filter(e => e.clientWidth > 0 && e.clientWidth < 32 && /[^\\W\\d_]{6}/.test(e.innerText))
  .map(e => (e.closest('table').caption || {}).id + ': «' + e.innerText.trim().slice(0, 30) + '» in ' + e.clientWidth)"""
HEADS = "[...document.querySelectorAll('thead')].map(e => getComputedStyle(e).display)"
# A4 less two margins of 12 mm, in the pixels of CSS.
PAPER = {"width": 703, "height": 1032}


def cut_on_paper(browser: Browser, site: Site, pages: list[Path]) -> list[tuple[str, str]]:
    """Page and the tables that lose columns at the edge, press one flat, or do not repeat their head on the next sheet."""
    found = []
    with reader(browser, viewport=PAPER) as tab:
        tab.emulate_media(media="print")
        for page in pages:
            visit(tab, page)
            found += [(site.name(page), place) for place in [*tab.evaluate(CUT), *tab.evaluate(PRESSED)]]
            found += [(site.name(page), f"thead: {how}") for how in tab.evaluate(HEADS) if how != "table-header-group"]
    return found


def test_no_table_loses_a_column_on_paper(browser: Browser, sample_site: Site) -> None:
    none_of(cut_on_paper(browser, sample_site, sample_site.pages()))


@pytest.mark.parametrize(
    ("tag", "fault"),
    [
        ('<div class="scroll" aria-labelledby="w" style="overflow:auto"><p style="width:900px">x</p></div>', "w: 900"),
        (
            '<table style="width:20px"><caption id="n">x</caption><tr><td style="overflow-wrap:anywhere">abcdefghi</table>',
            "n: «abc",
        ),
        ('<table><thead style="display:table-row-group"><tr><th>x</table>', "thead:"),
    ],
)
def test_a_table_that_paper_spoils_is_caught(browser: Browser, sample_site: Site, tmp_path: Path, tag: str, fault: str) -> None:
    page = altered(sample_site.pages("es/glosario.html")[0], tmp_path, "</main>", tag)
    assert [place[: len(fault)] for _, place in cut_on_paper(browser, Site(tmp_path), [page])] == [fault]
