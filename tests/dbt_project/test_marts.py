"""A mart is whole: somebody sees it, both languages describe it, its key and logic are tested, and what it withholds is empty."""

from __future__ import annotations

import copy
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import duckdb
import jinja2
import pytest
from scenario import Warehouse

from orchestration.building.dbt_build import manifest_path
from orchestration.building.descriptions import table_texts
from orchestration.settings import PROJECT_ROOT, RELEASED_SCHEMAS

Manifest = dict[str, Any]
KEY_TESTS = {"key", "unique", "unique_together"}
# A column of any other kind names or explains a figure; these are figures.
FIGURES = {"stock", "flow_ytd", "flow_increment", "ratio", "distinct_count"}
COMMITMENTS = "model.csad_warehouse.mart_commitments"


@pytest.fixture(scope="module")
def manifest(base: Warehouse) -> Manifest:
    loaded: Manifest = json.loads(manifest_path(base.settings).read_text(encoding="utf-8"))
    return loaded


def marts(manifest: Manifest) -> dict[str, Manifest]:
    models = {key: node for key, node in manifest["nodes"].items() if node["resource_type"] == "model"}
    return {key: node for key, node in models.items() if node["schema"] == "marts"}


def generic_tests(manifest: Manifest) -> dict[str, list[Manifest]]:
    """Generic tests of each model, with their arguments."""
    found = defaultdict(list)
    for node in manifest["nodes"].values():
        if node["resource_type"] == "test" and node.get("attached_node"):
            found[node["attached_node"]].append(node["test_metadata"])
    return found


def missing_of_marts(manifest: Manifest) -> list[str]:
    """What each mart still needs, as a sentence with the file to write."""
    texts, tests = table_texts(manifest), generic_tests(manifest)
    shown = {parent for exposure in manifest["exposures"].values() for parent in exposure["depends_on"]["nodes"]}
    unit_tested = {parent for test in manifest["unit_tests"].values() for parent in test["depends_on"]["nodes"]}
    said = []
    for key, mart in marts(manifest).items():
        text = texts[mart["name"]]
        needs = {
            "an exposure": key in shown,
            "title_es and title_en under meta": text.title_es and text.title_en,
            "a description that begins «One row per»": text.description_en.startswith("One row per"),
            "description_es under meta": text.description_es,
            "an owner under meta": mart["config"]["meta"].get("owner"),
            "an enforced contract": mart["config"]["contract"]["enforced"],
            "a key test (unique or unique_together)": KEY_TESTS & {test["name"] for test in tests[key]},
            "a unit test": key in unit_tested,
        }
        yml = mart["original_file_path"].removesuffix(".sql") + ".yml"
        said += [f"{mart['name']} needs {need}: write it in dbt_project/{yml}" for need, has in needs.items() if not has]
    return said


def test_every_mart_is_whole(manifest: Manifest) -> None:
    assert len(marts(manifest)) >= 14
    assert missing_of_marts(manifest) == []


def without(kind: str, manifest: Manifest) -> Manifest:
    """The manifest as if nobody had written one thing of ``mart_commitments``."""
    less = copy.deepcopy(manifest)
    mart = less["nodes"][COMMITMENTS]
    meta = mart["config"]["meta"]
    removals: dict[str, Callable[[], object]] = {
        "an exposure": less["exposures"].clear,
        "title_es": lambda: meta.pop("title_es"),
        "a description": lambda: mart.update(description=""),
        "description_es": lambda: meta.pop("description_es"),
        "an owner": lambda: meta.pop("owner"),
        "an enforced contract": lambda: mart["config"]["contract"].update(enforced=False),
        "a key test": lambda: [
            less["nodes"].pop(key) for key, node in manifest["nodes"].items() if node.get("attached_node") == COMMITMENTS
        ],
        "a unit test": less["unit_tests"].clear,
    }
    removals[kind]()
    return less


@pytest.mark.parametrize(
    "kind",
    [
        "an exposure",
        "title_es",
        "a description",
        "description_es",
        "an owner",
        "an enforced contract",
        "a key test",
        "a unit test",
    ],
)
def test_a_mart_that_lacks_one_thing_is_found(manifest: Manifest, kind: str) -> None:
    said = [line for line in missing_of_marts(without(kind, manifest)) if line.startswith("mart_commitments ")]
    assert len(said) == 1
    assert f"needs {kind}" in said[0]
    assert said[0].endswith("write it in dbt_project/models/marts/mart_commitments.yml")


def undescribed_columns(manifest: Manifest) -> list[str]:
    """Columns of released models without English, or without a Spanish label or text."""
    texts = table_texts(manifest)
    models = [node for node in manifest["nodes"].values() if node["resource_type"] == "model" and node["schema"] in RELEASED_SCHEMAS]
    return [
        f"{model['name']}.{name}"
        for model in models
        for name, text in texts[model["name"]].columns.items()
        if not (text.label_es and text.description_es and text.description_en)
    ]


