"""A day reads the same in a finding, in a sentence of a model and on a page: three rooms write it, and none imports another."""

from __future__ import annotations

import duckdb
import pytest
from jinja2 import Environment

from expectations.days import Language, day_words
from orchestration.settings import PROJECT_ROOT
from reports.catalogue import read_catalogue
from reports.display import Display

MACROS = PROJECT_ROOT / "dbt_project" / "macros" / "dialect.sql"
TEXTS = ["2015", *(f"2015-{month:02}" for month in range(1, 13)), *(f"2015-{month:02}-02" for month in range(1, 13))]


def _in_sql(language: Language) -> list[str]:
    """What the macro ``day_words`` makes of every text."""
    macros = Environment(autoescape=False).from_string(MACROS.read_text(encoding="utf-8")).module  # noqa: S701  # SQL, no page
    column = macros.day_words("day", language)  # type: ignore[attr-defined]
    with duckdb.connect() as connection:
        rows = connection.execute(f"select {column} from (select unnest(?::varchar[]) as day)", [TEXTS]).fetchall()
    return [text for (text,) in rows]


@pytest.mark.parametrize(("language", "last"), [("es", "02-dic-2015"), ("en", "02 Dec 2015")])
def test_the_three_rooms_write_a_day_alike(language: Language, last: str) -> None:
    display = Display(read_catalogue(language))
    pages = [display.date(text) for text in TEXTS]
    assert pages[-1] == last
    assert [day_words(text, language) for text in TEXTS] == pages
    assert _in_sql(language) == pages
