"""Sentences that models write for officers have one home, in both languages: dbt_project/macros/sentences.sql."""

from __future__ import annotations

import re
from pathlib import Path

import jinja2
import pytest

from orchestration.settings import PROJECT_ROOT

DBT_PROJECT = PROJECT_ROOT / "dbt_project"
CATALOGUE = DBT_PROJECT / "macros" / "sentences.sql"
MODELS = sorted((DBT_PROJECT / "models").rglob("*.sql"))
_SLOT = re.compile(r"\{(\w+)\}")
_LITERAL = re.compile(r"'([^'\n{}]*)'")
# A status or the name of a thing has no full stop.
_SENTENCE = re.compile(r"[a-záéíóúñ]+ [a-záéíóúñ]+ [a-záéíóúñ]+.*[.:](?: |$)")


class _Returned(Exception):
    """What a macro returns, as dbt hands it over."""


def returned(value: object) -> object:
    raise _Returned(value)


def catalogue() -> dict[str, dict[str, str]]:
    environment = jinja2.Environment(extensions=["jinja2.ext.do"], autoescape=False)  # noqa: S701  # SQL, no page
    module = environment.from_string(CATALOGUE.read_text(encoding="utf-8"), {"return": returned}).module
    with pytest.raises(_Returned) as caught:
        module.sentences()  # type: ignore[attr-defined]
    found: dict[str, dict[str, str]] = caught.value.args[0]
    return found


def literal(text: str) -> str:
    """What the macro ``text_literal`` writes on DuckDB."""
    return "'" + text.replace("'", "''") + "'"


def said(name: str, language: str, slots: dict[str, str]) -> str:
    """The SQL that the macro makes of a sentence."""
    source = CATALOGUE.read_text(encoding="utf-8").replace("return({", "({").replace("sentences()[name]", "CATALOGUE[name]")
    environment = jinja2.Environment(extensions=["jinja2.ext.do"], autoescape=False)  # noqa: S701  # SQL, no page
    known = {"CATALOGUE": catalogue(), "text_literal": literal}
    template = environment.from_string(source + "{{ said(name, language, slots) }}", known)
    return template.render(name=name, language=language, slots=slots).strip().splitlines()[-1].strip()


def test_every_sentence_has_both_languages_with_the_same_slots() -> None:
    found = catalogue()
    assert len(found) >= 20
    for name, texts in found.items():
        assert set(texts) == {"es", "en"}, name
        assert set(_SLOT.findall(texts["es"])) == set(_SLOT.findall(texts["en"])), name


def test_every_sentence_is_said_somewhere_in_both_languages() -> None:
    code = " ".join(path.read_text(encoding="utf-8") for path in [*MODELS, *sorted((DBT_PROJECT / "macros").glob("*.sql"))])
    for name in catalogue():
        assert re.search(rf"said\(\s*'{name}', ('es'|language)", code), name
        assert re.search(rf"said\(\s*'{name}', ('en'|language)", code), name


def test_a_sentence_becomes_a_sql_text_with_its_slots() -> None:
    assert said("signature_pending", "es", {"owner": "d.owner_es"}) == "'Falta la firma de ' || d.owner_es || '.'"
    quoted = "'No row of ''' || c.title || ''' could be used: the newest figure may be missing.'"
    assert said("file_unused", "en", {"title": "c.title"}) == quoted


def test_a_sentence_would_be_found() -> None:
    assert _SENTENCE.search("Datos de demostración: no describen la realidad.")


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_no_model_writes_a_sentence_of_its_own(path: Path) -> None:
    lines = [re.sub(r"--.*", "", line) for line in path.read_text(encoding="utf-8").splitlines() if "{%" not in line]
    literals = [text for line in lines for text in _LITERAL.findall(line)]
    assert [text for text in literals if _SENTENCE.search(text)] == []
