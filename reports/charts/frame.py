"""What every chart has around its drawing: ids, title, the conclusion in words and the table of the same data.

Belongs here: the frame that ``templates/charts/_figure.html.j2`` writes, and how a value or a place is said in it.
Does not belong here: coordinates (``scale.py``) and which sentence a chart concludes with (its own module).
A text inside an SVG is plain: the dash of ``Display.missing`` is HTML and would end the drawing, so it stays in tables.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.charts.scale import known
from reports.display import Display
from reports.view import TONES

Item = Mapping[str, Any]

CHARACTER = 8.0  # user units of a digit in bold
PIECE = re.compile(r"[^ +]*[ +]*")  # what stays on one line of the drawing


@dataclass(frozen=True)
class Column:
    """The head of a column; ``css`` is ``n`` for numbers."""

    text: str
    css: str = ""


@dataclass(frozen=True)
class Frame:
    """Texts and table of one figure; the first cell of a row is its head."""

    id: str
    title: str
    description: str
    conclusion: str
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]


def chart_id(kind: str, content: object, given: str | None) -> str:
    """Return ``given``, or an id made from what is drawn, so that two charts of one page differ."""
    if given:
        return given
    text = json.dumps(content, sort_keys=True, default=str)
    return f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:10]}"


def said(display: Display, value: Any, unit: str | None, decimals: int | None = None) -> str:
    """Return ``31,379 ha`` as plain text, the word «sin dato» when it is unknown."""
    number = known(value)
    return display.catalogue.text("value.missing") if number is None else str(display.quantity(number, unit, decimals))


def signed(display: Display, value: float, unit: str | None, decimals: int | None = None) -> str:
    """Return ``+23.5 ha`` as plain text; a value that is shown as zero has no sign."""
    text = str(display.signed(value, unit, decimals))
    shown = str(display.number(value, decimals)).lstrip("\u2212")
    return text.lstrip("+\u2212") if not shown.strip("0.,") else text


def where(display: Display, item: Item) -> str:
    """Return territory and period of a line, ``Huánuco, 2015, al 26-oct-2015``; a period that is a day reads as a date."""
    place = item["territory_name"] or display.catalogue.text("level.country")
    if not item["period"]:
        return place
    return f"{place}, {display.period(display.date(item['period']), item.get('cutoff_date'))}"


def fit(text: str, characters: int) -> str:
    """Return a text cut with «…» to what a line of the drawing holds."""
    return text if len(text) <= characters else text[: characters - 1].rstrip() + "…"


def folded(text: str, characters: int) -> list[str]:
    """Return a text as lines of the drawing, nothing left out: a line ends at a space or «+», too long a word at «-»."""
    lines = [""]
    for piece in PIECE.findall(text):
        if lines[-1] and len((lines[-1] + piece).rstrip()) > characters:
            lines.append("")
        lines[-1] += piece
        while len(lines[-1].rstrip()) > characters:
            cut = lines[-1].rfind("-", 0, characters) + 1 or characters
            lines[-1:] = [lines[-1][:cut], lines[-1][cut:]]
    return [line.rstrip() for line in lines]


def room(texts: Iterable[str]) -> float:
    """Return the width that the longest of the texts takes in bold, in user units and in a wide font."""
    return max((len(text) for text in texts), default=0) * CHARACTER


def shape(verdict: str) -> str:
    """Return the shape of a verdict: ok, note, no or review."""
    return TONES["verdict"][verdict]
