"""Contracts: each is valid ODCS v3, the generated staging does not drift from them, and every extract keeps its sidecar."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from importlib import resources
from pathlib import Path

import jsonschema
import pytest
import yaml
from scenario import EXTRACTS, PUBLISHED, REGISTRY

from orchestration.settings import PROJECT_ROOT
from orchestration.upkeep.registry_file import DBT_PROJECT
from orchestration.upkeep.staging_files import staging_files
from sources.contract import SOURCES_ROOT, all_contracts, load_contract, outside_calendar
from sources.landing import LandingFile

CONTRACTS = sorted(SOURCES_ROOT.glob("*/*.contract.yml"))


def _schema() -> dict[str, object]:
    package = resources.files("open_data_contract_standard")
    found = [path for path in Path(str(package)).rglob("*.json") if "schema" in path.name]
    schema: dict[str, object] = json.loads(found[0].read_text(encoding="utf-8"))
    return schema


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.name.removesuffix(".contract.yml"))
def test_a_contract_is_valid_open_data_contract_standard(path: Path) -> None:
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(_schema())(_schema())
    errors = [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in validator.iter_errors(document)]
    assert errors == []


def test_there_is_one_contract_per_dataset_of_the_issue() -> None:
    assert set(all_contracts()) >= {
        "unodc/coca_area_by_zone", "unodc/coca_area_by_department", "unodc/coca_area_national", "unodc/coca_area_by_district",
        "corah/eradication_bulletin", "pirdais/titling_plan", "pirdais/achievements", "pirdais/budget_figures",
        "registry/indicators", "registry/targets", "registry/published_figures",
    }  # fmt: skip
    assert len(CONTRACTS) == len(all_contracts())


def test_every_column_has_a_name_in_both_languages() -> None:
    """The names stand inside the sentences about refused rows, which quote them: a quotation mark would end the text."""
    columns = [(contract.id, column) for contract in all_contracts().values() for column in contract.columns]
    assert [(name, column.name) for name, column in columns if not column.label_es or not column.label_en] == []
    assert [(name, column.name) for name, column in columns if set(column.label_es + column.label_en) & set("'«»")] == []


@pytest.mark.parametrize("contract", all_contracts().values(), ids=lambda contract: contract.relation)
def test_a_contract_says_who_what_and_how(contract: object) -> None:
    from sources.contract import Contract

    assert isinstance(contract, Contract)
    for text in (
        contract.title_es,
        contract.title_en,
        contract.purpose_es,
        contract.grain,
        contract.owner_es,
        contract.owner_en,
        contract.licence,
    ):
        assert len(text) >= 3
    assert contract.freshness_days > 0
    assert contract.key
    # A target of the strategy may have no year; every other part of a key is required.
    assert {name for name in contract.key if not contract.column(name).required} <= {"year"}
    names = [column.name for column in contract.columns]
    assert len(names) == len(set(names))
    headings = [heading for column in contract.columns for heading in {*map(str.casefold, column.aliases)}]
    assert len(headings) == len(set(headings)), "two columns answer to one heading"
    assert all(column.aliases for column in contract.columns)


def test_a_contract_without_a_team_is_refused(tmp_path: Path) -> None:
    document = yaml.safe_load(CONTRACTS[0].read_text(encoding="utf-8"))
    del document["team"]
    path = tmp_path / "x.contract.yml"
    path.write_text(yaml.safe_dump(document), encoding="utf-8")
    with pytest.raises(ValueError, match="names no team"):
        load_contract(path)


def test_a_contract_with_an_unknown_layout_field_is_refused(tmp_path: Path) -> None:
    document = yaml.safe_load(CONTRACTS[0].read_text(encoding="utf-8"))
    next(item for item in document["customProperties"] if item["property"] == "layout")["value"]["shepe"] = "long"
    path = tmp_path / "x.contract.yml"
    path.write_text(yaml.safe_dump(document), encoding="utf-8")
    with pytest.raises(ValueError, match="shepe"):
        load_contract(path)


def test_a_column_is_public_unless_its_classification_says_personal(tmp_path: Path) -> None:
    document = yaml.safe_load(CONTRACTS[0].read_text(encoding="utf-8"))
    document["schema"][0]["properties"][0]["classification"] = "personal"
    path = tmp_path / "x.contract.yml"
    path.write_text(yaml.safe_dump(document), encoding="utf-8")
    contract = load_contract(path)
    assert [column.is_personal for column in contract.columns] == [True, *[False] * (len(contract.columns) - 1)]
    assert contract.holds_personal_data
    assert not load_contract(CONTRACTS[0]).holds_personal_data


@pytest.mark.parametrize("word", ["Personal", "restricted", "personnal"])
def test_a_classification_that_nobody_would_heed_is_refused(tmp_path: Path, word: str) -> None:
    document = yaml.safe_load(CONTRACTS[0].read_text(encoding="utf-8"))
    document["schema"][0]["properties"][0]["classification"] = word
    path = tmp_path / "x.contract.yml"
    path.write_text(yaml.safe_dump(document), encoding="utf-8")
    with pytest.raises(ValueError, match="classification"):
        load_contract(path)


def test_what_has_happened_lies_between_two_days_that_its_contract_names() -> None:
    """A day outside the calendar would break the build for every file; inside its contract's range it is one refused row."""
    assert outside_calendar(all_contracts().values()) == []
    contract = all_contracts()["unodc/coca_area_national"]
    columns = tuple(column.model_copy(update={"minimum": None}) for column in contract.columns)
    assert outside_calendar([contract.model_copy(update={"columns": columns})]) == ["unodc/coca_area_national.year"]
    # A budget is spent in a year that has begun: a line of 2042 is a refused row.
    assert all_contracts()["pirdais/budget_execution"].column("ano_eje").not_after_publication


