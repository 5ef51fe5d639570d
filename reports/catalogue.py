"""The words of the report: one gettext catalogue per language, read at run time.

Belongs here: loading ``locale/<language>/LC_MESSAGES/*.po`` (pages in ``report.po``) and looking a message up by key.
Does not belong here: number and date formats (``display.py``), the table of the payload's words (``words.py``)
and any sentence written in Python or in a template.
A key that is missing, empty or fuzzy in one language raises; it is never replaced by the other language.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from gettext import GNUTranslations
from pathlib import Path
from typing import Literal

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from markupsafe import Markup, escape

from reports.words import OPEN_FAMILIES, UNITS, WORDS

Language = Literal["es", "en"]
LANGUAGES: tuple[Language, ...] = ("es", "en")
LOCALE_DIR = Path(__file__).parent / "locale"


class MissingMessageError(KeyError):
    """A message key, or a word of the payload, has no text in a language."""


@dataclass(frozen=True)
class Catalogue:
    """The messages of one language; ``keys`` holds every key that has a complete text."""

    language: Language
    keys: frozenset[str]
    translations: GNUTranslations

    def text(self, key: str, **params: object) -> str:
        """Return the message ``key`` with ``{name}`` slots filled from ``params`` (plain text, not HTML)."""
        self._require(key)
        return _fill(self.translations.gettext(key), params)

    def plural(self, key: str, count: int, **params: object) -> str:
        """Return the singular or plural message ``key`` for ``count``."""
        self._require(key)
        return _fill(self.translations.ngettext(key, key, count), params)

    def word(self, family: str, value: str) -> str:
        """Return the reader's word for a payload ``value``; open families pass unknown values through."""
        key = WORDS[family].get(value)
        if key is not None:
            return self.text(key)
        if family in OPEN_FAMILIES:
            return value.replace("_", " ")
        known = ", ".join(WORDS[family])
        raise MissingMessageError(f"'{value}' is not a {family} the report knows; expected one of: {known}")

    def with_unit(self, number: str, unit: str, value: float | None = None) -> str:
        """Return ``number`` with its unit in the reader's words, ``S/ 1,250.00 por título``; singular if ``value`` is 1."""
        key = UNITS.get(unit)
        form = 1 if value is not None and abs(value) == 1 else 2
        return self.plural(key, form, value=number) if key else f"{number} {unit}".rstrip()

    def unit_name(self, unit: str) -> str:
        """Return the unit alone, ``títulos`` or ``S/ por título``."""
        return " ".join(self.with_unit("", unit).split())

    def _require(self, key: str) -> None:
        if key not in self.keys:
            where = f"reports/locale/{self.language}/LC_MESSAGES/report.po"
            raise MissingMessageError(f"message '{key}' has no text in {where}; add it in both languages")


def _fill(message: str, params: Mapping[str, object]) -> str:
    """Return the message with its slots filled; escaped HTML when a slot is HTML (the dash of a missing value)."""
    is_html = any(isinstance(value, Markup) for value in params.values())
    return (escape(message) if is_html else message).format_map(params)


def read_catalogue(language: Language, locale_dir: Path = LOCALE_DIR) -> Catalogue:
    """Read every ``.po`` of one language; a key stands in one file only."""
    messages: Catalog | None = None
    for path in sorted((locale_dir / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as stream:
            read = read_po(stream, locale=language, abort_invalid=True)
        if messages is None:
            messages = read
            continue
        for message in read:
            if message.id:
                if message.id in messages:
                    raise MissingMessageError(f"message '{message.id}' of {path.name} stands in another file too")
                messages[message.id] = message
    if messages is None:
        raise MissingMessageError(f"no .po file of '{language}' under {locale_dir}")
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return Catalogue(language, _complete_keys(messages), GNUTranslations(compiled))


def load_catalogues(locale_dir: Path = LOCALE_DIR) -> dict[Language, Catalogue]:
    """Read every language and raise when one of them lacks a key that another has."""
    catalogues = {language: read_catalogue(language, locale_dir) for language in LANGUAGES}
    every_key = frozenset().union(*(catalogue.keys for catalogue in catalogues.values()))
    for language, catalogue in catalogues.items():
        missing = sorted(every_key - catalogue.keys)
        if missing:
            raise MissingMessageError(f"report.po of '{language}' lacks: {', '.join(missing)}")
    return catalogues


def _complete_keys(messages: Catalog) -> frozenset[str]:
    """Return the keys whose every form has a text that is not marked fuzzy."""
    keys = set()
    for message in messages:
        key = message.id[0] if isinstance(message.id, list | tuple) else message.id
        forms = message.string if isinstance(message.string, list | tuple) else (message.string,)
        if key and all(forms) and not message.fuzzy:
            keys.add(key)
    return frozenset(keys)
