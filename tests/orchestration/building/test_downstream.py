"""What one new delivery reaches: everything made of its rows and of the list of deliveries, and no other dataset."""

from __future__ import annotations

from typing import Any

import pytest
from scenario import Warehouse

from orchestration.building.dbt_build import read_manifest
from orchestration.building.downstream import downstream_of, only_looks_up

P = "shop"
KEYED = {"looked_up_by": ["delivery_id"]}


def node(kind: str, name: str, code: str = "", **more: Any) -> dict[str, Any]:
    stored = "test" if kind == "test" else more.pop("stored", "table")
    config = {"materialized": stored, "meta": more.pop("meta", {})}
    depends_on = {"macros": more.pop("macros", [])}
    return {
        "name": name,
        "resource_type": kind,
        "package_name": P,
        "raw_code": code,
        "config": config,
        "depends_on": depends_on,
        **more,
    }


def manifest_of(nodes: list[dict[str, Any]], arrows: list[tuple[str, str]]) -> dict[str, Any]:
    """``arrows``: parent and child by name; sources are the names that no node has."""
    keys = {each["name"]: f"{each['resource_type']}.{P}.{each['name']}" for each in nodes}
    sources = {parent for parent, _ in arrows} - keys.keys()
    keys |= {name: f"source.{P}.{name}" for name in sources}
    children: dict[str, list[str]] = {key: [] for key in keys.values()}
    for parent, child in arrows:
        children[keys[parent]].append(keys[child])
    return {
        "nodes": {keys[each["name"]]: each for each in nodes},
        "sources": {keys[name]: {"name": name, "schema": "raw"} for name in sources},
        "macros": {},
        "child_map": children,
    }


LOOKS_UP = "select * from {{ ref('apples') }} as a\ninner join {{ ref('list') }} as l on a.delivery_id = l.delivery_id"
SHOP = manifest_of(
    [
        node("model", "list", meta=KEYED),
        node("model", "apples"),
        node("model", "pears"),
        node("model", "priced_apples", LOOKS_UP),
        node("model", "priced_pears", LOOKS_UP.replace("apples", "pears")),
        node("model", "counted", "select count(*) from {{ ref('list') }}"),
        node("model", "shown", stored="view"),
        node("model", "summed"),
        node("test", "list_is_unique", attached_node=f"model.{P}.list"),
        node("test", "apples_have_a_delivery", attached_node=f"model.{P}.priced_apples"),
        node("test", "pears_have_a_delivery", attached_node=f"model.{P}.priced_pears"),
        node("test", "shown_is_right", attached_node=f"model.{P}.shown"),
    ],
    [
        ("delivery", "list"),
        ("raw_apples", "apples"),
        ("raw_pears", "pears"),
        ("apples", "priced_apples"),
        ("pears", "priced_pears"),
        ("list", "priced_apples"),
        ("list", "priced_pears"),
        ("list", "counted"),
        ("priced_apples", "shown"),
        ("shown", "summed"),
        ("shown", "shown_is_right"),
        ("list", "list_is_unique"),
        *((name, f"{fruit}_have_a_delivery") for fruit in ("apples", "pears") for name in ("list", f"priced_{fruit}")),
    ],
)


def test_a_delivery_reaches_the_tables_made_of_it_and_their_tests() -> None:
    """By way of a view too, which is not made again itself."""
    reached = [
        "apples",
        "apples_have_a_delivery",
        "counted",
        "list",
        "list_is_unique",
        "priced_apples",
        "shown_is_right",
        "summed",
    ]
    assert downstream_of(SHOP, ["raw_apples"]) == reached


def test_a_delivery_without_rows_reaches_only_the_list() -> None:
    assert downstream_of(SHOP, []) == ["counted", "list", "list_is_unique"]


JOIN = "from x as a inner join {{ ref('list') }} as l on a.delivery_id = l.delivery_id"


@pytest.mark.parametrize(
    ("code", "looks_up"),
    [
        (JOIN, True),
        (JOIN.replace("inner", "left"), True),
        (f"{JOIN} and l.status = 'good'", True),
        (f"{JOIN} union all {JOIN.replace(' l ', ' m ').replace('l.', 'm.')}", True),
        ("{{ config(post_hook=\"{{ only_values('of', ref('list'), 'delivery_id') }}\") }} " + JOIN, True),
        (JOIN.replace("= l.delivery_id", "= l.publisher"), False),
        (JOIN.replace("inner join", "cross join"), False),
        (JOIN.replace("inner", "full"), False),
        (f"{JOIN} where exists (select 1 from {{{{ ref('list') }}}})", False),
        ("from {{ ref('list') }} as l left join x as a on l.delivery_id = a.delivery_id", False),
        ("{{ somehow('list') }}", False),
    ],
)
def test_a_look_up_is_known_by_how_it_is_written(code: str, looks_up: bool) -> None:
    """Whatever is written otherwise is read whole: slower, and right."""
    assert only_looks_up(SHOP, node("model", "list", meta=KEYED), node("model", "reader", code)) is looks_up


def test_a_look_up_in_a_macro_of_the_project_counts() -> None:
    macros = {"macro.shop.joined": {"macro_sql": JOIN, "package_name": P, "depends_on": {"macros": []}}}
    reader = node("model", "reader", "{{ joined() }}", macros=["macro.shop.joined"])
    assert only_looks_up({**SHOP, "macros": macros}, node("model", "list", meta=KEYED), reader)


def test_a_model_without_declared_keys_is_read_whole() -> None:
    assert not only_looks_up(SHOP, node("model", "list"), node("model", "reader", JOIN))


def test_only_the_list_itself_is_made_of_every_delivery(base: Warehouse) -> None:
    """A model that reads a list of deliveries whole is built at every arrival, so each of them is known here.

    A new subject joins dim_vintage by a key: «inner join {{ ref('dim_vintage') }} as v on x.vintage_sk = v.vintage_sk».
    """
    manifest = read_manifest(base.settings)
    lists = {key: found for key, found in manifest["nodes"].items() if found["config"].get("meta", {}).get("looked_up_by")}
    assert {found["name"] for found in lists.values()} == {"stg_delivery", "dim_vintage"}
    whole = {
        manifest["nodes"][child]["name"]
        for key, found in lists.items()
        for child in manifest["child_map"][key]
        if child.startswith("model.") and not only_looks_up(manifest, found, manifest["nodes"][child])
    }
    assert whole == {"dim_vintage", "int_edition__paired", "int_reason__by_rule"}


@pytest.mark.parametrize(("arrives", "stands"), [("corah__eradication_bulletin", "unodc"), ("unodc__coca_area_by_zone", "corah")])
def test_one_dataset_leaves_the_rows_of_another_publisher_alone(base: Warehouse, arrives: str, stands: str) -> None:
    reached = downstream_of(read_manifest(base.settings), [arrives])
    assert {f"stg_{arrives}", f"qtn_{arrives}", "stg_delivery", "dim_vintage", "int_indicator__values"} <= set(reached)
    assert [name for name in reached if f"_{stands}__" in name] == []
