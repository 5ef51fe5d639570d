"""What one run did: the record that every stage adds to and that the command, the report and Dagster read.

Belongs here: plain records without behaviour. Does not belong here: a stage, SQL, a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from expectations.records import RuleResult, RunRecord
from expectations.rule import SEVERITIES

if TYPE_CHECKING:
    from expectations.checks import Evaluation
    from orchestration.building.dbt_build import DbtResult
    from orchestration.engine.protocol import Engine
    from orchestration.loading.load import LoadResult


class AnotherRun(RuntimeError):
    """Another run holds the build database."""


class StageMissing(RuntimeError):
    """A release was asked of a run that did not go through the stages before it."""


class Progress(Protocol):
    """What a run tells while it works."""

    def stage(self, name: str) -> None: ...
    def detail(self, text: str) -> None: ...


class Silent:
    """Tells nothing."""

    def stage(self, name: str) -> None:
        """Ignore."""

    def detail(self, text: str) -> None:
        """Ignore."""


@dataclass(frozen=True)
class Refusal:
    """One reason why nothing is released, in the words of the report."""

    rule_id: str
    text_es: str
    text_en: str


@dataclass(frozen=True)
class Notice:
    """Something that whoever started the run must be told beside its outcome."""

    text_es: str
    text_en: str


@dataclass(frozen=True)
class Publication:
    """The release that stands after a run. ``is_new`` is false when nothing differs from the current one.

    ``went_back``: it stands because somebody went back to it, and may differ from what the run built.
    """

    release_id: str
    folder: Path
    is_new: bool
    went_back: bool = False


@dataclass
class Outcome:
    """What one run did; the source of ``csad run --json`` and of the exit code."""

    run_id: str
    started_at: datetime
    engine: Engine
    load: LoadResult
    build: DbtResult
    results: list[RuleResult] = field(default_factory=list)
    evaluations: list[Evaluation] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    publication: Publication | None = None
    report: Path | None = None
    record: RunRecord | None = None
    rows: dict[str, int] = field(default_factory=lambda: {"read": 0, "accepted": 0, "filtered": 0, "quarantined": 0})
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def released(self) -> bool:
        return self.publication is not None

    @property
    def word(self) -> str:
        if self.publication is None:
            return "refused"
        return "released" if self.publication.is_new else "unchanged"


def new_run_id(started_at: datetime) -> str:
    """Name of a run: the instant it started, in UTC, to the microsecond."""
    return f"{started_at:%Y%m%dT%H%M%S%f}Z"


def rule_counts(results: Sequence[RuleResult]) -> dict[str, dict[str, int]]:
    """Rules by status and severity."""
    counts: dict[str, dict[str, int]] = {
        status: dict.fromkeys(map(str, SEVERITIES), 0) for status in ("passed", "failed", "errored")
    }
    for result in results:
        counts[result.status][result.severity] += 1
    return counts
