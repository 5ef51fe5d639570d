"""The budget file from landing to mart: figures added up by hand, a corrected year, other programmes, the same file again."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import budget_lines
import pytest
from budget_lines import line
from scenario import EXTRACTS, Warehouse, put, put_sidecar

from orchestration.loading.warehouse import open_warehouse

FOLDER = "pirdais/budget_execution"
SIDECAR = {"title": "Datos de demostración", "citation": "Generado para la prueba", "evidence": "synthetic"}
AMOUNTS = "pia_pen, pim_pen, certified_pen, annual_commitment_pen, commitment_pen, accrued_pen, paid_pen"
TRANSFERS = "transfer_pim_pen, consolidated_pim_pen, consolidated_accrued_pen, exec_pct, share_pct"


def amounts(
    *, pia: str = "0.00", pim: str = "0.00", certified: str = "0.00", annual: str = "0.00", committed: str = "0.00",
    accrued: str = "0.00", paid: str = "0.00",
) -> dict[str, str]:  # fmt: skip
    return {
        "MONTO_PIA": pia, "MONTO_PIM": pim, "MONTO_CERTIFICADO": certified, "MONTO_COMPROMETIDO_ANUAL": annual,
        "MONTO_COMPROMETIDO": committed, "MONTO_DEVENGADO": accrued, "MONTO_GIRADO": paid,
    }  # fmt: skip


def budget(year: int, month: int, level: str, department: str, *, generic: str = "3", **given: str) -> dict[str, str]:
    return line(
        ANO_EJE=year, MES_EJE=month, NIVEL_GOBIERNO=level, DEPARTAMENTO_META=department, GENERICA=generic, **amounts(**given)
    )


YEAR_2024 = [
    budget(2024, 0, "E", "22", pia="1000.00", pim="1200.00"),
    budget(2024, 1, "E", "22", certified="800.00", annual="700.00", committed="600.00", accrued="500.00", paid="400.00"),
    budget(2024, 12, "E", "22", committed="-50.25", accrued="-50.25"),  # a reversal
    budget(2024, 0, "R", "22", generic="4", pim="300.00"),  # money that another government will spend
    budget(
        2024, 2, "R", "22", generic="4", certified="300.00", annual="300.00", committed="300.00", accrued="300.00", paid="300.00"
    ),
    budget(2024, 0, "M", "98", pim="100.00"),
    budget(2024, 3, "M", "98", certified="80.00", annual="80.00", committed="60.00", accrued="40.00", paid="40.00"),
    line(ANO_EJE=2024, MES_EJE=0, PROGRAMA_PPTO="0068", PROGRAMA_PPTO_NOMBRE="DESASTRES", **amounts(pim="10000.00")),
    line(ANO_EJE=2024, PROGRAMA_PPTO=""),
]
YEAR_2025 = [
    budget(2025, 0, "E", "22", pia="1500.00", pim="2000.00"),
    budget(2025, 1, "E", "22", certified="900.00", annual="900.00", committed="500.00", accrued="100.00", paid="100.00"),
]
YEAR_2025_CORRECTED = [
    budget(2025, 0, "E", "22", pia="1500.00", pim="2500.00"),
    budget(2025, 1, "E", "22", certified="900.00", annual="900.00", committed="500.00", accrued="150.00", paid="100.00"),
    budget(2025, 2, "E", "15", accrued="0.00", paid="0.00"),
]
STRAY = budget(2024, 0, "E", "22", pim="77.00")


def decimals(*texts: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(text) for text in texts)


MART_2024 = [
    ("GGLL", "98", *decimals("0", "100", "80", "80", "60", "40", "40", "0", "100", "40", "40", "7.6923")),
    (
        "GGNN",
        "22",
        *decimals("1000", "1200", "800", "700", "549.75", "449.75", "400"),
        *decimals("0", "1200", "449.75", "37.4792", "92.3077"),
    ),
    # Nothing but a transfer: whoever receives it executes it.
    (
        *("GGRR", "22", *decimals("0", "300", "300", "300", "300", "300", "300", "300", "0", "0")),
        None,
        Decimal("0"),
    ),
]


def mart(warehouse: Warehouse, year: int) -> list[tuple[Any, ...]]:
    return warehouse.released(
        f"""select gov_level_code, department_code, {AMOUNTS}, {TRANSFERS}
            from marts.mart_budget_by_level where year = ? order by gov_level_code, department_code""",
        year,
    )


def facts(warehouse: Warehouse) -> list[tuple[Any, ...]]:
    return warehouse.built("select * from core.fct_budget_month order by source_row_sk")


def counts(warehouse: Warehouse) -> list[tuple[Any, ...]]:
    return warehouse.released(
        f"""select file_name, rows_read, rows_accepted, rows_filtered, rows_quarantined from control.ctl_delivery
            where file_name like '{FOLDER}/%' and status = 'loaded' order by file_name"""
    )


def land(landing: Path, name: str, lines: list[dict[str, str]]) -> None:
    put(landing, f"{FOLDER}/{name}.csv", budget_lines.text(lines), {**SIDECAR, "edition": name.partition("__")[2]})


def mark(warehouse: Warehouse, text: str) -> None:
    """Leave a mark in every fact and every typed row: who builds a row anew wipes it out."""
    with open_warehouse(warehouse.settings.build_database) as connection:
        connection.execute("update core.fct_budget_month set executing_unit_name = ?", [text])
        connection.execute("update staging.stg_pirdais__budget_execution set ejecutora_nombre = ?", [text])


def marked_years(warehouse: Warehouse, text: str) -> dict[str, list[int]]:
    facts = "select distinct year from core.fct_budget_month where executing_unit_name = ? order by all"
    typed = "select distinct ano_eje from staging.stg_pirdais__budget_execution where ejecutora_nombre = ? order by all"
    return {name: [row[0] for row in warehouse.built(query, text)] for name, query in (("facts", facts), ("typed", typed))}


def failed_rules(warehouse: Warehouse) -> set[str]:
    assert warehouse.outcome is not None
    return {result.rule_id for result in warehouse.outcome.results if result.status == "failed"}


@dataclass
class Story:
    """What the release said after each step of one home, and the home itself as the last step left it."""

    warehouse: Warehouse
    outcomes: dict[str, Any]
    said: dict[str, Any]


@pytest.fixture(scope="module")
def story(scenario: Callable[..., Warehouse]) -> Story:
    home = scenario("budget")
    outcomes, said = {}, {}

    def run(step: str) -> None:
        outcomes[step] = home.run()
        assert home.outcome is not None and home.outcome.released, home.outcome.refusals
        said[step] = {"2024": mart(home, 2024), "2025": mart(home, 2025), "facts": facts(home), "counts": counts(home)}
        said[step]["report"] = json.loads(next(home.settings.current.resolve().rglob("report.json")).read_text(encoding="utf-8"))

    land(home.settings.landing, "2025-01-31__2024-gasto", YEAR_2024)
    land(home.settings.landing, "2025-02-28__2025-gasto", YEAR_2025)
    run("first")
    mark(home, "huella")
    # A corrected year, and one stray line of the other year came along.
    land(home.settings.landing, "2025-03-31__2025-gasto", [*YEAR_2025_CORRECTED, STRAY])
    land(home.settings.landing, "2025-03-31__2024-otra-vez", YEAR_2024)
    run("corrected")
    said["corrected"] |= {
        "failed": failed_rules(home),
        "marked": marked_years(home, "huella"),
        "2024 in facts": home.built("select count(*), sum(pim_pen) from core.fct_budget_month where year = 2024"),
        "typed 2025": home.built("select count(*) from staging.stg_pirdais__budget_execution where ano_eje = 2025"),
        "2025 in facts": home.built("select count(*) from core.fct_budget_month where year = 2025"),
    }
    home.settings = home.settings.model_copy(update={"programmes": "0068,0072"})
    run("programmes")
    return Story(home, outcomes, said)


def test_amounts_by_level_and_department_are_those_added_up_by_hand(story: Story) -> None:
    """The reversal lowers the year, department 98 is abroad, and what is transferred counts where it is spent."""
    assert story.said["first"]["2024"] == MART_2024
    assert story.said["first"]["2025"] == [
        ("GGNN", "22", *decimals("1500", "2000", "900", "900", "500", "100", "100", "0", "2000", "100", "5", "100"))
    ]


def test_lines_read_are_accepted_filtered_or_quarantined(story: Story) -> None:
    assert story.said["first"]["counts"] == [
        (f"{FOLDER}/2025-01-31__2024-gasto.csv", 9, 7, 1, 1),
        (f"{FOLDER}/2025-02-28__2025-gasto.csv", 2, 2, 0, 0),
    ]
    rows = story.outcomes["first"].rows
    assert rows["read"] == rows["accepted"] + rows["filtered"] + rows["quarantined"]
    assert rows["filtered"] == 1


def test_a_corrected_year_replaces_only_itself(story: Story) -> None:
    assert story.said["corrected"]["2024"] == MART_2024
    assert story.said["corrected"]["2025"] == [
        ("GGNN", "15", *decimals("0", "0", "0", "0", "0", "0", "0", "0", "0", "0"), None, Decimal("0")),
        ("GGNN", "22", *decimals("1500", "2500", "900", "900", "500", "150", "100", "0", "2500", "150", "6", "100")),
    ]


def test_the_other_year_stands_as_it_was_mark_and_all(story: Story) -> None:
    """The history is not built again when a year is corrected, although a stray line of the other year came along."""
    corrected = story.said["corrected"]
    assert "R8.7" in corrected["failed"]
    assert "R8.8" not in corrected["failed"]
    assert corrected["marked"] == {"facts": [2024], "typed": [2024]}
    assert corrected["2024 in facts"] == [(7, Decimal("1600.00"))]
    assert corrected["typed 2025"] == [(3,)]
    assert corrected["2025 in facts"] == [(3,)]


def test_the_same_file_under_another_name_is_not_loaded_twice(story: Story) -> None:
    load = story.outcomes["corrected"].load
    assert (len(load.new), load.unchanged, load.refused) == (1, len(EXTRACTS) + 3, [])
    # The later publication of an edition supersedes the earlier one.
    assert [row[0] for row in story.said["corrected"]["counts"]] == [
        f"{FOLDER}/2025-01-31__2024-gasto.csv",
        f"{FOLDER}/2025-03-31__2025-gasto.csv",
    ]


def test_other_programmes_are_read_again_from_the_same_files(story: Story) -> None:
    load = story.outcomes["programmes"].load
    assert (len(load.new), load.unchanged) == (3, len(EXTRACTS) + 1)
    assert story.said["programmes"]["counts"][0] == (f"{FOLDER}/2025-01-31__2024-gasto.csv", 9, 8, 0, 1)
    pim = "select programme_code, sum(pim_pen) from core.fct_budget_month where year = 2024 group by all order by all"
    assert story.warehouse.released(pim) == [("0068", Decimal("10000.00")), ("0072", Decimal("1600.00"))]
    # The indicator is the execution of PIRDAIS, whatever else was loaded.
    assert story.said["programmes"]["2024"] == MART_2024


@pytest.fixture(scope="module")
def fresh(scenario: Callable[..., Warehouse]) -> Warehouse:
    """A home built from nothing on the files that the story ended with."""
    home = scenario("budget_from_nothing", programmes="0068,0072")
    home.settings.build_database.unlink()
    land(home.settings.landing, "2025-01-31__2024-gasto", YEAR_2024)
    land(home.settings.landing, "2025-03-31__2025-gasto", [*YEAR_2025_CORRECTED, STRAY])
    assert home.run().released
    return home


def test_after_several_runs_the_facts_are_those_of_a_home_built_from_nothing(story: Story, fresh: Warehouse) -> None:
    assert facts(fresh) == facts(story.warehouse)
    assert len(facts(fresh)) == 8 + 3


def test_a_year_that_its_edition_no_longer_has_leaves_the_facts(fresh: Warehouse) -> None:
    """The last test of this home: another edition, then another description."""
    land(fresh.settings.landing, "2025-04-30__2024-gasto", [budget(2023, 0, "E", "22", pim="10.00")])
    assert fresh.run().released
    assert fresh.built("select distinct year from core.fct_budget_month order by all") == [(2023,), (2025,)]
    assert "R8.8" in failed_rules(fresh)
    # Another description of a delivery changes rows that stand: everything begins afresh.
    mark(fresh, "otra huella")
    description = {**SIDECAR, "edition": "2025-gasto", "citation": "Otra cita"}
    put_sidecar(fresh.settings.landing / FOLDER / "2025-03-31__2025-gasto.csv", description)
    assert fresh.load_and_build().build.succeeded
    assert marked_years(fresh, "otra huella") == {"facts": [], "typed": []}


def test_demonstration_data_says_so(story: Story, base: Warehouse) -> None:
    assert story.said["first"]["report"]["run"]["demonstration"] is True
    notes = story.warehouse.released("select distinct note_es, evidence from marts.mart_budget_by_level")
    assert notes
    assert all("Datos de demostración: no describen la realidad." in note for note, _ in notes)
    assert {evidence for _, evidence in notes} == {"synthetic"}
    published = json.loads(next(base.settings.current.resolve().rglob("report.json")).read_text(encoding="utf-8"))
    assert published["run"]["demonstration"] is False
