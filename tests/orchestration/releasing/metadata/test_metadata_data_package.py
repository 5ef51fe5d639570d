"""``datapackage.json`` against what the Frictionless profiles of version 1 demand, written out for the properties we use."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema
import pytest

FIELD_TYPES = [
    "string", "number", "integer", "date", "time", "datetime", "year", "yearmonth", "boolean", "object", "geopoint", "geojson",
    "array", "duration", "any",
]  # fmt: skip
NAME = {"type": "string", "pattern": "^([-a-z0-9._/])+$"}
# Relative, below the package's own folder.
PATH = {"type": "string", "pattern": r"^(?=[^./~])(?!file:)((?!/\.\./)(?!\\)(?!://).)*$"}
FIELD = {
    "type": "object",
    "required": ["name", "type"],
    "properties": {"name": {"type": "string"}, "type": {"enum": FIELD_TYPES}, "description": {"type": "string"}},
}
RESOURCE = {
    "type": "object",
    "required": ["name", "path", "profile", "schema"],
    "properties": {
        "name": NAME,
        "path": PATH,
        "profile": {"enum": ["data-resource", "tabular-data-resource"]},
        "format": {"type": "string"},
        "mediatype": {"type": "string", "pattern": "^(.+)/(.+)$"},
        "encoding": {"type": "string"},
        "description": {"type": "string"},
        "schema": {
            "type": "object",
            "required": ["fields"],
            "properties": {
                "fields": {"type": "array", "minItems": 1, "items": FIELD},
                "missingValues": {"type": "array", "items": {"type": "string"}},
            },
        },
    },
}
PACKAGE = {
    "type": "object",
    "required": ["resources"],
    "properties": {
        "profile": {"const": "data-package"},
        "name": NAME,
        "title": {"type": "string"},
        "description": {"type": "string"},
        "version": {"type": "string"},
        "licenses": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "anyOf": [{"required": ["name"]}, {"required": ["path"]}],
                "properties": {"name": {"type": "string", "pattern": "^([-a-zA-Z0-9._])+$"}, "title": {"type": "string"}},
            },
        },
        "resources": {"type": "array", "minItems": 1, "items": RESOURCE},
    },
}


@pytest.fixture(scope="module")
def package(released: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((released / "datapackage.json").read_text(encoding="utf-8"))
    return loaded


def test_the_data_package_of_the_extracts_is_valid(package: dict[str, Any], released: Path) -> None:
    jsonschema.validate(package, PACKAGE)
    assert all((released / resource["path"]).is_file() for resource in package["resources"])
    tabular = {resource["format"] for resource in package["resources"] if resource["profile"] == "tabular-data-resource"}
    assert tabular == {"csv"}


@pytest.mark.parametrize(
    ("key", "value"), [("path", "../x.csv"), ("path", "/x.csv"), ("name", "Ñ"), ("schema", {"fields": []}), ("profile", "table")]
)
def test_a_data_package_of_the_extracts_with_a_fault_is_not(package: dict[str, Any], key: str, value: object) -> None:
    broken = deepcopy(package)
    broken["resources"][0][key] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, PACKAGE)
