"""The sample payload is what the schema promises, and the schema refuses what the report cannot show."""

from __future__ import annotations

import json
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from reports.environment import TEMPLATES
from reports.words import WORDS

SCHEMA: dict[str, Any] = json.loads((TEMPLATES.parent / "report.schema.json").read_text("utf-8"))


def test_schema_is_a_schema_and_the_sample_fits(payload: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(payload, SCHEMA)


def test_sample_counts_agree_with_its_entries(payload: dict[str, Any]) -> None:
    entries = [entry for item in payload["indicators"] for entry in item["entries"]]
    for name, items in (("verdicts", entries), ("indicators", payload["indicators"])):
        for verdict, count in payload["summary"][name].items():
            assert count == sum(item["verdict"] == verdict for item in items)
    for item in payload["indicators"]:
        assert item["verdict"] == item["entries"][item["entry"]]["verdict"]
    for work_list in payload["work_lists"]:
        assert work_list["n_items"] == sum(len(file["items"]) for file in work_list["files"])
    rows = payload["summary"]["rows"]
    assert rows["read"] == rows["accepted"] + rows["filtered"] + rows["quarantined"]
    assert rows["read"] == sum(delivery["rows_read"] or 0 for delivery in payload["deliveries"])


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema_version",), "1.0"),
        (("run", "started_at"), "ayer"),
        (("indicators", 0, "verdict"), "QUIZÁS"),
        (("indicators", 0, "step"), 9),
        (("indicators", 0, "entries", 0, "value"), "31,379"),
        (("indicators", 0, "score", "cap"), 60),
        (("indicators", 0, "signoff", "state"), "quizás"),
        (("reconciliations", 0, "status"), "casi"),
        (("work_lists", 0, "slug"), None),
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


@pytest.mark.parametrize("path", [(), ("run",), ("indicators", 0), ("indicators", 0, "entries", 0), ("rules", 0)])
def test_schema_refuses_what_it_does_not_name(payload: dict[str, Any], path: tuple[str | int, ...]) -> None:
    target: Any = payload
    for step in path:
        target = target[step]
    target["otra"] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(payload, SCHEMA)


def test_schema_and_catalogue_know_the_same_words() -> None:
    definitions = SCHEMA["$defs"]
    assert set(definitions["verdict"]["enum"]) == set(WORDS["verdict"])
    assert set(definitions["evidence"]["enum"]) == set(WORDS["evidence"])
    assert set(definitions["published_figure"]["properties"]["status"]["enum"]) == set(WORDS["figure"])
    assert set(definitions["territory_level"]["enum"]) == set(WORDS["level"])
    delivery = definitions["delivery"]["properties"]
    assert set(delivery["status"]["enum"]) == set(WORDS["delivery"])
    assert set(delivery["timeliness"]["enum"]) - {None} == set(WORDS["timeliness"])
    assert set(delivery["quality"]["enum"]) - {None} == set(WORDS["quality"])
    assert set(definitions["signoff"]["properties"]["state"]["enum"]) == set(WORDS["signoff"])
    assert set(definitions["reconciliation"]["properties"]["status"]["enum"]) == set(WORDS["reconciliation"])
    assert set(definitions["work_item"]["properties"]["state"]["enum"]) == set(WORDS["item"])
    assert set(definitions["rule"]["properties"]["status"]["enum"]) == set(WORDS["status"])
    severities = {*definitions["severity"]["enum"], *definitions["reason"]["properties"]["severity"]["enum"]}
    assert severities == set(WORDS["severity"])
