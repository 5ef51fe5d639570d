"""At 200 % zoom (1280 pixels shown as 640) and at 320 pixels no page scrolls sideways; only a wide table does, inside its own region."""

from __future__ import annotations

from pathlib import Path

import pytest
from looking import Site, altered, reader, visit
from playwright.sync_api import Browser

# The widest things that stick out, to say what has to change; what sticks out inside a scroll region does not count.
MEASURE = """() => {
  const root = document.scrollingElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const scrolls = e => { for (let p = e.parentElement; p && p !== document.body; p = p.parentElement)
    if (getComputedStyle(p).overflowX !== 'visible') return true; return false; };
  const out = [...document.body.querySelectorAll('*')]
    .filter(e => e.getBoundingClientRect().right > root.clientWidth + 0.5 && !scrolls(e));
  const named = out.slice(0, 3).map(e => e.tagName.toLowerCase() + (e.id && '#' + e.id) + (e.classList.length ? '.' + e.classList[0] : ''));
  return [root.scrollWidth + ' > ' + root.clientWidth, ...named];
}"""


def too_wide(browser: Browser, site: Site, pages: list[Path], width: int) -> list[tuple[str, list[str]]]:
    found = []
    with reader(browser, viewport={"width": width, "height": 800}) as tab:
        for page in pages:
            visit(tab, page)
            if sticking_out := tab.evaluate(MEASURE):
                found.append((site.name(page), sticking_out))
    return found


@pytest.mark.parametrize("width", [640, 320])
def test_no_page_scrolls_sideways(browser: Browser, site: Site, width: int) -> None:
    assert too_wide(browser, site, site.pages(), width) == []


@pytest.mark.parametrize("width", [640, 320])
def test_a_page_that_does_is_caught(browser: Browser, sample_site: Site, tmp_path: Path, width: int) -> None:
    page = altered(sample_site.pages("es/index.html")[0], tmp_path, "</main>", f'<p style="width:{width + 40}px" id="wide">x</p>')
    ((_, sticking_out),) = too_wide(browser, Site(tmp_path), [page], width)
    assert "p#wide" in sticking_out
