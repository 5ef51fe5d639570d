"""On a photocopy the four verdicts stay apart: each has its word and a shape of its own, and the shapes differ without colour."""

from __future__ import annotations

import base64
from itertools import combinations
from pathlib import Path

import pytest
from looking import LANGUAGES, Site, reader, visit
from playwright.sync_api import Browser, Locator, Page

from reports.catalogue import Language, load_catalogues

VERDICTS = ("PUBLICABLE", "PUBLICABLE CON NOTA", "NO PUBLICABLE", "EN REVISIÓN")
GREY = "html{filter:grayscale(1)!important} svg.grown{width:48px!important;height:48px!important}"
# Brightness of every pixel, decoded by the browser itself.
PIXELS = """async sources => Promise.all(sources.map(async source => {
  const image = await createImageBitmap(await (await fetch(source)).blob());
  const canvas = new OffscreenCanvas(48, 48).getContext('2d');
  canvas.drawImage(image, 0, 0, 48, 48);
  const data = canvas.getImageData(0, 0, 48, 48).data;
  return Array.from({length: 48 * 48}, (_, i) => Math.round((data[4*i] + data[4*i+1] + data[4*i+2]) / 3));
}))"""


def chip(tab: Page, word: str) -> Locator:
    """The first chip with exactly this word beside a shape."""
    return (
        tab.locator(".chip", has=tab.locator("svg"))
        .filter(has_text=word)
        .locator(f"xpath=self::*[normalize-space()='{word}']")
        .first
    )


def shapes(browser: Browser, page: Path, words: list[str]) -> list[list[int]]:
    """Brightness of the shape of each verdict in grey, at one size."""
    with reader(browser, bypass_csp=True) as tab:
        visit(tab, page)
        tab.add_style_tag(content=GREY)
        pictures = []
        for word in words:
            shape = chip(tab, word).locator("svg").first
            shape.evaluate("e => e.classList.add('grown')")
            pictures.append("data:image/png;base64," + base64.b64encode(shape.screenshot()).decode())
        found: list[list[int]] = tab.evaluate(PIXELS, pictures)
    return found


def share_that_differs(one: list[int], other: list[int]) -> float:
    return sum(abs(a - b) > 64 for a, b in zip(one, other, strict=True)) / len(one)


def words_of(language: Language) -> list[str]:
    return [str(load_catalogues()[language].word("verdict", verdict)) for verdict in VERDICTS]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_four_verdicts_stay_apart_in_grey(browser: Browser, sample_site: Site, language: Language) -> None:
    words = words_of(language)
    assert len(set(words)) == 4
    pictures = shapes(browser, sample_site.folder / language / "index.html", words)
    shares = {
        pair: share_that_differs(pictures[words.index(pair[0])], pictures[words.index(pair[1])])
        for pair in combinations(words, 2)
    }
    assert {pair: share for pair, share in shares.items() if share < 0.05} == {}


def test_one_shape_for_two_verdicts_is_caught(browser: Browser, sample_site: Site, tmp_path: Path) -> None:
    page = sample_site.folder / "es" / "index.html"
    copy = tmp_path / "index.html"
    copy.write_text(page.read_text(encoding="utf-8").replace('href="#i-review"', 'href="#i-no"'), encoding="utf-8")
    _, _, refused, in_review = shapes(browser, copy, words_of("es"))
    assert share_that_differs(refused, in_review) < 0.05
