"""The release that the files describe, and texts that exist in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Text:
    """One text in Spanish and in English; both say the same."""

    es: str
    en: str

    def __add__(self, other: Text) -> Text:
        """Both texts, a space between them; an empty one adds nothing."""
        return Text(f"{self.es} {other.es}".strip(), f"{self.en} {other.en}".strip())


# The same words as the banner of the report.
DEMONSTRATION = Text(
    "DATOS DE DEMOSTRACIÓN: no son cifras reales; no deben publicarse.",
    "DEMONSTRATION DATA: not real figures, not for publication.",
)
# An organisation, never a person.
PUBLISHER = Text("Equipo de csad-warehouse", "csad-warehouse team")


@dataclass(frozen=True)
class Release:
    """``release_id`` as in ``release.json``, the day it was made, and whether any figure in it is synthetic."""

    release_id: str
    issued: date
    demonstration: bool

    def marked(self, text: Text) -> Text:
        """The text, after the warning if the release holds demonstration data."""
        return DEMONSTRATION + text if self.demonstration else text
