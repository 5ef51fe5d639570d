"""No page asks for anything outside its own folder, even with the network off and its own policy ignored."""

from __future__ import annotations

from pathlib import Path

import pytest
from looking import Site, altered, none_of, reader, visit
from playwright.sync_api import Browser

# What a browser fetches or prepares because of a tag that makes no request while the network is off.
HINTS = "[...document.querySelectorAll('link[href], base[href]')].map(e => e.href).filter(h => !h.startsWith('data:'))"


def requests_out(browser: Browser, site: Site, pages: list[Path]) -> list[tuple[str, str]]:
    """Page and address of every request that is neither in the report's folder nor ``data:``."""
    inside = site.folder.as_uri() + "/"
    found: list[tuple[str, str]] = []
    with reader(browser, bypass_csp=True) as tab:
        asked: list[str] = []
        tab.on("request", lambda request: asked.append(request.url))
        for page in pages:
            asked.clear()
            visit(tab, page)
            found += [(page.name, url) for url in [*asked, *tab.evaluate(HINTS)] if not url.startswith((inside, "data:"))]
            assert page.as_uri() in asked
    return found


def test_no_page_asks_for_anything_outside(browser: Browser, site: Site) -> None:
    none_of(requests_out(browser, site, site.pages()))


@pytest.mark.parametrize(
    "tag",
    [
        '<img src="http://example.org/x.png" alt="">',
        '<link rel="stylesheet" href="https://example.org/x.css">',
        '<link rel="preconnect" href="https://example.org">',
        "<style>body{background:url(//example.org/x.png)}</style>",
        '<iframe src="file:///etc/hostname"></iframe>',
    ],
)
def test_a_page_that_asks_is_caught(browser: Browser, sample_site: Site, tmp_path: Path, tag: str) -> None:
    page = altered(sample_site.pages("es/index.html")[0], tmp_path, "</main>", tag)
    assert requests_out(browser, Site(tmp_path), [page]) != []


def test_the_policy_of_each_page_refuses_scripts_and_the_network(browser: Browser, site: Site) -> None:
    policies = {}
    with reader(browser) as tab:
        for page in site.pages():
            visit(tab, page)
            meta = tab.locator("meta[http-equiv='Content-Security-Policy']")
            policies[site.name(page)] = (meta.get_attribute("content") or "").split("; ")
    assert [name for name, policy in policies.items() if "default-src 'none'" not in policy] == []
    assert {part for policy in policies.values() for part in policy if part.startswith(("script-src", "connect-src"))} == set()
