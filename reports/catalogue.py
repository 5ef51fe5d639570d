"""The words of the report: one gettext catalogue per language, read at run time.

Belongs here: loading ``locale/<language>/LC_MESSAGES/report.po`` and looking a message up by key.
Does not belong here: number and date formats (``display.py``) and any sentence written in Python or in a template.
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

Language = Literal["es", "en"]
LANGUAGES: tuple[Language, ...] = ("es", "en")
LOCALE_DIR = Path(__file__).parent / "locale"

# Words of the payload -> message key, by family. The payload's own words are never printed as they come.
WORDS: Mapping[str, Mapping[str, str]] = {
    "verdict": {
        "PUBLICABLE": "verdict.publishable",
        "PUBLICABLE CON NOTA": "verdict.with_note",
        "NO PUBLICABLE": "verdict.not_publishable",
        "EN REVISIÓN": "verdict.under_review",
    },
    "severity": {
        "invariante": "severity.invariant",
        "bloqueante": "severity.blocking",
        "mayor": "severity.major",
        "menor": "severity.minor",
        "evidencia": "severity.evidence",
        "cuarentena": "severity.quarantine",
    },
    "evidence": {
        "cited": "evidence.cited",
        "derived": "evidence.derived",
        "unverified": "evidence.unverified",
        "synthetic": "evidence.synthetic",
    },
    "level": {
        "pais": "level.country",
        "departamento": "level.department",
        "provincia": "level.province",
        "distrito": "level.district",
        "zona": "level.zone",
        "eje": "level.axis",
        "ambito": "level.area",
    },
    "delivery": {
        "loaded": "delivery.loaded",
        "refused": "delivery.refused",
        "superseded": "delivery.superseded",
    },
    "figure": {
        "reproducido": "figure.reproduced",
        "reproducido_con_redondeo": "figure.reproduced_rounding",
        "ambigüedad_de_definición": "figure.ambiguous",
        "errata": "figure.misprint",
        "sin_fuente_todavía": "figure.no_source",
        "no_reproducido": "figure.not_reproduced",
    },
    "publisher": {
        "unodc": "publisher.unodc",
        "corah": "publisher.corah",
        "pirdais": "publisher.pirdais",
        "registry": "publisher.registry",
    },
}
# Words of the payload -> message key of the counted word, «34 publicables con nota».
VERDICT_COUNTS: Mapping[str, str] = {
    "PUBLICABLE": "count.publishable",
    "PUBLICABLE CON NOTA": "count.with_note",
    "NO PUBLICABLE": "count.not_publishable",
    "EN REVISIÓN": "count.under_review",
}
# Families whose values are an open set: an unknown value is printed as it comes.
OPEN_FAMILIES = frozenset({"publisher"})
# Units of the payload -> message key with a {value} slot. Other units (ha, km) follow the number as they come.
UNITS: Mapping[str, str] = {
    "%": "unit.percent",
    "pct": "unit.percent",
    "pp": "unit.points",
    "area_ha": "unit.hectares",
    "hectareas": "unit.hectares",
    "hectáreas": "unit.hectares",
    "ha/año": "unit.ha_per_year",
    "titulos": "unit.titles",
    "títulos": "unit.titles",
    "familias": "unit.families",
    "asociaciones": "unit.associations",
    "PEN": "unit.soles",
    "S/": "unit.soles",
    "S/ por título": "unit.soles_per_title",
    "filas": "unit.rows",
    "rows": "unit.rows",
}


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
        return self.translations.gettext(key).format_map(params)

    def plural(self, key: str, count: int, **params: object) -> str:
        """Return the singular or plural message ``key`` for ``count``."""
        self._require(key)
        return self.translations.ngettext(key, key, count).format_map(params)

    def word(self, family: str, value: str) -> str:
        """Return the reader's word for a payload ``value``; open families pass unknown values through."""
        key = WORDS[family].get(value)
        if key is not None:
            return self.text(key)
        if family in OPEN_FAMILIES:
            return value
        known = ", ".join(WORDS[family])
        raise MissingMessageError(f"'{value}' is not a {family} the report knows; expected one of: {known}")

    def with_unit(self, number: str, unit: str) -> str:
        """Return ``number`` with its unit in the reader's words, ``S/ 1,250.00 por título``."""
        key = UNITS.get(unit)
        return self.text(key, value=number) if key else f"{number} {unit}".rstrip()

    def _require(self, key: str) -> None:
        if key not in self.keys:
            where = f"reports/locale/{self.language}/LC_MESSAGES/report.po"
            raise MissingMessageError(f"message '{key}' has no text in {where}; add it in both languages")


def read_catalogue(language: Language, locale_dir: Path = LOCALE_DIR) -> Catalogue:
    """Read one ``report.po``."""
    path = locale_dir / language / "LC_MESSAGES" / "report.po"
    with path.open("rb") as stream:
        messages = read_po(stream, locale=language, abort_invalid=True)
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
