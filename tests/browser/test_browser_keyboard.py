"""With the keyboard alone: the skip link comes first and works, an indicator can be opened, and the place one is at is seen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from looking import LANGUAGES, Site, altered, none_of, reader, visit
from playwright.sync_api import Browser, Page

# What has the focus, and whether one sees it: an outline, or a shadow in its place.
FOCUS = """() => {
  const e = document.activeElement, s = getComputedStyle(e), box = e.getBoundingClientRect();
  const seen = (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none';
  return {tag: e.tagName, href: e.getAttribute('href') || '', text: (e.innerText || '').trim().slice(0, 60), seen,
          size: box.width * box.height, shown: box.bottom > 0 && box.right > 0};
}"""
MOST_STOPS = 400


def stops(tab: Page) -> list[dict[str, Any]]:
    """Everything that Tab reaches, in order, until it leaves the page."""
    found: list[dict[str, Any]] = []
    for _ in range(MOST_STOPS):
        tab.keyboard.press("Tab")
        focus = tab.evaluate(FOCUS)
        if focus["tag"] == "BODY":
            break
        found.append(focus)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_skip_link_is_first_and_moves_to_the_content(browser: Browser, sample_site: Site, language: str) -> None:
    with reader(browser) as tab:
        for page in sample_site.pages(f"{language}/**/*.html"):
            visit(tab, page)
            tab.keyboard.press("Tab")
            first = tab.evaluate(FOCUS)
            assert first["href"].startswith("#"), page
            assert (first["seen"], first["shown"], first["size"] > 200) == (True, True, True), page
            tab.keyboard.press("Enter")
            assert tab.evaluate("document.activeElement.tagName") == "MAIN", page
            assert "#" + tab.evaluate("document.activeElement.id") == first["href"], page


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_indicator_is_reached_and_opened(browser: Browser, sample_site: Site, language: str) -> None:
    with reader(browser) as tab:
        visit(tab, sample_site.folder / language / "index.html")
        for _ in range(MOST_STOPS):
            tab.keyboard.press("Tab")
            focus = tab.evaluate(FOCUS)
            if "indicador/" in focus["href"]:
                break
        assert "indicador/" in focus["href"], "no link to an indicator is reached with Tab"
        tab.keyboard.press("Enter")
        tab.wait_for_url("**/indicador/*.html")
        assert focus["text"] in tab.locator("main").inner_text()
        assert tab.locator("h1").count() == 1


def test_the_place_one_is_at_is_seen_everywhere(browser: Browser, site: Site) -> None:
    unseen = []
    with reader(browser) as tab:
        for page in site.pages():
            visit(tab, page)
            found = stops(tab)
            assert len(found) >= 2, page
            unseen += [(site.name(page), focus["tag"], focus["href"]) for focus in found if not focus["seen"]]
    none_of(unseen)


def test_a_link_without_an_outline_is_caught(browser: Browser, sample_site: Site, tmp_path: Path) -> None:
    page = altered(
        sample_site.pages("es/index.html")[0],
        tmp_path,
        "</main>",
        '<a href="#x" style="outline:none!important;box-shadow:none">x</a>',
    )
    with reader(browser) as tab:
        visit(tab, page)
        assert [focus["href"] for focus in stops(tab) if not focus["seen"]] == ["#x"]
