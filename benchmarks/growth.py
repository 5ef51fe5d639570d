"""Does a year cost more when more years lie before it? One installation grows to eight years of the budget."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.installation import Installation
from benchmarks.measuring import Sample, Series
from benchmarks.result import Result
from benchmarks.scale import Scale

YEARS = range(2017, 2025)
SHOWN = (1, 2, 4, 8)


def benchmark(scale: Scale) -> Result:
    """One pass: the run that adds a year, then a run with nothing new."""
    added, nothing, sizes = _grow(scale.growth_rows)
    table = [["years", "run that adds a year", "load", "build", "run with nothing new", "database MiB"]]
    for years in SHOWN:
        grown, idle = added[years - 1], nothing[years - 1]
        parts = (grown.seconds, grown.detail["load"], grown.detail["build"], idle.seconds)
        table.append([str(years), *(f"{part:.1f}" for part in parts), f"{sizes[years - 1]:.0f}"])
    series = (Series("adds a year", tuple(added)), Series("nothing new", tuple(nothing)))
    ratios = {
        "last added year against the first": added[-1].seconds / added[0].seconds,
        "nothing new, eight years against one": nothing[-1].seconds / nothing[0].seconds,
    }
    remarks = [f"{name}: {ratio:.2f}" for name, ratio in ratios.items()]
    title = f"Growth, {scale.growth_rows:,} lines a year"
    return Result("growth", title, table, series=series, remarks=remarks, figures={"ratios": ratios, "database_mib": sizes})


def _grow(rows: int) -> tuple[list[Sample], list[Sample], list[float]]:
    added, nothing, sizes = [], [], []
    with tempfile.TemporaryDirectory(prefix="csad-bench-") as folder:
        place = Installation.new(Path(folder))
        for year in YEARS:
            place.put(year, rows)
            added.append(place.run())
            nothing.append(place.run())
            sizes.append(place.settings.build_database.stat().st_size / (1 << 20))
    return added, nothing, sizes
