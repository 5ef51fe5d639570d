"""A restated year must cost what that year costs alone, however much history lies beside it.

Both sides start from an installation that has run: one holds only the published extracts and receives the restated year; the
other also holds two years of the budget and receives the same file. Every line is kept (all programmes), so that the
figure would show if the run built the history again; a whole build afresh stands beside it.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.installation import Installation
from benchmarks.measuring import Sample, alternate
from benchmarks.result import Limit, Result
from benchmarks.scale import Scale

LIMIT = 1.2
ALONE, RESTATED, AFRESH = "the year alone", "the year restated, after two years", "the same, everything built afresh"


def benchmark(scale: Scale) -> Result:
    """Alternating rounds, each on new installations."""
    actions = {
        ALONE: lambda: _run(scale.growth_rows, 0),
        RESTATED: lambda: _run(scale.growth_rows, 2),
        AFRESH: lambda: _run(scale.growth_rows, 2, afresh=True),
    }
    found = alternate(scale.slow_rounds, actions)

    def work(name: str) -> float:
        return found[name].detail("load") + found[name].detail("build")

    table = [["", "load + build", "load", "build", "whole run", "peak MiB"]]
    for series in found.values():
        parts = [work(series.name), series.detail("load"), series.detail("build"), series.seconds]
        table.append([series.name, *(f"{part:.1f}" for part in parts), f"{series.peak_mib:.0f}"])
    limits = [Limit("load and build of a restated year against that year alone", work(RESTATED) / work(ALONE), LIMIT)]
    remarks = [f"everything built afresh against that year alone: {work(AFRESH) / work(ALONE):.2f}"]
    title = f"A restated year of {scale.growth_rows:,} lines, all kept"
    return Result("restated", title, table, limits, found.values(), remarks)


def _run(rows: int, years_before: int, *, afresh: bool = False) -> Sample:
    with tempfile.TemporaryDirectory(prefix="csad-bench-") as folder:
        place = Installation.new(Path(folder), programmes="*")
        for year in range(2025 - years_before, 2025):
            place.put(year, rows)
        if years_before:
            place.run()
        if afresh:
            place.forget_build()
        place.put(2024, rows, restated=True)
        return place.run()
