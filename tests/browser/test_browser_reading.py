"""What a page says: the same without JavaScript, and the same numbers in both languages."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from looking import Site, altered, none_of, reader, visit
from playwright.sync_api import Browser

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def texts(browser: Browser, pages: list[Path], *, javascript: bool) -> list[str]:
    with reader(browser, java_script_enabled=javascript, bypass_csp=True) as tab:
        found = []
        for page in pages:
            visit(tab, page)
            found.append(tab.locator("body").inner_text())
    return found


def test_pages_read_the_same_without_javascript(browser: Browser, site: Site) -> None:
    pages = site.pages()
    without, with_it = (texts(browser, pages, javascript=javascript) for javascript in (False, True))
    assert min(map(len, with_it)) > 20
    assert [site.name(page) for page, a, b in zip(pages, without, with_it, strict=True) if a != b] == []


def test_a_page_that_writes_itself_is_caught(browser: Browser, sample_site: Site, tmp_path: Path) -> None:
    script = "<script>document.querySelector('main').append('42')</script>"
    page = altered(sample_site.pages("es/index.html")[0], tmp_path, "</body>", script)
    assert texts(browser, [page], javascript=True) != texts(browser, [page], javascript=False)


def numbers(text: str) -> Counter[str]:
    """Every number as printed; «02» of a date is 2."""
    return Counter(found.lstrip("0") or "0" for found in NUMBER.findall(text))


def unequal(browser: Browser, pages: list[Path], others: list[Path]) -> list[tuple[str, list[str], list[str]]]:
    """Page and the numbers that only one of its two languages shows."""
    found = []
    for page, text, other in zip(
        pages, texts(browser, pages, javascript=True), texts(browser, others, javascript=True), strict=True
    ):
        mine, theirs = numbers(text), numbers(other)
        if mine != theirs:
            found.append((page.name, sorted((mine - theirs).elements()), sorted((theirs - mine).elements())))
    return found


def test_both_languages_have_the_same_pages_with_the_same_numbers(browser: Browser, sample_site: Site) -> None:
    spanish, english = sample_site.pages("es/**/*.html"), sample_site.pages("en/**/*.html")
    assert [page.relative_to(sample_site.folder / "es") for page in spanish] == [
        page.relative_to(sample_site.folder / "en") for page in english
    ]
    none_of(unequal(browser, spanish, english))


def test_both_languages_of_the_release_show_the_same_numbers(browser: Browser, released_site: Site) -> None:
    spanish = released_site.pages("es/**/*.html")
    english = [released_site.folder / "en" / page.relative_to(released_site.folder / "es") for page in spanish]
    none_of(unequal(browser, spanish, english))


def test_a_number_of_one_language_only_is_caught(browser: Browser, sample_site: Site, tmp_path: Path) -> None:
    page = sample_site.pages("es/index.html")[0]
    assert unequal(browser, [page], [altered(page, tmp_path, "</main>", "<p>31,379.5</p>")]) == [(page.name, [], ["31,379.5"])]
