"""Days in the sentences of rules: the words of the report, in both languages; a format of the message's own holds."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, get_args

import pytest

from expectations.days import Language, day_words, worded
from reports.catalogue import read_catalogue
from reports.display import Display


@pytest.mark.parametrize(
    ("row", "message", "es", "en"),
    [
        ({"cut": date(2015, 11, 2)}, "{cut}", "02-nov-2015", "02 Nov 2015"),
        ({"cut": date(2015, 11, 2)}, "{cut:%Y}", "2015", "2015"),
        ({"published_on": "2015-07-15"}, "{published_on}", "15-jul-2015", "15 Jul 2015"),
        ({"old_published_on": "2015-09"}, "{old_published_on}", "set-2015", "Sep 2015"),
        ({"published_on": "2015"}, "{published_on}", "2015", "2015"),
        ({"published_on": "2015-13"}, "{published_on}", "2015-13", "2015-13"),
        # A cell of a publisher is shown as it came.
        ({"value": "2106-02-28"}, "{value}", "2106-02-28", "2106-02-28"),
        ({"n": 1250.5}, "{n:,.2f}", "1,250.50", "1,250.50"),
        ({"at": datetime(2026, 1, 5, 3, 0)}, "{at}", "04-ene-2026, 22:00 (hora de Lima)", "04 Jan 2026, 22:00 (Lima time)"),
    ],
)
def test_a_day_is_printed_in_words_unless_the_message_says_how(row: dict[str, Any], message: str, es: str, en: str) -> None:
    assert message.format_map(worded(row, "es")) == es
    assert message.format_map(worded(row, "en")) == en


@pytest.mark.parametrize("language", get_args(Language))
def test_the_report_and_the_rules_write_a_day_alike(language: Language) -> None:
    """Two rooms that may not import each other."""
    display = Display(read_catalogue(language))
    months = [f"2026-{month:02}" for month in range(1, 13)]
    for text in (*months, *(f"{month}-07" for month in months), "2026", "2026-13", "sin fecha"):
        assert day_words(text, language) == display.date(text)
    instant = datetime(2026, 1, 5, 3, 0)
    assert str(worded({"at": instant}, language)["at"]) == display.lima_time("2026-01-05T03:00:00Z")
