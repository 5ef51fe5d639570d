"""Rules as data: what a rule may say, how it repeats per dataset, and the errors that name what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from expectations.rule import DatasetFacts, Rule, load_rules
from orchestration.building.rules import project_rules
from orchestration.settings import PROJECT_ROOT
from sources.contract import all_contracts

RULES_FOLDER = PROJECT_ROOT / "expectations" / "rules"
OWNERS = {"us": {"owner_es": "Nosotros", "owner_en": "Us"}}
ENTRY: dict[str, Any] = {
    "id": "T1", "severity": "mayor", "dimension": "validez", "owner": "us", "relation": "core.dim_indicator",
    "title_es": "t", "title_en": "t", "message_es": "m", "message_en": "m", "query": "select 1 from {batch}",
}  # fmt: skip


def facts(dataset: str, measure: str | None, key: tuple[str, ...] = ("year",)) -> DatasetFacts:
    return DatasetFacts(
        "unodc",
        dataset,
        f"unodc__{dataset}",
        "Título",
        "Title",
        "Dueño",
        "Owner",
        key,
        measure,
        "ha",
        is_totalled=True,
        is_published=True,
    )


DATASETS = [facts("zonas", "area_ha", ("zone_name", "year")), facts("nombres", None)]


def rules_of(folder: Path, *entries: dict[str, Any]) -> list[Rule]:
    (folder / "x.yml").write_text(yaml.safe_dump({"owners": OWNERS, "rules": list(entries)}), encoding="utf-8")
    return load_rules(folder, DATASETS)


def test_a_rule_takes_the_owner_that_its_file_names(tmp_path: Path) -> None:
    (rule,) = rules_of(tmp_path, ENTRY)
    assert (rule.id, rule.owner_es, rule.owner_en, rule.check_name) == ("T1", "Nosotros", "Us", "T1")


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"severty": "mayor"}, "severty"),
        ({"severity": "grave"}, "severity"),
        ({"dimension": "belleza"}, "dimension"),
        ({"id": "sin espacios por favor"}, "id"),
        ({"relation": "dim_indicator"}, "relation"),
        ({"expectation": "ExpectColumnToExist"}, "either a query of failing rows or a GX expectation"),
        ({"query": None}, "either a query of failing rows or a GX expectation"),
    ],
)
def test_a_wrong_field_is_named(tmp_path: Path, changed: dict[str, Any], named: str) -> None:
    with pytest.raises(ValidationError, match=named):
        rules_of(tmp_path, {**ENTRY, **changed})


def test_a_repeated_id_is_an_error_across_files(tmp_path: Path) -> None:
    (tmp_path / "y.yml").write_text(yaml.safe_dump({"owners": OWNERS, "rules": [ENTRY]}), encoding="utf-8")
    with pytest.raises(ValueError, match="repeated rule ids: T1"):
        rules_of(tmp_path, ENTRY)


def test_a_rule_for_each_dataset_is_filled_with_its_facts(tmp_path: Path) -> None:
    entry = {
        **ENTRY, "id": "T.$dataset", "for_each": "all", "relation": "staging.stg_$relation", "title_es": "De $title_es",
        "query": None, "expectation": "ExpectCompoundColumnsToBeUnique", "arguments": {"column_list": ["_delivery_id", "$key"]},
    }  # fmt: skip
    rules = rules_of(tmp_path, entry)
    assert [(rule.id, rule.relation, rule.arguments, rule.owner_es) for rule in rules] == [
        ("T.zonas", "staging.stg_unodc__zonas", {"column_list": ["_delivery_id", "zone_name", "year"]}, "Dueño"),
        ("T.nombres", "staging.stg_unodc__nombres", {"column_list": ["_delivery_id", "year"]}, "Dueño"),
    ]
    assert rules[0].title_es == "De Título"
    assert rules[0].check_name == "T_zonas"


def test_a_rule_can_ask_for_measured_or_named_datasets(tmp_path: Path) -> None:
    measured = rules_of(tmp_path, {**ENTRY, "id": "M.$dataset", "for_each": "measured", "message_es": "$measure"})
    assert [(rule.id, rule.message_es) for rule in measured] == [("M.zonas", "area_ha")]
    named = rules_of(tmp_path, {**ENTRY, "id": "N.$dataset", "for_each": ["unodc/nombres"]})
    assert [rule.id for rule in named] == ["N.nombres"]


def test_an_unknown_dataset_or_fact_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="unodc/nada"):
        rules_of(tmp_path, {**ENTRY, "id": "N.$dataset", "for_each": ["unodc/nada"]})
    with pytest.raises(KeyError, match="nothing"):
        rules_of(tmp_path, {**ENTRY, "id": "N.$nothing", "for_each": "all"})


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("select 1 from {batch}", "with batch as (select * from core.dim_indicator) select 1 from batch"),
        (
            "with a as (select 1) select * from a, {batch}",
            "with batch as (select * from core.dim_indicator), a as (select 1) select * from a, batch",
        ),
        ("WITH\na as (select 1) select * from a", None),
    ],
)
def test_a_query_reads_its_relation_as_one_batch(query: str, expected: str | None) -> None:
    rule = Rule(**{name: value for name, value in ENTRY.items() if name not in ("owner", "query")}, query=query, **OWNERS["us"])
    sql = " ".join(str(rule.rows_query()).split())
    assert sql == expected or (expected is None and sql.count("with ") == 1)
    assert str(rule.gx_query()).count("{batch}") == 1


def test_the_rules_of_the_project_are_complete_and_bilingual() -> None:
    rules = project_rules(RULES_FOLDER)
    ids = {rule.id for rule in rules}
    assert {f"G{n}" for n in (4, 7, 8, 9, 10, 12, 13, 14, 15)} <= ids
    assert {
        "R3.1",
        "R3.2",
        "R3.3",
        "R3.4",
        "R3.5",
        "R3.6",
        "R5.1",
        "R5.6",
        "R5.8",
        "R22.1",
        "R22.2",
        "R22.3",
        "R22.4",
        "R22.5",
    } <= ids
    assert {f"G1.{contract.dataset}" for contract in all_contracts().values()} <= ids
    assert {rule.id for rule in rules if rule.severity == "invariante"} >= {
        "I1", "I3", "I4", "I5", "I6", "I7", *(f"I2.{contract.dataset}" for contract in all_contracts().values()),
    }  # fmt: skip
    assert {rule.severity for rule in rules if rule.id.startswith(("G3.", "R3.2", "R5.1", "R22.2", "R22.4"))} == {"bloqueante"}
    for rule in rules:
        for es, en in ((rule.title_es, rule.title_en), (rule.message_es, rule.message_en), (rule.owner_es, rule.owner_en)):
            assert es
            assert en
        assert rule.title_es != rule.title_en
        assert rule.message_es != rule.message_en
    assert len({rule.check_name for rule in rules}) == len(rules)
