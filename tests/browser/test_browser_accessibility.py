"""axe-core finds nothing serious or critical of WCAG 2.0 to 2.2, levels A and AA, on any page.

Its script is that of the package axe-playwright-python; it is put into the page with the page's own policy ignored.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from looking import Site, altered, none_of, reader, visit
from playwright.sync_api import Browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"


def faults(browser: Browser, site: Site, pages: list[Path]) -> list[tuple[str, str, str]]:
    """Page, rule and place of each fault; every page must have been judged by at least ten rules."""
    script = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    found = []
    with reader(browser, bypass_csp=True) as tab:
        for page in pages:
            visit(tab, page)
            tab.add_script_tag(content=script)
            result: dict[str, Any] = tab.evaluate(RUN, TAGS)
            assert len(result["passes"]) >= 10, page
            for violation in result["violations"]:
                if violation["impact"] in ("serious", "critical"):
                    found += [
                        (site.name(page), violation["id"], " ".join(map(str, node["target"]))) for node in violation["nodes"]
                    ]
    return found


def test_no_page_has_a_serious_fault(browser: Browser, site: Site) -> None:
    none_of(faults(browser, site, site.pages()))


@pytest.mark.parametrize(
    ("tag", "rule"),
    [
        ('<img src="data:,">', "image-alt"),
        ('<p style="color:#aaa;background:#fff">Texto</p>', "color-contrast"),
        ('<a href="#x"></a>', "link-name"),
        ('<p lang="xx-nothing">Texto</p>', "valid-lang"),
        (
            '<div style="overflow:auto;height:20px;width:90px"><p style="height:200px">Texto</p></div>',
            "scrollable-region-focusable",
        ),
    ],
)
def test_a_page_with_a_fault_is_caught(browser: Browser, sample_site: Site, tmp_path: Path, tag: str, rule: str) -> None:
    page = altered(sample_site.pages("es/index.html")[0], tmp_path, "</main>", tag)
    assert rule in {found for _, found, _ in faults(browser, Site(tmp_path), [page])}
