"""What a benchmark found: figures for the JSON file, a table for people, and whether the limits hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.measuring import Series


@dataclass(frozen=True)
class Limit:
    """A promise: ``value`` must be at most (or at least) ``bound``."""

    name: str
    value: float
    bound: float
    at_least: bool = False

    @property
    def holds(self) -> bool:
        return self.value >= self.bound if self.at_least else self.value <= self.bound

    def text(self) -> str:
        sign, word = ("≥", "holds") if self.at_least else ("≤", "holds")
        return f"{self.name}: {self.value:.2f} (limit {sign} {self.bound:g}: {word if self.holds else 'DOES NOT HOLD'})"


@dataclass(frozen=True)
class Result:
    """One benchmark. ``table``: heading and rows; ``remarks``: sentences below the table."""

    key: str
    title: str
    table: Sequence[Sequence[str]]
    limits: Sequence[Limit] = ()
    series: Iterable[Series] = ()
    remarks: Sequence[str] = ()
    figures: dict[str, Any] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """For the JSON file."""
        return {
            "title": self.title,
            "limits": [{"name": x.name, "value": round(x.value, 3), "bound": x.bound, "holds": x.holds} for x in self.limits],
            "series": {series.name: series.document() for series in self.series},
            "figures": self.figures,
            "remarks": list(self.remarks),
        }

    def markdown(self) -> str:
        """A section of RESULTS.md."""
        head, *rows = self.table
        lines = [f"## {self.title}", "", _row(head), "|---|" + "--:|" * (len(head) - 1), *map(_row, rows)]
        notes = [*(limit.text() for limit in self.limits), *self.remarks]
        return "\n".join([*lines, "", *(f"- {note}" for note in notes)]).rstrip() + "\n"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
