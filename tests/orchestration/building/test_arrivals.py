"""A run with one new bulletin, by dbt itself: less is built and tested, and the release is that of a whole run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from scenario import Warehouse, cited, put

from orchestration.building.dbt_build import read_manifest
from orchestration.building.downstream import downstream_of
from orchestration.building.last_build import forget_build
from orchestration.loading.warehouse import open_warehouse

_LEDGER = """select rule_id, status, rows_checked, rows_failed from control.ctl_rule_result
             where run_id = ? and rule_id like 'dbt.%' order by 1"""


@dataclass
class Story:
    """The run with the bulletin, then a run that was made to build everything afresh."""

    warehouse: Warehouse
    built: list[str]
    words: tuple[str, str]
    hashes: tuple[Mapping[str, str], Mapping[str, str]]
    ledgers: list[list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def story(scenario: Callable[..., Warehouse]) -> Story:
    warehouse = scenario("arrivals")
    text = (
        "fecha_corte,desde,hasta,tipo,nivel,ámbito,hectáreas,meta_anual\n"
        "2017-03-31,2017-01-01,2017-03-31,acumulado,nacional,Perú,4321,30000\n"
    )
    put(warehouse.settings.landing, "corah/eradication_bulletin/2017-04-05__prueba.csv", text, cited("prueba"))
    first = warehouse.run()
    built = sorted(node.unique_id.split(".")[2] for node in first.build.nodes)
    hashes, ledger = warehouse.release_hashes(), warehouse.built(_LEDGER, first.run_id)
    with open_warehouse(warehouse.settings.build_database) as connection:
        forget_build(connection, afresh=True)
    second = warehouse.run()
    ledgers = [ledger, warehouse.built(_LEDGER, second.run_id)]
    assert first.refusals == second.refusals == []
    return Story(warehouse, built, (first.word, second.word), (hashes, warehouse.release_hashes()), ledgers)


def test_dbt_builds_and_tests_what_the_bulletin_reaches(story: Story) -> None:
    reached = downstream_of(read_manifest(story.warehouse.settings), ["corah__eradication_bulletin"])
    assert story.built == reached
    assert story.warehouse.outcome is not None
    assert len(reached) < len(story.warehouse.outcome.build.nodes) / 2


def test_the_release_is_that_of_a_whole_build(story: Story) -> None:
    assert story.words == ("released", "unchanged")
    assert story.hashes[0] == story.hashes[1]
    figure = "select value from control.ctl_released_value where indicator_code = 'ERAD-YTD' and cutoff_date = date '2017-03-31'"
    assert [float(value) for (value,) in story.warehouse.built(figure)] == [4321.0]


def test_tests_that_did_not_run_again_stand_in_the_ledger(story: Story) -> None:
    assert story.ledgers[0] == story.ledgers[1]
    assert len(story.ledgers[0]) > 20
    assert {row[1] for row in story.ledgers[0]} == {"passed"}
