"""The release as a DCAT catalogue: required properties, true sizes and digests, nothing to fetch."""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from scenario import Warehouse
from small_release import TEXTS

from orchestration.releasing.export import LICENCE
from orchestration.releasing.metadata import write_metadata
from orchestration.releasing.metadata.dcat import UndescribedMart
from orchestration.releasing.metadata.release_text import DEMONSTRATION


def catalog(folder: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((folder / "dcat.jsonld").read_text(encoding="utf-8"))
    return loaded


def datasets(folder: Path) -> dict[str, dict[str, Any]]:
    return {dataset["dct:identifier"]: dataset for dataset in catalog(folder)["dcat:dataset"]}


def spoken(values: list[dict[str, str]]) -> dict[str, str]:
    assert all(set(value) == {"@value", "@language"} for value in values)
    return {value["@language"]: value["@value"] for value in values}


def keys(node: object) -> set[str]:
    """Every property and every prefixed name used anywhere below a node."""
    if isinstance(node, dict):
        return {key for key in node if not key.startswith("@")} | {key for value in node.values() for key in keys(value)}
    return {key for item in node for key in keys(item)} if isinstance(node, list) else set()


def check_required_properties(folder: Path) -> None:
    """What DCAT-AP makes mandatory for catalogue, dataset and distribution, in both languages."""
    whole = catalog(folder)
    assert whole["@type"] == "dcat:Catalog"
    assert set(spoken(whole["dct:title"])) == set(spoken(whole["dct:description"])) == {"es", "en"}
    assert set(spoken(whole["dct:publisher"]["foaf:name"])) == {"es", "en"}
    assert "foaf:Organization" in whole["dct:publisher"]["@type"]
    assert whole["dcat:dataset"]
    for dataset in whole["dcat:dataset"]:
        assert dataset["@type"] == "dcat:Dataset"
        for name in ("dct:title", "dct:description"):
            texts = spoken(dataset[name])
            assert set(texts) == {"es", "en"}
            assert all(texts.values()), (dataset["@id"], name)
            assert texts["es"] != texts["en"]
        assert dataset["dct:spatial"]["@id"].endswith("/country/PER")
        assert dataset["dcat:distribution"]
        for distribution in dataset["dcat:distribution"]:
            path = folder / distribution["dcat:accessURL"]
            assert distribution["@type"] == "dcat:Distribution"
            assert distribution["dcat:byteSize"] == path.stat().st_size > 0
            assert distribution["spdx:checksum"]["spdx:checksumValue"] == hashlib.sha256(path.read_bytes()).hexdigest()
            assert distribution["spdx:checksum"]["spdx:algorithm"] == "spdx:checksumAlgorithm_sha256"
    identifiers = [whole["@id"], *(d["@id"] for d in whole["dcat:dataset"])]
    identifiers += [each["@id"] for d in whole["dcat:dataset"] for each in d["dcat:distribution"]]
    assert len(identifiers) == len(set(identifiers))


def test_required_properties_are_there_and_true(small: Path) -> None:
    check_required_properties(small)


def test_the_catalogue_says_which_release_it_is(small: Path) -> None:
    whole = catalog(small)
    assert (whole["dcat:version"], whole["dct:issued"]) == ("R1", "2026-11-24")
    assert whole["@context"]["dct:issued"] == {"@type": "xsd:date"}


def test_the_context_is_inline_and_names_every_prefix_used(small: Path) -> None:
    whole = catalog(small)
    context = whole.pop("@context")
    assert isinstance(context, dict)
    prefixes = {name for name, value in context.items() if isinstance(value, str)}
    assert {key.split(":")[0] for key in keys(whole)} <= prefixes
    assert all(":" in key for key in keys(whole))
    assert all(context[name].startswith("http") and context[name][-1] in "#/" for name in prefixes)


def test_each_file_of_a_mart_is_a_distribution(small: Path) -> None:
    found = {name: [d["dcat:accessURL"] for d in dataset["dcat:distribution"]] for name, dataset in datasets(small).items()}
    assert found == {
        "mart_coca_area_series": [
            "csv/mart_coca_area_series.csv",
            "parquet/marts.mart_coca_area_series.parquet",
            "xlsx/mart_coca_area_series.xlsx",
        ],
        "mart_commitments": [
            "csv/mart_commitments.csv",
            "parquet/marts.mart_commitments.parquet",
            "xlsx/mart_commitments.xlsx",
        ],
        "mart_eradication_ytd": ["parquet/marts.mart_eradication_ytd.parquet"],
    }


@pytest.mark.parametrize(
    ("mart", "first", "last"),
    [
        ("mart_coca_area_series", "2012-01-01", "2014-12-31"),
        ("mart_eradication_ytd", "2015-01-01", "2015-12-31"),
        ("mart_commitments", "2012-01-01", "2016-12-31"),
    ],
)
def test_the_time_covered_is_that_of_the_rows(small: Path, mart: str, first: str, last: str) -> None:
    period = datasets(small)[mart]["dct:temporal"]
    assert (period["dcat:startDate"], period["dcat:endDate"]) == (first, last)


def test_provenance_names_each_edition_once(small: Path) -> None:
    said = {name: spoken(dataset["dct:provenance"]["rdfs:label"]) for name, dataset in datasets(small).items()}
    assert said["mart_coca_area_series"] == {
        "es": "Elaborado con 2 ediciones de datos: unodc/area@2014__a; unodc/area@2015__b.",
        "en": "Built from 2 vintages: unodc/area@2014__a; unodc/area@2015__b.",
    }
    assert said["mart_commitments"]["es"] == "Elaborado con 1 edición de datos: registry/t@2015__d."


def test_no_licence_is_claimed_and_the_terms_are_those_of_the_data_package(small: Path) -> None:
    text = (small / "dcat.jsonld").read_text(encoding="utf-8")
    assert "dct:license" not in text
    stated = [catalog(small)["dct:rights"]]
    stated += [d["dct:rights"] for dataset in datasets(small).values() for d in dataset["dcat:distribution"]]
    assert len(stated) == 8
    for rights in stated:
        assert rights["dct:identifier"] == LICENCE["name"] == "notspecified"
        assert spoken(rights["rdfs:label"])["en"] == LICENCE["title"]
        assert ("CC-BY-4.0" in spoken(rights["rdfs:label"])["es"]) is ("CC-BY-4.0" in LICENCE["title"])


def test_demonstration_data_says_so_in_every_title(small: Path, small_demonstration: Path) -> None:
    for node in (catalog(small_demonstration), *datasets(small_demonstration).values()):
        for name in ("dct:title", "dct:description"):
            assert spoken(node[name])["es"].startswith(DEMONSTRATION.es)
            assert spoken(node[name])["en"].startswith(DEMONSTRATION.en)
    assert "DEMOSTRACIÓN" not in (small / "dcat.jsonld").read_text(encoding="utf-8")


def test_a_mart_without_rows_covers_no_time_and_names_no_edition(small: Path, tmp_path: Path) -> None:
    shutil.copytree(small, tmp_path / "empty")
    with duckdb.connect(str(tmp_path / "empty" / "csad_marts.duckdb")) as connection:
        connection.execute("delete from marts.mart_commitments")
    write_metadata(tmp_path / "empty", "R1", date(2026, 11, 24), TEXTS, demonstration=False)
    dataset = datasets(tmp_path / "empty")["mart_commitments"]
    assert "dct:temporal" not in dataset
    assert spoken(dataset["dct:provenance"]["rdfs:label"])["en"] == "No vintage has rows in this table."


def test_a_mart_nobody_described_is_refused(small: Path, tmp_path: Path) -> None:
    shutil.copytree(small, tmp_path / "more")
    with duckdb.connect(str(tmp_path / "more" / "csad_marts.duckdb")) as connection:
        connection.execute("create table marts.mart_nuevo as select 2014 as year")
    with pytest.raises(UndescribedMart, match="mart_nuevo"):
        write_metadata(tmp_path / "more", "R1", date(2026, 11, 24), TEXTS, demonstration=False)


def test_the_same_release_gives_the_same_bytes(small: Path, tmp_path: Path) -> None:
    shutil.copytree(small, tmp_path / "again")
    names = ("dcat.jsonld", "indicators.sdmx.csv", "indicators.registry.csv", "iati-results.xml")
    for name in names:
        (tmp_path / "again" / name).unlink()
    write_metadata(tmp_path / "again", "R1", date(2026, 11, 24), TEXTS, demonstration=False)
    for name in names:
        assert (tmp_path / "again" / name).read_bytes() == (small / name).read_bytes(), name


def test_the_release_of_the_extracts_is_described_whole(base: Warehouse, released: Path) -> None:
    check_required_properties(released)
    marts = {name for (name,) in base.released("select table_name from duckdb_tables() where schema_name = 'marts'")}
    assert set(datasets(released)) == marts
    package = json.loads((released / "datapackage.json").read_text(encoding="utf-8"))
    media = {resource["path"]: resource["mediatype"] for resource in package["resources"] if "mart_" in resource["path"]}
    described = [d for dataset in datasets(released).values() for d in dataset["dcat:distribution"]]
    assert {d["dcat:accessURL"]: d["dcat:mediaType"].split("/media-types/")[1] for d in described} == media
    first, last = base.released("select min(year), max(year) from marts.mart_coca_area_series")[0]
    period = datasets(released)["mart_coca_area_series"]["dct:temporal"]
    assert (period["dcat:startDate"][:4], period["dcat:endDate"][:4]) == (str(first), str(last))
    assert "unodc/coca_area_national@2015-07-15__unodc-2014" in json.dumps(datasets(released)["mart_coca_area_series"])
