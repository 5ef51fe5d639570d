"""At 200 % zoom (1280 pixels shown as 640) and at 320 pixels no page scrolls sideways.

Only a wide table does, inside a region of its own.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from looking import Site, altered, none_of, reader, visit
from playwright.sync_api import Browser

# The widths, and the first things that stick out, to say what has to change. What a scroll region holds does not stick out,
# but what is placed absolutely is held only by the box it is placed in.
MEASURE = """() => {
  const root = document.scrollingElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const holder = e => getComputedStyle(e).position === 'absolute' ? e.offsetParent : e.parentElement;
  const held = e => {
    for (let p = holder(e); p && p !== document.body; p = holder(p))
      if (getComputedStyle(p).overflowX !== 'visible') return true;
    return false;
  };
  const name = e => e.tagName.toLowerCase() + (e.id && '#' + e.id) + (e.classList.length ? '.' + e.classList[0] : '');
  const out = [...document.body.querySelectorAll('*')]
    .filter(e => e.getBoundingClientRect().right > root.clientWidth + 0.5 && !held(e));
  const places = new Set(out.map(e => name(e.parentElement) + ' > ' + name(e)));
  return [root.scrollWidth + ' > ' + root.clientWidth, ...places].slice(0, 6);
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
    none_of(too_wide(browser, site, site.pages(), width))


# Tables of many columns that a reader would have to scroll to see whole.
CUT = """[...document.querySelectorAll('table.fit')].map(e => e.closest('.scroll'))
  .filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.getAttribute('aria-labelledby') + ': ' + e.scrollWidth)"""


def cut_tables(browser: Browser, site: Site, pages: list[Path], width: int) -> list[tuple[str, list[str]]]:
    with reader(browser, viewport={"width": width, "height": 800}) as tab:
        found = []
        for page in pages:
            visit(tab, page)
            found.append((site.name(page), tab.evaluate(CUT)))
    return [(name, tables) for name, tables in found if tables]


@pytest.mark.parametrize("width", [1280, 1000, 400])
def test_every_column_of_a_list_is_seen(browser: Browser, sample_site: Site, width: int) -> None:
    none_of(cut_tables(browser, sample_site, sample_site.pages("es/**/*.html"), width))


def test_a_list_that_is_cut_is_caught(browser: Browser, sample_site: Site, tmp_path: Path) -> None:
    wide = '<div class="scroll" aria-labelledby="w"><table class="fit"><tr><td><div style="width:2000px">x</div></table></div>'
    page = altered(sample_site.pages("es/glosario.html")[0], tmp_path, "</main>", wide)
    ((_, tables),) = cut_tables(browser, Site(tmp_path), [page], 1280)
    assert tables[0].startswith("w: 2")


@pytest.mark.parametrize("width", [640, 320])
def test_a_page_that_does_is_caught(browser: Browser, sample_site: Site, tmp_path: Path, width: int) -> None:
    page = altered(sample_site.pages("es/index.html")[0], tmp_path, "</main>", f'<p style="width:{width + 40}px" id="wide">x</p>')
    ((_, sticking_out),) = too_wide(browser, Site(tmp_path), [page], width)
    assert "main#contenido.wrap > p#wide" in sticking_out
