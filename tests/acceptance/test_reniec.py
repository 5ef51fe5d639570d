"""District codes of RENIEC: a file is converted as a whole when every name agrees with that list, and never in part."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable

import pytest
from scenario import REGISTRY, Warehouse, cited, put_workbook

FOLDER = "unodc/coca_area_by_district"
LISTED, MIXED, NAMELESS = (
    f"{FOLDER}/2026-0{month}-28__{name}.xlsx" for month, name in enumerate(("reniec", "mezcla", "mudo"), 1)
)


def districts() -> list[dict[str, str]]:
    """Thirty districts whose code in one list is the code of another district in the other."""
    (path,) = (REGISTRY / "registry" / "territories").glob("*.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["nivel"] == "distrito"]
    codes = {row["ubigeo"] for row in rows}
    moved = [row for row in rows if row["reniec"] and row["reniec"] != row["ubigeo"] and row["reniec"] in codes]
    return random.Random(26).sample(moved, 30)  # noqa: S311  # the same districts in every run


PLACES = districts()


@pytest.fixture(scope="module")
def lists(scenario: Callable[..., Warehouse]) -> Warehouse:
    warehouse = scenario("reniec")
    rows = [[int(place["reniec"]), place["nombre"].upper(), number] for number, place in enumerate(PLACES, 1)]
    mixed = [[PLACES[0]["reniec"], PLACES[1]["nombre"], 1], *rows[1:]]
    for name, year, table in (
        (LISTED, 2024, rows),
        (MIXED, 2023, mixed),
        (NAMELESS, 2022, [[row[0], "", row[2]] for row in rows]),
    ):
        sheet = [["UBIGEO", "Distrito", str(year)], *table]
        put_workbook(warehouse.settings.landing, name, {"Anexo": sheet}, sidecar=cited(name.rpartition("__")[2].split(".")[0]))
    assert warehouse.run().released
    return warehouse


def accepted(warehouse: Warehouse, name: str) -> list[tuple[str, str]]:
    query = "select ubigeo, _code_of_ubigeo from staging.stg_unodc__coca_area_by_district where _file = ? order by _row"
    return [(str(given), str(code)) for given, code in warehouse.built(query, name)]


def rules_about(warehouse: Warehouse, name: str) -> set[str]:
    found = warehouse.released("select distinct rule_id from control.ctl_issue where file = ? and closed_at is null", name)
    return {rule.partition(".")[0] for (rule,) in found}


def test_a_file_whose_names_all_agree_with_reniec_is_converted_as_a_whole_and_told(lists: Warehouse) -> None:
    assert accepted(lists, LISTED) == [(place["reniec"], place["ubigeo"]) for place in PLACES]
    rows = lists.built("select territory_code, area_ha from core.fct_coca_area_snapshot where _file = ? order by area_ha", LISTED)
    assert [(code, int(hectares)) for code, hectares in rows] == [(place["ubigeo"], n) for n, place in enumerate(PLACES, 1)]
    assert "G26" in rules_about(lists, LISTED)
    assert "G21" not in rules_about(lists, LISTED)


def test_a_file_of_which_one_name_disagrees_is_not_converted_and_is_kept_back(lists: Warehouse) -> None:
    assert all(given == code for given, code in accepted(lists, MIXED))
    assert "G21" in rules_about(lists, MIXED)
    assert "G26" not in rules_about(lists, MIXED)
    released = "select count(area_ha) from marts.mart_coca_area_series where territory_level = 'distrito' and year = 2023"
    assert lists.released(released) == [(0,)]


def test_codes_without_names_are_those_of_inei(lists: Warehouse) -> None:
    assert [given for given, _ in accepted(lists, NAMELESS)] == [place["reniec"] for place in PLACES]
    assert all(given == code for given, code in accepted(lists, NAMELESS))
    assert "G26" not in rules_about(lists, NAMELESS)
