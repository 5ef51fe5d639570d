"""Demonstration budgets in a landing folder of their own, written before anything is measured."""

from __future__ import annotations

from pathlib import Path

from benchmarks.measuring import require_space
from sources.demonstration.budget_file import write_budget

BYTES_PER_ROW = 1_000
DATASET = "pirdais/budget_execution"


def put_budget(landing: Path, year: int, rows: int, *, restated: bool = False) -> Path:
    """Write the budget of ``year`` as a delivery of the next January, or of the next July when restated."""
    folder = landing / DATASET
    folder.mkdir(parents=True, exist_ok=True)
    require_space(folder, 2 * rows * BYTES_PER_ROW)
    published_on = f"{year + 1}-07-15" if restated else f"{year + 1}-01-15"
    return write_budget(folder / f"{published_on}__demo-{year}.csv", rows, year, seed=year, restated=restated).file
