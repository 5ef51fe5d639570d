"""What a column is expected to hold: an example that keeps the contract, said as an official would."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from orchestration.settings import PROJECT_ROOT
from orchestration.work_lists.expected_value import expected_of
from sources.contract import Column, Contract, all_contracts
from sources.landing import scan
from sources.readers import read_extract
from sources.text import fold

ZONES = "unodc/coca_area_by_zone"
BULLETIN = "corah/eradication_bulletin"
BUDGET = "pirdais/budget_execution"
COLUMNS = [(contract, column) for contract in all_contracts().values() for column in contract.columns]


@pytest.mark.parametrize(("contract", "column"), COLUMNS, ids=lambda item: getattr(item, "id", getattr(item, "name", "")))
@pytest.mark.parametrize("published_on", [None, date(2006, 1, 1), date(2015, 11, 10)])
def test_the_example_keeps_the_contract(contract: Contract, column: Column, published_on: date | None) -> None:
    es, en, example = expected_of(contract, column.name, published_on)
    assert es and en and es != en
    if not example:
        assert not column.required and not column.key_position and column.type == "string"
        return
    typed: float | date | str = example
    if column.type == "date":
        typed = datetime.strptime(example, "%d/%m/%Y").date()
        low, high = (date.fromisoformat(str(bound or limit)) for bound, limit in bounds(column, "0001-01-01", "9999-12-31"))
        assert low <= typed <= high
    elif column.type in ("integer", "number"):
        assert example.lstrip("-").isdecimal()
        typed = float(example)
        assert all(float(low) <= typed <= float(high) for low, high in [limits(column)])
    if column.not_after_publication:
        day = published_on or date(2010, 12, 31)
        assert typed <= (day if column.type == "date" else day.year)  # type: ignore[operator]
    if column.allowed:
        assert fold(example) in [fold(value) for value in column.allowed]


def bounds(column: Column, low: str, high: str) -> list[tuple[object, str]]:
    return [(column.minimum, low), (column.maximum, high)]


def limits(column: Column) -> tuple[float, float]:
    low, high = column.minimum, column.maximum
    return float(low if low is not None else "-inf"), float(high if high is not None else "inf")


def test_examples_of_places_are_in_the_registry() -> None:
    registry = PROJECT_ROOT / "sources" / "reference"
    names: dict[str, set[str]] = {"zona": set(), "departamento": set(), "distrito": set()}
    for file in scan(registry):
        if file.dataset == "coca_zones":
            names["zona"] |= {fold(str(row[1])) for row in read_extract(file).rows}
        if file.dataset == "territories":
            for ubigeo, level, name, *_ in read_extract(file).rows:
                names.setdefault(str(level), set()).add(fold(str(ubigeo if level == "distrito" else name)))
    examples = [(c, expected_of(contract, c.name)[2]) for contract, c in COLUMNS if c.reference]
    assert len(examples) >= 5
    assert not [column.name for column, example in examples if fold(example) not in names[column.reference.level]]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("dataset", "column", "expected"),
    [
        (
            BULLETIN, "cutoff_date",
            (
                "una fecha, día/mes/año, desde 01/01/1983 y no posterior a la publicación del archivo; no puede quedar vacío",
                "a date, day/month/year, from 01/01/1983 on and not later than the publication of the file; it cannot be empty",
                "10/11/2015",
            ),
        ),
        (
            BULLETIN, "eradicated_ha",
            (
                "un número, en hectáreas, que no sea negativo; no puede quedar vacío",
                "a number, in hectares, not negative; it cannot be empty",
                "1250",
            ),
        ),
        (
            ZONES, "zone_name",
            ("el nombre de una zona conocida; no puede quedar vacío", "the name of a known zone; it cannot be empty", "VRAEM"),
        ),
        (
            BUDGET, "nivel_gobierno",
            (
                "uno de estos valores: «E», «R», «M»; no puede quedar vacío",
                "one of these values: «E», «R», «M»; it cannot be empty",
                "E",
            ),
        ),
    ],
)  # fmt: skip
def test_what_is_expected_is_said_as_an_official_would(dataset: str, column: str, expected: tuple[str, str, str]) -> None:
    assert expected_of(all_contracts()[dataset], column, date(2015, 11, 10)) == expected


def test_a_column_that_no_contract_has_is_named() -> None:
    with pytest.raises(KeyError, match="has no column 'hectareas'; it has: "):
        expected_of(all_contracts()[BULLETIN], "hectareas")
