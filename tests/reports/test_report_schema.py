"""The sample payload is what the schema promises, and the schema refuses what the report cannot show."""

from __future__ import annotations

import json
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from reports.catalogue import WORDS
from reports.site import TEMPLATES

SCHEMA: dict[str, Any] = json.loads((TEMPLATES.parent / "report.schema.json").read_text("utf-8"))


def test_schema_is_a_schema_and_the_sample_fits(payload: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(payload, SCHEMA)


def test_sample_counts_agree_with_its_entries(payload: dict[str, Any]) -> None:
    for verdict, count in payload["summary"]["verdicts"].items():
        assert count == sum(entry["verdict"] == verdict for entry in payload["indicators"])
    rows = payload["summary"]["rows"]
    assert rows["read"] == rows["accepted"] + rows["filtered"] + rows["quarantined"]
    assert rows["read"] == sum(delivery["rows_read"] or 0 for delivery in payload["deliveries"])


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema_version",), "2.0"),
        (("run", "started_at"), "ayer"),
        (("indicators", 0, "verdict"), "QUIZÁS"),
        (("indicators", 0, "value"), "31,379"),
        (("deliveries", 0, "published_on"), "10/11/2015"),
        (("rules", 0, "severity"), "grave"),
    ],
)
def test_schema_refuses(payload: dict[str, Any], path: tuple[str | int, ...], value: object) -> None:
    target: Any = payload
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(payload, SCHEMA)


def test_schema_and_catalogue_know_the_same_words() -> None:
    definitions = SCHEMA["$defs"]
    assert set(definitions["verdict"]["enum"]) == set(WORDS["verdict"])
    assert set(definitions["evidence"]["enum"]) == set(WORDS["evidence"])
    assert set(definitions["published_figure"]["properties"]["status"]["enum"]) == set(WORDS["figure"])
    assert set(definitions["indicator"]["properties"]["territory_level"]["enum"]) == set(WORDS["level"])
    assert set(definitions["delivery"]["properties"]["status"]["enum"]) == set(WORDS["delivery"])
    severities = {*definitions["severity"]["enum"], *definitions["reason"]["properties"]["severity"]["enum"]}
    assert severities == set(WORDS["severity"])
