"""Printed on A4, the sheet and the reference sheet of every indicator are one page each."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from looking import Site, altered, reader, visit
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
    assert {name: len(found) for name, found in sheets.items() if len(found) != 1} == {}
    for name, ((width, height),) in sheets.items():
        assert (abs(width - A4_POINTS[0]) <= 1, abs(height - A4_POINTS[1]) <= 1) == (True, True), name


def test_a_sheet_that_runs_over_is_caught(browser: Browser, sample_site: Site, tmp_path: Path) -> None:
    page = altered(sample_site.pages("es/indicador/*.html")[0], tmp_path, "</main>", '<p style="height:30cm">x</p>')
    assert [len(sheets) for sheets in printed(browser, Site(tmp_path), [page]).values()] == [2]


def test_the_lists_repeat_their_heads_and_lose_nothing_at_the_edge(browser: Browser, sample_site: Site) -> None:
    """On paper nothing can be scrolled: no element may stick out of the printed width."""
    with reader(browser, viewport={"width": 703, "height": 1000}) as tab:  # A4 less margins of 12 mm, in CSS pixels
        tab.emulate_media(media="print")
        for page in sample_site.pages("*/*.html"):
            visit(tab, page)
            heads = tab.evaluate("[...document.querySelectorAll('thead')].map(e => getComputedStyle(e).display)")
            assert set(heads) <= {"table-header-group"}, page
            cut = tab.evaluate(
                "[...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.getAttribute('aria-labelledby'))"
            )
            assert (sample_site.name(page), cut) == (sample_site.name(page), [])
