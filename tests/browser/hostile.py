"""A payload in which every free text is an attack: on the page, on the spreadsheet and on the eye."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

# Put in front of the text of a field: a spreadsheet judges a cell by how it begins.
ATTACKS = (
    "<script>window.ran=1;alert(1)</script>",
    "=cmd|'/c calc'!A0",
    "javascript:window.ran=1//",
    "\u202egnp.exe\u202c",
    "\"'><img src=x onerror=window.ran=1>",
    "\x00\x1b[31m",
    "@SUM(1+1)",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "\t=1+1",
    "</style></title></textarea><svg onload=window.ran=1>",
    "' onmouseover=window.ran=1 autofocus onfocus=window.ran=1 x='",
    "{{ 7 * 7 }}{% raw %}",
    "\u2066\u2067https://example.org/x\u2069",
    '\r\n=HYPERLINK("http://example.org")',
)
# Words that restrict a text to known values or to a form: such a field is not free.
_RESTRICTED = ("enum", "const", "pattern", "format")


def hostile(payload: Any, schema: Mapping[str, Any]) -> Any:
    """The payload with an attack in front of every text that its schema leaves free; equal texts stay equal."""
    return _attacked(payload, schema, schema)


def _attacked(value: Any, schema: Mapping[str, Any], root: Mapping[str, Any]) -> Any:
    forms = list(_forms(schema, root))
    if isinstance(value, dict):
        named = {name: form for each in forms for name, form in each.get("properties", {}).items()}
        others = next((each["additionalProperties"] for each in forms if isinstance(each.get("additionalProperties"), dict)), {})
        return {name: _attacked(item, named.get(name, others), root) for name, item in value.items()}
    if isinstance(value, list):
        items = next((each["items"] for each in forms if "items" in each), {})
        return [_attacked(item, items, root) for item in value]
    if isinstance(value, str) and forms and not any(word in form for form in forms for word in _RESTRICTED):
        return ATTACKS[zlib.crc32(value.encode()) % len(ATTACKS)] + value
    return value


def _forms(schema: Mapping[str, Any], root: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The schema and what it refers to or offers as a choice, references followed."""
    found: list[Mapping[str, Any]] = []
    if "$ref" in schema:
        target: Any = root
        for part in schema["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        found += _forms(target, root)
    for choice in [*schema.get("anyOf", []), *schema.get("oneOf", []), *schema.get("allOf", [])]:
        found += _forms(choice, root)
    return [*found, schema] if set(schema) - {"$ref", "description"} else found
