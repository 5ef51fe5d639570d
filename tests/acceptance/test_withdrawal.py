"""A delivery that is taken back leaves the figures and stays on the page; its file sent again brings it back."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from scenario import Warehouse

NATIONAL = "unodc/coca_area_national/2015-07-15__unodc-2014.csv"
VALUE = "select count(*) from marts.mart_coca_area_series where territory_level = 'pais' and year = 2014 and area_ha = 42900"


def test_a_withdrawal_goes_all_the_way_and_back(scenario: Callable[..., Warehouse]) -> None:
    home = scenario("taken_back")
    assert home.released(VALUE) == [(1,)]
    ((delivery,),) = home.released("select delivery_id from control.ctl_delivery where file_name = ?", NATIONAL)
    told = home.command("withdraw", NATIONAL, "--as", "Ana Ríos, M&E", "--reason", "Es un borrador.")
    assert told.exit_code == 0, told.output
    assert f"{NATIONAL} ({delivery}): retirada por Ana Ríos, M&E" in told.output

    assert home.run().released, home.outcome
    assert home.released(VALUE) == [(0,)]
    assert home.released("select status, rows_accepted from control.ctl_delivery where delivery_id = ?", delivery) == [
        ("withdrawn", None)
    ]
    assert home.released("select delivery_id, withdrawn_by from control.ctl_withdrawal") == [(delivery, "Ana Ríos, M&E")]
    assert "La retiró Ana Ríos, M&amp;E el " in home.page("entregas.html")

    path = home.settings.landing / NATIONAL
    os.utime(path)
    home.load_and_build()
    count = "select count(*) from staging.stg_delivery where delivery_id = ?"
    assert home.built(count, delivery) == [(1,)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nobody.csv", "--as", "Ana", "--reason", "x"], "nothing was loaded of nobody.csv"),
        ([NATIONAL, "--as", " ", "--reason", "x"], "say who takes it back"),
        ([NATIONAL, "--as", "Ana", "--reason", " "], "say why"),
    ],
)
def test_what_cannot_be_taken_back_is_2_and_records_nothing(base: Warehouse, arguments: list[str], said: str) -> None:
    told = base.command("withdraw", *arguments, COLUMNS="200")
    assert told.exit_code == 2
    assert said in told.output
    assert not base.settings.decisions.exists()
