"""The macros that differ between engines, on the table of cases in ``dbt_project/macros/macro_cases.sql``.

Here on DuckDB; the tests of the Spark engine run the same selection there.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

import pytest
from judged import Judged

from orchestration.settings import PROJECT_ROOT

MACROS = PROJECT_ROOT / "dbt_project" / "macros"
CASES = (MACROS / "macro_cases.sql").read_text(encoding="utf-8")
DIALECT = (MACROS / "dialect.sql").read_text(encoding="utf-8")
# Configuration and session, not expressions: nothing to compare row by row.
NOT_AN_EXPRESSION = {"replaced_by", "only_values", "session_settings", "apply_session_settings"}
# Latin-1 Supplement, Latin Extended-A and Latin Extended-B: what a file in Spanish or in a neighbour's language can hold.
LATIN = [chr(code) for code in range(0xC0, 0x250)]


def _without_marks(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def test_every_case_holds_on_this_engine(judged: Judged) -> None:
    assert judged.result.error == ""
    assert [(node.status, node.message) for node in judged.cases] == [("pass", "")]


def test_every_dispatched_macro_has_cases_of_a_null_among_them() -> None:
    dispatched = set(re.findall(r"adapter\.dispatch\('(\w+)'", DIALECT)) - NOT_AN_EXPRESSION
    cases: dict[str, set[str]] = {}
    for macro, case in re.findall(r"^    \('(\w+)', '([^']+)'", CASES, flags=re.MULTILINE):
        cases.setdefault(macro, set()).add(case)
    assert dispatched <= cases.keys(), "a dispatched macro without a case"
    takes_no_null = {"text_literal", "date_spine", "split_rows"}
    assert [macro for macro in dispatched - takes_no_null if not any("null" in case for case in cases[macro])] == []


@pytest.mark.parametrize(
    "parts",
    [("territory", "00"), ("zone", "Ñuñoa «San Gabán»"), ("",), ("a", "", "b"), ("d41d8cd9", "Hoja 1", "2015", "2015-11-02"), ("I", "pais", "00", "2014", "2014-12-31")],
)
def test_the_keys_of_the_cases_are_those_of_hashlib(parts: tuple[str, ...]) -> None:
    key = int(hashlib.md5("|".join(parts).encode(), usedforsecurity=False).hexdigest()[:12], 16)
    assert f'"cast({key} as bigint)"' in CASES


def test_the_table_of_accents_holds_every_accented_latin_letter() -> None:
    accented = "".join(letter for letter in LATIN if _without_marks(letter) != letter)
    assert f"'{accented}',\n        '{_without_marks(accented)}'" in DIALECT
    assert f"fold_text(\"'{accented}'\")" in CASES
    assert f"\"'{_without_marks(accented).lower()}'\"" in CASES
