"""A code is not a text: files whose codes lost their zeros say what the same files with zeros say, and the sender is told."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import budget_lines
import pytest
from budget_lines import line
from scenario import Warehouse, cited, put, put_workbook

from sources.contract import all_contracts

FOLDER = "pirdais/budget_execution"
DISTRICTS = "unodc/coca_area_by_district"
BUDGET = all_contracts()["pirdais/budget_execution"]
CODES = {column.aliases[0]: column.width for column in BUDGET.columns if column.width is not None}
DEPARTMENTS = {"01": "AMAZONAS", "05": "AYACUCHO", "22": "SAN MARTIN", "25": "UCAYALI", "98": "EXTERIOR"}
NEEDED = [BUDGET.column(name).aliases[0] for name in BUDGET.layout.needed_columns]
# Two lines of different rows of the budget, which look alike where only the needed columns came.
SAME_TWICE = [line(ANO_EJE=2020, MES_EJE=1, SEC_FUNC=number, DEPARTAMENTO_META="25", MONTO_DEVENGADO="7.00") for number in (1, 2)]
# Code and name of the department: alike, the code without its zero, a name that nobody knows, and two places in one row.
BESIDE = [
    {"DEPARTAMENTO_META": code, "DEPARTAMENTO_META_NOMBRE": name}
    for code, name in (("22", "San Martín"), ("5", "AYACUCHO"), ("98", "EXTERIOR"), ("98", "UCAYALI"), ("5", "SAN MARTIN"))
]
PLACES = [("010103", "BALSAS", 62.8), ("010402", "CAMPORREDONDO", 216.9), ("250303", "CURIMANA", 10.5)]


def whole_lines(year: int) -> list[dict[str, str]]:
    """Forty lines of programme 0072 with codes of every width, the same for every year."""
    chance = random.Random(72)  # noqa: S311 - the same lines in every run
    lines = []
    for number in range(40):
        codes = {name: str(chance.randrange(10**width)).zfill(width) for name, width in CODES.items()}
        place = chance.choice(sorted(DEPARTMENTS))
        codes |= {"PROGRAMA_PPTO": "0072", "DEPARTAMENTO_META": place, "DEPARTAMENTO_META_NOMBRE": DEPARTMENTS[place]}
        month = {"MES_EJE": number % 3, "MONTO_PIM" if number % 3 == 0 else "MONTO_DEVENGADO": f"{1000 + number}.00"}
        lines.append(line(ANO_EJE=year, SEC_FUNC=number, NIVEL_GOBIERNO=chance.choice("ERM"), **codes, **month))
    return lines


def as_numbers(lines: list[dict[str, str]]) -> list[dict[str, str]]:
    """The lines as a spreadsheet keeps them that takes every code for a number."""
    return [{name: str(int(text)) if name in CODES else text for name, text in item.items()} for item in lines]


def other_header(lines: list[dict[str, str]]) -> str:
    """The lines with a number in front, an amount behind that the contract does not know, and another spelling."""
    numbered = [{**item, "_id": str(number), "MONTO_GIRADO_ANUAL": "9.00"} for number, item in enumerate(lines)]
    columns = ["_id", *budget_lines.COLUMNS, "MONTO_GIRADO_ANUAL"]
    return budget_lines.text(numbered, columns=columns).replace('"PROGRAMA_PPTO"', '"PROGRAMA_PPT0"', 1)


@pytest.fixture(scope="module")
def codes(scenario: Callable[..., Warehouse]) -> Warehouse:
    warehouse = scenario("codes", programmes="0030,0072")
    landing = warehouse.settings.landing
    whole, eaten = budget_lines.text(whole_lines(2023)), budget_lines.text(as_numbers(whole_lines(2024)))
    put(landing, f"{FOLDER}/2025-01-31__2023-gasto.csv", whole, cited("2023-gasto"))
    put(landing, f"{FOLDER}/2025-02-28__2024-gasto.csv", eaten, cited("2024-gasto"))
    annex: list[list[object]] = [["UBIGEO", "Distrito", "2023"], *([int(code), name, ha] for code, name, ha in PLACES)]
    put_workbook(landing, f"{DISTRICTS}/2026-01-31__sin-ceros.xlsx", {"Anexo": annex}, sidecar=cited("sin-ceros"))
    local = [item | {"SECTOR": "", "PLIEGO": ""} if item["NIVEL_GOBIERNO"] == "M" else item for item in whole_lines(2022)]
    put(landing, f"{FOLDER}/2025-03-31__2022-gasto.csv", budget_lines.text(local), cited("2022-gasto"))
    put(landing, f"{FOLDER}/2025-04-30__2021-gasto.csv", other_header(whole_lines(2021)), cited("2021-gasto"))
    compact = [*whole_lines(2020), *SAME_TWICE]
    put(landing, f"{FOLDER}/2025-05-31__2020-gasto.csv", budget_lines.text(compact, columns=NEEDED), cited("2020-gasto"))
    lost = [item | {"PROGRAMA_PPTO": "0030"} for item in whole_lines(2019)]
    put(landing, f"{FOLDER}/2025-06-30__2019-gasto.csv", budget_lines.text(lost), cited("2019-gasto"))
    swapped = [line(ANO_EJE=2018, MES_EJE=0, SEC_FUNC=number, MONTO_PIM="5.00", **place) for number, place in enumerate(BESIDE)]
    put(landing, f"{FOLDER}/2025-07-31__2018-gasto.csv", budget_lines.text(swapped), cited("2018-gasto"))
    assert warehouse.run().released
    return warehouse


def released(warehouse: Warehouse, year: int) -> list[tuple[Any, ...]]:
    return warehouse.released(
        """select gov_level_code, department_code, department_name, pim_pen, accrued_pen, exec_pct, verdict
           from marts.mart_budget_by_level where year = ? order by all""",
        year,
    )


def told(warehouse: Warehouse, rule: str) -> list[tuple[str, str]]:
    """File and first words of each finding of a rule."""
    return warehouse.released(
        "select file, text_es from control.ctl_issue where rule_id = ? and closed_at is null order by all", rule
    )


def test_a_budget_file_without_zeros_gives_the_figures_of_the_file_with_zeros(codes: Warehouse) -> None:
    assert len(released(codes, 2023)) > 5
    assert released(codes, 2024) == released(codes, 2023)


def test_every_code_of_every_line_gets_its_zeros_back(codes: Warehouse) -> None:
    by_name = {column.aliases[0]: column.name for column in BUDGET.columns}
    columns = ", ".join(by_name[name] for name in CODES)
    query = f"select {columns} from staging.stg_pirdais__budget_execution where ano_eje = ? order by _row"
    truth = [tuple(item[name] for name in CODES) for item in whole_lines(2023)]
    assert codes.built(query, 2023) == truth
    assert codes.built(query, 2024) == truth


def test_a_district_code_without_its_zero_is_the_district(codes: Warehouse) -> None:
    rows = codes.built(
        """select ubigeo, _code_of_ubigeo, cast(area_ha as double)
           from staging.stg_unodc__coca_area_by_district where _file like ?""",
        "%sin-ceros%",
    )
    assert sorted(rows) == [(code, code, hectares) for code, _, hectares in PLACES]


def test_the_sender_is_told_which_column_lost_its_zeros(codes: Warehouse) -> None:
    found = told(codes, "G22")
    labels = {column.label_es for column in BUDGET.columns if column.width}
    eaten = [text for file, text in found if file == f"{FOLDER}/2025-02-28__2024-gasto.csv"]
    # Forty products of seven digits may all begin with another digit than zero.
    assert {label for label in labels if any(f"«{label}»" in text for text in eaten)} >= {
        "Programa presupuestal",
        "Sector",
        "Meta",
    }
    assert any("(filas: 40; la primera: 2): «72» se leyó como «0072»" in text for text in eaten)
    assert [text for file, text in found if "2023-gasto" in file] == []
    (annex,) = [text for file, text in found if file == f"{DISTRICTS}/2026-01-31__sin-ceros.xlsx"]
    assert "(filas: 2; la primera: 2): «10103» se leyó como «010103»" in annex


def test_local_governments_without_sector_and_pliego_are_counted(codes: Warehouse) -> None:
    assert released(codes, 2022) == released(codes, 2023)


def test_a_header_with_more_columns_and_another_spelling_is_read_and_told(codes: Warehouse) -> None:
    assert released(codes, 2021) == released(codes, 2023)
    (text,) = [text for file, text in told(codes, "G23") if "2021-gasto" in file]
    assert "no se leen «_id», «MONTO_GIRADO_ANUAL»; se leen con otro nombre «PROGRAMA_PPT0» (PROGRAMA_PPTO)." in text


def test_a_compact_file_is_counted_line_by_line_and_told(codes: Warehouse) -> None:
    sums = "select sum(pim_pen), sum(accrued_pen) from marts.mart_budget_by_level where year = ?"
    ((pim, accrued),) = codes.released(sums, 2023)
    assert codes.released(sums, 2020) == [(pim, accrued + 14)]
    (text,) = [text for file, text in told(codes, "G24") if "2020-gasto" in file]
    assert "«SEC_FUNC»" in text


def test_a_file_whose_accepted_rows_reach_no_figure_is_told(codes: Warehouse) -> None:
    """The programme was asked for and loaded, and no indicator counts it."""
    found = [(file, text) for file, text in told(codes, "G25") if FOLDER in file]
    assert [file for file, _ in found] == [f"{FOLDER}/2025-06-30__2019-gasto.csv"]
    assert "(cantidad: 40) y ninguna llega a una cifra" in found[0][1]


def test_a_line_whose_code_and_name_are_two_places_is_quarantined_with_both(codes: Warehouse) -> None:
    rows = codes.released(
        "select _row, reason_es, reason_en from control.ctl_quarantine where _file like '%2018-gasto%' order by 1"
    )
    assert rows == [
        (
            5,
            "«98» no es el código de «UCAYALI», que es «25» (columna «Departamento de la meta»): "
            "el código y el nombre dicen lugares distintos.",
            "'98' is not the code of 'UCAYALI', which is '25' (column 'Department of the budget target (meta)'): "
            "the code and the name say different places.",
        ),
        (
            6,
            "«5» no es el código de «SAN MARTIN», que es «22» (columna «Departamento de la meta»): "
            "el código y el nombre dicen lugares distintos.",
            "'5' is not the code of 'SAN MARTIN', which is '22' (column 'Department of the budget target (meta)'): "
            "the code and the name say different places.",
        ),
    ]
