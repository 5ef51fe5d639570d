"""The order of the layers: a model reads its own layer and the layers before it."""

from __future__ import annotations

import json

from scenario import Warehouse

from orchestration.building.dbt_build import manifest_path

LAYERS = ("staging", "core", "intermediate", "verdict", "marts", "quality")


def test_no_model_reads_a_later_layer(base: Warehouse) -> None:
    nodes = json.loads(manifest_path(base.settings).read_text(encoding="utf-8"))["nodes"]
    layers = {key: LAYERS.index(node["fqn"][1]) for key, node in nodes.items() if node["resource_type"] == "model"}
    assert set(layers.values()) == set(range(len(LAYERS))), "a layer without a model"
    wrong = [
        f"{LAYERS[layers[parent]]}/{parent} is read by {LAYERS[layer]}/{key}"
        for key, layer in layers.items()
        for parent in nodes[key]["depends_on"]["nodes"]
        if layers.get(parent, 0) > layer
    ]
    assert wrong == []
