"""How large and how often: the full sizes of the promises, and small ones to develop with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """Rows and rounds of the benchmarks. ``slow_rounds``: rounds of the things that take minutes."""

    name: str
    file_rows: tuple[int, ...]
    year_rows: int
    growth_rows: int
    check_rows: int
    kept_rows: int
    rounds: int
    slow_rounds: int


FULL = Scale("full", (1_000_000, 5_000_000), 1_000_000, 100_000, 10_000_000, 300_000, rounds=3, slow_rounds=1)
QUICK = Scale("quick", (50_000, 100_000), 50_000, 20_000, 200_000, 50_000, rounds=1, slow_rounds=1)
