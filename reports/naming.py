"""File names and local links made from data: codes, slugs and paths of the payload.

Belongs here: turning any text into a name of ``[A-Za-z0-9._-]`` that no other text shares, and a path into a safe link.
Does not belong here: which pages exist (``pages.py``).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from urllib.parse import quote

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_MAX_CHARACTERS = 80
# Names that Windows keeps for devices, whatever their extension.
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def file_stems(names: Iterable[str]) -> dict[str, str]:
    """Return a safe file name (without extension) per name; a name that had to change carries a mark of its own."""
    stems: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        if name in stems:
            continue
        stem = _stem(name)
        if stem != name or stem.lower() in taken:
            stem = f"{stem}-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
        taken.add(stem.lower())
        stems[name] = stem
    return stems


def _stem(name: str) -> str:
    stem = _UNSAFE.sub("-", name)[:_MAX_CHARACTERS].strip(".-_")
    return f"x-{stem}" if not stem or _RESERVED.fullmatch(stem) else stem


def local_link(path: str | None) -> str | None:
    """Return a path of the report folder as a link target, or None when it would leave the folder."""
    if not path or "\\" in path or path.startswith("/"):
        return None
    parts = path.split("/")
    if any(part in ("", ".", "..") for part in parts):
        return None
    return "/".join(quote(part, safe="") for part in parts)
