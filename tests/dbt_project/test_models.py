"""The unit tests of the models (their YAML stands beside the SQL) and the dictionary made from their descriptions."""

from __future__ import annotations

import json

from judged import Judged
from scenario import Warehouse

from orchestration.building.dbt_build import manifest_path
from orchestration.building.rules import project_rules
from orchestration.upkeep.data_dictionary import PATH, data_dictionary


def test_every_unit_test_of_the_models_passes(judged: Judged) -> None:
    assert judged.result.error == ""
    assert [(node.unique_id, node.message) for node in judged.units if node.status != "pass"] == []
    tested = {node.unique_id.split(".")[2] for node in judged.units}
    manifest = json.loads(manifest_path(judged.settings).read_text(encoding="utf-8"))
    marts = {node["name"] for node in manifest["nodes"].values() if node["name"].startswith("mart_")}
    assert marts <= tested, "a mart without a unit test"


def test_the_data_dictionary_says_what_contracts_models_and_rules_say(base: Warehouse) -> None:
    manifest = json.loads(manifest_path(base.settings).read_text(encoding="utf-8"))
    expected = data_dictionary(manifest, project_rules(base.settings.rules))
    assert PATH.read_text(encoding="utf-8") == expected, "run `make docs`"
