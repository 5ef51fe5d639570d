"""The palette keeps the contrast that readers need, on screen, in greyscale and at 320 pixels."""

from __future__ import annotations

import re

import pytest

from reports.environment import TEMPLATES

BASE = (TEMPLATES / "base.css").read_text("utf-8")
STYLES = {path.name: path.read_text("utf-8") for path in TEMPLATES.rglob("*.css")}
COLOURS = dict(re.findall(r"--([a-z-]+):(#[0-9A-Fa-f]{6})", BASE))
TEXT_ON = [
    ("ink", "#FFFFFF"),
    ("muted", "#FFFFFF"),
    ("blue", "#FFFFFF"),
    ("ok", "ok-bg"),
    ("note", "note-bg"),
    ("no", "no-bg"),
    ("review", "review-bg"),
    ("ok", "#FFFFFF"),
    ("note", "#FFFFFF"),
    ("no", "#FFFFFF"),
    ("review", "#FFFFFF"),
    *(("ink", f"{tone}-bg") for tone in ("ok", "note", "no", "review")),
]


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of WCAG 2.2."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_text_has_four_and_a_half_to_one(text: str, ground: str) -> None:
    assert contrast(COLOURS[text], COLOURS.get(ground, ground)) >= 4.5


def test_lines_and_bars_have_three_to_one() -> None:
    bar = re.search(r"\.av rect\{fill:(#[0-9A-F]{6})\}", STYLES["index.css"])
    assert bar is not None
    assert contrast(bar.group(1), "#FFFFFF") >= 3
    assert contrast(COLOURS["line"], "#FFFFFF") >= 3


def test_digits_are_readable_on_the_heat_table() -> None:
    grounds = re.findall(r"\.h\d\{fill:(#[0-9A-F]{6});background", STYLES["charts.css"])
    assert len(grounds) == 4
    assert all(contrast(COLOURS["ink"], ground) >= 4.5 for ground in grounds)


def test_styles_are_lean_and_local() -> None:
    for page, names in {"sheet": ("base.css", "charts.css", "sheet.css"), "list": ("base.css", "charts.css")}.items():
        assert sum(len(STYLES[name].encode()) for name in names) < 9_000, page
    for name, style in STYLES.items():
        assert re.search(r"url\(|@import|@font-face|animation:(?!none)|transition:(?!none)", style) is None, name


def test_the_page_itself_never_scrolls_sideways() -> None:
    assert ".scroll{position:relative;overflow-x:auto" in BASE and "overflow-wrap:break-word" in BASE
    for selector, width in re.findall(r"([^{}]+)\{[^{}]*min-width:([\d.]+)rem", BASE + STYLES["sheet.css"]):
        assert "th" in selector or "td" in selector or ".d" in selector, (selector, width)


def test_print_is_a4_with_small_margins_and_open_details() -> None:
    assert "@page{size:A4;margin:12mm}" in BASE
    assert "thead{display:table-header-group}" in BASE
    assert "details::details-content{content-visibility:visible" in BASE
