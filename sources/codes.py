"""Codes of a fixed width: «0072», «05», «010103». A code is no number, so its leading zeros belong to it.

Belongs here: how a contract says the width of a code. Does not belong here: giving a code its zeros back (the macro
``code_text`` of the dbt project) and whether a code exists (staging).
"""

from __future__ import annotations

import re

# The pattern by which a contract (ODCS) says that a column holds codes of n digits.
_WIDTH = re.compile(r"\^\[0-9\]\{([1-9][0-9]?)\}\$")


def width_of(pattern: str | None) -> int | None:
    """The number of digits of a code whose contract gives ``pattern``; ``None`` if the column holds no such codes."""
    found = _WIDTH.fullmatch(pattern or "")
    return int(found.group(1)) if found else None
