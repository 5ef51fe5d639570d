"""Both languages hold the same keys, the templates use each of them, and nothing falls back silently."""

from __future__ import annotations

import re
import shutil
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from reports.catalogue import LOCALE_DIR, MissingMessageError, load_catalogues, read_catalogue
from reports.environment import TEMPLATES
from reports.words import UNITS, WORDS

ROOM = TEMPLATES.parent
IN_TEMPLATE = re.compile(r"\b(?:t|tn|text)\('([a-z0-9_.]+)'")
IN_PYTHON = re.compile(r"\"([a-z_]+\.[a-z0-9_]+)\"")
SHEET_LINE = re.compile(r"\b(?:line|spanish)\('([a-z_.]+)'")
COLUMNS = re.compile(r"_columns\((.*?)\)", re.DOTALL)
AVOIDED = re.compile(r"\b(vintages?|null|nulos?|outliers?|sql|pipelines?|datasets?|warehouse|queries|query)\b", re.IGNORECASE)


def used_keys() -> set[str]:
    known = read_catalogue("es").keys
    templates = [path.read_text("utf-8") for path in TEMPLATES.rglob("*.j2")]
    modules = [path.read_text("utf-8") for path in ROOM.rglob("*.py")]
    in_templates = {key for text in templates for key in (*IN_TEMPLATE.findall(text), *SHEET_LINE.findall(text))}
    in_python = {key for text in modules for key in IN_PYTHON.findall(text)}
    calls = [call for text in modules for call in COLUMNS.findall(text)]
    columns = {f"column.{name}" for call in calls for name in re.findall(r"(\w+)=\"", call)}
    place_parts = {f"place.{name}" for name in ("sheet", "row", "column")}
    steps = {f"step.{number}" for number in range(1, 9)}
    return {key for key in in_templates if not key.endswith(".")} | (in_python & known) | columns | place_parts | steps


def test_same_keys_in_both_languages() -> None:
    catalogues = load_catalogues()
    assert catalogues["es"].keys == catalogues["en"].keys


def test_every_used_key_exists_and_none_is_unused() -> None:
    keys = read_catalogue("es").keys
    assert used_keys() - keys == set()
    assert keys - used_keys() == set()
    assert {key for words in WORDS.values() for key in words.values()} | set(UNITS.values()) <= keys


def test_same_slots_in_both_languages() -> None:
    forms: dict[str, list[set[str]]] = {}
    for language in ("es", "en"):
        with (LOCALE_DIR / language / "LC_MESSAGES" / "report.po").open("rb") as stream:
            for message in read_po(stream):
                if message.id:
                    key = message.id[0] if isinstance(message.id, tuple) else message.id
                    text = message.string[1] if isinstance(message.string, tuple) else message.string
                    slots = {name for _, name, _, _ in string.Formatter().parse(str(text)) if name}
                    forms.setdefault(str(key), []).append(slots)
    assert {key: slots for key, slots in forms.items() if slots[0] != slots[1]} == {}


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_key_missing_in_one_language_raises(tmp_path: Path, language: str) -> None:
    shutil.copytree(LOCALE_DIR, tmp_path / "locale")
    path = tmp_path / "locale" / language / "LC_MESSAGES" / "report.po"
    without = re.sub(r'msgid "index.title"\nmsgstr .*\n', "", path.read_text("utf-8"))
    path.write_text(without, "utf-8")
    with pytest.raises(MissingMessageError, match=f"'{language}' lacks: index.title"):
        load_catalogues(tmp_path / "locale")


def test_an_empty_text_is_a_missing_text(tmp_path: Path) -> None:
    shutil.copytree(LOCALE_DIR, tmp_path / "locale")
    path = tmp_path / "locale" / "en" / "LC_MESSAGES" / "report.po"
    text = path.read_text("utf-8").replace('msgstr "What may I publish today?"', 'msgstr ""')
    path.write_text(text, "utf-8")
    with pytest.raises(MissingMessageError, match=r"index\.title"):
        load_catalogues(tmp_path / "locale")


def test_an_unknown_key_or_word_raises_and_an_unknown_unit_passes() -> None:
    catalogue = read_catalogue("es")
    with pytest.raises(MissingMessageError, match=r"no\.such_key"):
        catalogue.text("no.such_key")
    with pytest.raises(MissingMessageError, match="QUIZÁS"):
        catalogue.word("verdict", "QUIZÁS")
    assert catalogue.with_unit("12", "almácigos") == "12 almácigos"
    assert catalogue.with_unit("1,250.00", "S/ por título") == "S/ 1,250.00 por título"


@pytest.mark.parametrize(
    ("unit", "one", "two", "alone"),
    [
        ("territorios", "1 territorio", "2 territorios", "territorios"),
        ("titulos", "1 título", "2 títulos", "títulos"),
        ("elementos", "1 elemento", "2 elementos", "elementos"),
        ("días", "1 día", "2 días", "días"),
        ("PEN", "S/ 1", "S/ 2", "S/"),
        ("%", "1 %", "2 %", "%"),
    ],
)
def test_units_are_counted(unit: str, one: str, two: str, alone: str) -> None:
    catalogue = read_catalogue("es")
    assert (catalogue.with_unit("1", unit, 1), catalogue.with_unit("2", unit, 2)) == (one, two)
    assert catalogue.unit_name(unit) == alone


def test_no_engineers_words() -> None:
    for language in ("es", "en"):
        text = (LOCALE_DIR / language / "LC_MESSAGES" / "report.po").read_text("utf-8")
        shown = "\n".join(line for line in text.splitlines() if line.startswith("msgstr"))
        assert AVOIDED.search(shown) is None


def test_templates_hold_no_sentences() -> None:
    for path in TEMPLATES.rglob("*.j2"):
        markup = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", " ", path.read_text("utf-8"), flags=re.DOTALL)
        text = re.sub(r"<[^>]*>", " ", markup)
        assert re.findall(r"[A-Za-zÁ-ú]{3,}", text) == [], path.name
