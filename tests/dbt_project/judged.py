"""What dbt said of our SQL: the unit tests of the models and the table of cases of the macros."""

from __future__ import annotations

from dataclasses import dataclass

from orchestration.building.dbt_build import DbtNode, DbtResult
from orchestration.settings import Settings

CASES = "macro_cases"


@dataclass(frozen=True)
class Judged:
    """One ``dbt test`` of both."""

    settings: Settings
    result: DbtResult

    @property
    def cases(self) -> list[DbtNode]:
        return [node for node in self.result.nodes if node.unique_id.split(".")[2] == CASES]

    @property
    def units(self) -> list[DbtNode]:
        return [node for node in self.result.nodes if node.unique_id.split(".")[2] != CASES]
