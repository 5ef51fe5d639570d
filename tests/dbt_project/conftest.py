"""One ``dbt test`` for all that judges our SQL and no data: dbt reads the project once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from judged import CASES, Judged
from scenario import Warehouse

from orchestration.building.dbt_build import run_dbt


@pytest.fixture(scope="session")
def judged(scenario: Callable[..., Warehouse]) -> Judged:
    settings = scenario("judged").settings
    return Judged(settings, run_dbt(settings, "test", ("--select", "test_type:unit", CASES)))