def test_every_column_of_a_released_model_speaks_both_languages(manifest: Manifest) -> None:
    assert set(RELEASED_SCHEMAS) == {"core", "marts", "control"}
    assert undescribed_columns(manifest) == []
    less = copy.deepcopy(manifest)
    less["docs"].pop("doc.csad_warehouse.es__verdict_of_edition")
    assert undescribed_columns(less) == [
        "mart_coca_area_series_vintages.verdict", "mart_eradication_ytd_vintages.verdict",
    ]  # fmt: skip


def test_every_shared_column_is_described_in_both_languages(manifest: Manifest) -> None:
    names = {key.rsplit(".", 1)[1] for key in manifest["docs"] if key.startswith("doc.csad_warehouse.")}
    spanish = {name.removeprefix("es__") for name in names if name.startswith("es__")}
    assert len(spanish) > 60
    assert names == spanish | {f"es__{name}" for name in spanish}
    texts = [manifest["docs"][f"doc.csad_warehouse.es__{name}"]["block_contents"] for name in sorted(spanish)]
    assert [text for text in texts if not all(text.partition(": "))] == []


def withheld_columns(manifest: Manifest) -> dict[str, set[str]]:
    """By model, the columns that ``withheld_is_empty`` looks at."""
    found = defaultdict(set)
    for key, tests in generic_tests(manifest).items():
        for test in tests:
            if test["name"] == "withheld_is_empty":
                found[key] |= {name for names in test["kwargs"]["columns"].values() for name in names}
    return found


def told_columns(manifest: Manifest) -> Iterator[str]:
    """Figures beside a verdict that nothing proves empty; whatever a released model withholds in its SQL must be proved."""
    proved = withheld_columns(manifest)
    for key, node in manifest["nodes"].items():
        if node["resource_type"] != "model":
            continue
        is_released = node["schema"] in RELEASED_SCHEMAS
        if is_released and re.search(r"withheld(_columns)?\(", node["raw_code"]) and not proved.get(key):
            yield f"{node['name']} withholds figures: name them in a test withheld_is_empty of its YAML"
        if node["schema"] == "marts" and "verdict" in node["columns"] and node["name"] not in VERDICTS_ONLY:
            for name, column in node["columns"].items():
                meta = column["config"]["meta"]
                if meta.get("measure_type") in FIGURES and name not in proved.get(key, ()) and not meta.get("always_told"):
                    yield f"{node['name']}.{name}: name it in withheld_is_empty, or say why not in meta always_told"


# Counts values by their verdict; tells no figure of an indicator.
VERDICTS_ONLY = ("mart_dq_indicator_status",)


def test_every_withheld_figure_is_proved_empty(manifest: Manifest) -> None:
    assert sum(len(names) for names in withheld_columns(manifest).values()) == 55
    assert list(told_columns(manifest)) == []


def test_a_figure_that_nobody_proves_empty_is_found(manifest: Manifest) -> None:
    less = copy.deepcopy(manifest)
    for key, node in manifest["nodes"].items():
        if node.get("attached_node") == COMMITMENTS and node["test_metadata"]["name"] == "withheld_is_empty":
            del less["nodes"][key]
    assert list(told_columns(less)) == [
        "mart_commitments withholds figures: name them in a test withheld_is_empty of its YAML",
        "mart_commitments.actual_value: name it in withheld_is_empty, or say why not in meta always_told",
    ]


@pytest.mark.parametrize(("verdicts", "told"), [(None, [(2,)]), ("verdicts", [(3,)])])
def test_the_test_of_withheld_figures_can_fail(verdicts: str | None, told: list[tuple[int]]) -> None:
    """Rows: 1 publishable, 2 withheld yet told, 3 withheld by the model of the verdicts alone, 4 withheld and empty."""
    text = (PROJECT_ROOT / "dbt_project" / "macros" / "test_withheld_is_empty.sql").read_text(encoding="utf-8")
    body = text.partition("%}\n")[2].partition("{% endtest %}")[0]
    query = jinja2.Template(body).render(model="mart", columns={"verdict": ["a", "b"]}, verdicts=verdicts)
    key = "'I' as indicator_code, 'pais' as territory_level, '00' as territory_code, '2014' as period"
    with duckdb.connect() as connection:
        connection.execute(
            f"""create table mart as select {key}, cast(n as varchar) as cutoff_date, * from (values
                    (1, 'PUBLICABLE', 10, 20), (2, 'NO PUBLICABLE', null, 20), (3, 'PUBLICABLE', 10, null),
                    (4, 'NO PUBLICABLE', null, null)
                ) as t (n, verdict, a, b)"""
        )
        connection.execute(
            f"""create table verdicts as select {key}, cast(n as varchar) as cutoff_date,
                    case when n >= 3 then 'NO PUBLICABLE' else 'PUBLICABLE' end as verdict from range(1, 5) as t (n)"""
        )
        assert connection.execute(f"select n from ({query}) order by 1").fetchall() == told
