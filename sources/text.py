"""Folding of names and headers so that accents, case and spacing do not matter.

Only text comparison belongs here; what a name means (a zone, a department) is data in ``reference/registry``.
"""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"\s+")


def fold(text: str) -> str:
    """Lower-case ``text`` without accents and with single spaces: the form in which names are compared."""
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _SPACES.sub(" ", plain).strip().casefold()
