"""What a build must make again when all that happened is that deliveries arrived. Read from dbt's manifest.

A build starts from the raw tables of the datasets that arrived and from the list of deliveries, and goes downstream. Views are
not made again: a view shows the rows of today.

One way is not gone. A model that declares ``looked_up_by`` has one row per delivery. A reader that joins such a model by one of
those columns sees only the deliveries of its own rows, so a delivery of another dataset changes nothing in that reader.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

# Tables of schema ``raw`` that change with every delivery, whatever its dataset.
_OF_EVERY_DELIVERY = ("delivery", "delivery_file", "unreadable_line", "built_delivery")
_HOLDS_NO_ROWS = ("view", "ephemeral")


def downstream_of(manifest: Mapping[str, Any], relations: Collection[str]) -> list[str]:
    """Names of the tables to build and the tests to run after arrivals in the raw tables ``relations``, in order."""
    arrived = {*relations, *_OF_EVERY_DELIVERY}
    changed = {key for key, source in manifest["sources"].items() if source["schema"] == "raw" and source["name"] in arrived}
    waiting = list(changed)
    while waiting:
        parent = waiting.pop()
        for child in manifest["child_map"].get(parent, ()):
            if child in manifest["nodes"] and child not in changed and _reaches(manifest, parent, child):
                changed.add(child)
                waiting.append(child)
    nodes = [manifest["nodes"][key] for key in changed if key in manifest["nodes"]]
    return sorted(node["name"] for node in nodes if node["config"]["materialized"] not in _HOLDS_NO_ROWS)


def only_looks_up(manifest: Mapping[str, Any], listed: Mapping[str, Any], reader: Mapping[str, Any]) -> bool:
    """Whether ``reader`` reads ``listed``, a model with one row per delivery, by its keys alone."""
    keys = listed["config"].get("meta", {}).get("looked_up_by", ())
    text = " ".join(_texts(manifest, reader))
    mention = rf"ref\(\s*'{re.escape(listed['name'])}'\s*\)"
    key = rf"(?:{'|'.join(keys)})\b"
    by_join = rf"\b(?:inner|left) join {{{{ {mention} }}}} as (\w+) on [\w.]+ = \1\.{key}"
    # Rows of a delivery that is known no more leave a table that grows.
    by_hook = rf"only_values\('\w+', {mention}, '{key}'\)"
    looked_up = len(re.findall(f"{by_join}|{by_hook}", text)) if keys else 0
    return 0 < looked_up == len(re.findall(mention, text))


def _reaches(manifest: Mapping[str, Any], parent: str, child: str) -> bool:
    """Whether a delivery of a dataset that ``child`` does not read can change ``child`` by way of ``parent``."""
    listed, reader = manifest["nodes"].get(parent, {}), manifest["nodes"][child]
    if not listed.get("config", {}).get("meta", {}).get("looked_up_by"):
        return True
    # A test of keys, in the rows of the model that it stands at, looks them up here.
    tested = reader.get("attached_node")
    return tested == parent if tested else not only_looks_up(manifest, listed, reader)


def _texts(manifest: Mapping[str, Any], node: Mapping[str, Any]) -> Iterator[str]:
    """The SQL of a node and of every macro of its own project that the node calls, on one line each."""
    waiting, seen = [node], set()
    while waiting:
        part = waiting.pop()
        yield " ".join((part.get("raw_code") or part.get("macro_sql") or "").split())
        for key in part["depends_on"].get("macros", ()):
            macro = manifest["macros"].get(key)
            if macro and key not in seen and macro["package_name"] == node["package_name"]:
                seen.add(key)
                waiting.append(macro)
