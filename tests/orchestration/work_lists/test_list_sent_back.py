"""A work list that comes back replaces its file: what was corrected leaves quarantine. Through load and build alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from scenario import Warehouse, cited, put

from orchestration.work_lists.work_list import Observation, write_work_lists

BULLETIN = "corah/eradication_bulletin"


@pytest.fixture(scope="module")
def observed(scenario: Callable[..., Warehouse]) -> tuple[Warehouse, str, list[tuple[object, ...]]]:
    """A warehouse with a bulletin of four rows, two of them in quarantine; its file and what is said of it."""
    warehouse = scenario("listas")
    name = f"{BULLETIN}/2015-11-10__corah-lista.csv"
    days = [("02/11/2015", "Perú;31379"), ("11/02/2105", "Perú;3,5"), ("03/11/2015", "Perú;=cmd|x"), ("04/11/2015", "Perú;12,5")]
    lines = [f"{day};01/01/2015;acumulado;nacional;{place}" for day, place in days]
    text = "\n".join(["Fecha de corte;Desde;Tipo;Nivel;Lugar;Hectáreas", *lines])
    put(warehouse.settings.landing, name, text.encode("cp1252"), cited("corah-lista"))
    assert warehouse.load_and_build().build.succeeded
    return warehouse, name, quarantine(warehouse, name)


def quarantine(warehouse: Warehouse, name: str) -> list[tuple[object, ...]]:
    query = "select _row, column_label, received_value, reason_es from control.ctl_quarantine where _file = ? order by _row"
    return warehouse.built(query, name)


def accepted(warehouse: Warehouse, name: str) -> list[tuple[object, ...]]:
    return warehouse.built(
        "select _row, eradicated_ha from staging.stg_corah__eradication_bulletin where _file = ? order by 1", name
    )


def test_a_list_sent_back_replaces_its_edition_and_a_corrected_row_leaves_quarantine(
    observed: tuple[Warehouse, str, list[tuple[object, ...]]], tmp_path: Path
) -> None:
    warehouse, name, before = observed
    assert [row[:3] for row in before] == [(3, "Fecha de corte", "11/02/2105"), (4, "Hectáreas", "=cmd|x")]
    rows = [Observation(name, "", int(str(row)), str(label), str(reason)) for row, label, _, reason in before]
    made = write_work_lists(warehouse.settings.landing, {"corah": rows}, tmp_path)["corah", name]
    assert made.csv
    text = (tmp_path / made.csv).read_text(encoding="utf-8-sig")

    put(warehouse.settings.landing, name, (tmp_path / made.csv).read_bytes())
    assert warehouse.load_and_build().build.succeeded
    assert quarantine(warehouse, name) == before
    n_rows = warehouse.built("select rows_read from staging.stg_delivery where edition = 'corah-lista'")
    assert n_rows == [(4,)]

    put(warehouse.settings.landing, name, text.replace("11/02/2105", "01/11/2015").replace("'=cmd|x", "7,25"))
    assert warehouse.load_and_build().build.succeeded
    assert quarantine(warehouse, name) == []
    assert [row for row, _ in accepted(warehouse, name)] == [2, 3, 4, 5]