def test_the_generated_files_of_the_dbt_project_do_not_drift() -> None:
    expected = staging_files()
    written = {path for path in (DBT_PROJECT / "models" / "staging").glob("*/*") if path.is_file()}
    assert {path.name for path in written} == {path.name for path in expected if path.parent.name != "macros"}
    drifted = [path.name for path, text in expected.items() if path.read_text(encoding="utf-8") != text]
    assert drifted == [], "run `make staging`"


@pytest.mark.parametrize("file", EXTRACTS, ids=lambda file: file.name)
def test_every_extract_has_a_sidecar_with_citation_and_evidence(file: LandingFile) -> None:
    assert file.sidecar_file.path.exists()
    sidecar = file.sidecar()
    _, day, edition = file.identity()
    assert sidecar.title
    assert len(sidecar.citation) > 10
    assert sidecar.edition == edition
    assert sidecar.licence
    # Dated to a year or a month, an extract counts from its last day; none is of the future.
    assert day <= date(2026, 12, 31)
    text = " ".join((sidecar.title, sidecar.citation, sidecar.note_es, sidecar.note_en, file.name)).casefold()
    assert not re.search(r"sint[eé]tic|synthetic|demostraci[oó]n|demonstration data|faker|random", text)


def test_every_sidecar_belongs_to_an_extract() -> None:
    beside = {file.sidecar_file.path for file in EXTRACTS}
    found = {path for root in (PUBLISHED, REGISTRY) for path in root.rglob("*.meta.yml")}
    assert found == beside


def test_a_file_in_circulation_without_a_source_says_so_in_its_name_and_grade() -> None:
    for file in EXTRACTS:
        if "sin-fuente" in file.name:
            assert file.sidecar().evidence == "unverified", file.name


def test_who_answers_has_one_name_everywhere() -> None:
    """An officer who looks for «who corrects this» finds one name, in contracts, rules, reconciliations and reference sheets."""
    pairs = {(contract.owner_es, contract.owner_en) for contract in all_contracts().values()}
    for path in (PROJECT_ROOT / "expectations" / "rules").glob("*.yml"):
        owners = yaml.safe_load(path.read_text(encoding="utf-8")).get("owners", {})
        pairs |= {(owner["owner_es"], owner["owner_en"]) for owner in owners.values()}
    for path in (PROJECT_ROOT / "sources" / "reference" / "registry" / "indicators").glob("*[!a].yml"):
        sheet = yaml.safe_load(path.read_text(encoding="utf-8"))
        if "owner_es" in sheet:
            pairs.add((sheet["owner_es"], sheet["owner_en"]))
    with (PROJECT_ROOT / "dbt_project" / "seeds" / "seed_reconciliation.csv").open(encoding="utf-8") as stream:
        pairs |= {(row["owner_es"], row["owner_en"]) for row in csv.DictReader(stream)}
    assert pairs == {
        ("CORAH – Ministerio del Interior", "CORAH – Ministry of the Interior"),
        ("DEVIDA – Dirección de Articulación Territorial", "DEVIDA – Territorial Articulation Directorate"),
        ("DEVIDA – Dirección de Promoción y Monitoreo", "DEVIDA – Promotion and Monitoring Directorate"),
        ("DEVIDA – Oficina de Planeamiento y Presupuesto", "DEVIDA – Planning and Budget Office"),
        ("Equipo de csad-warehouse", "csad-warehouse team"),
        ("Gobiernos locales", "Local governments"),
        ("MEF – DEVIDA (presupuesto)", "MEF – DEVIDA (budget)"),
    }


def test_the_fact_takes_every_kind_that_the_contract_admits() -> None:
    """A kind that the contract admits and the fact does not would stop every release."""
    path = PROJECT_ROOT / "dbt_project" / "models" / "core" / "fct_eradication.yml"
    [model] = yaml.safe_load(path.read_text(encoding="utf-8"))["models"]
    [column] = [item for item in model["columns"] if item["name"] == "report_type"]
    [told] = [test["accepted_values"]["arguments"]["values"] for test in column["data_tests"] if "accepted_values" in test]
    assert set(told) == set(all_contracts()["corah/eradication_bulletin"].column("report_type").allowed)
