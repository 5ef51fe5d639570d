"""Our load of a budget file against the two libraries people use for it: pandas in chunks and polars, streaming.

Both read every column as text and keep the programme's lines in memory; neither numbers lines nor keeps what it cannot parse.
"""

from __future__ import annotations

import tempfile
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.landing_folder import put_budget
from benchmarks.load_speed import OURS, our_load
from benchmarks.measuring import Sample, Series, alternate, call
from benchmarks.result import Limit, Result
from benchmarks.scale import Scale
from sources.demonstration.catalogue import PROGRAMME

PANDAS_LIMIT = 6.0
PANDAS, POLARS = "pandas in chunks", "polars, streaming"
_CHUNK_ROWS = 200_000


def with_pandas(file: str) -> dict[str, Any]:
    """Chunks of text, filtered one by one and joined."""
    import pandas as pd

    chunks = pd.read_csv(file, dtype=str, keep_default_na=False, chunksize=_CHUNK_ROWS)
    kept = pd.concat([chunk[chunk["PROGRAMA_PPTO"] == PROGRAMME] for chunk in chunks])
    return {"rows_kept": len(kept)}


def with_polars(file: str) -> dict[str, Any]:
    """A lazy scan of text columns, collected by the streaming engine."""
    pl = import_module("polars")  # of the dependency group «bench», not there for everybody

    kept = pl.scan_csv(file, infer_schema=False).filter(pl.col("PROGRAMA_PPTO") == PROGRAMME).collect(engine="streaming")
    return {"rows_kept": kept.height}


def benchmark(scale: Scale) -> Result:
    """Alternating rounds at every size of the scale."""
    table = [["lines", "thing", "seconds", "× ours", "peak MiB"]]
    limits, everything = [], []
    for rows in scale.file_rows:
        found = _compare(rows, scale.slow_rounds)
        ours = found[OURS]
        for series in found.values():
            ratio = f"{series.seconds / ours.seconds:.1f}"
            table.append([f"{rows:,}", series.name, f"{series.seconds:.1f}", ratio, f"{series.peak_mib:.0f}"])
            everything.append(Series(f"{series.name} · {rows}", series.samples))
        faster = found[PANDAS].seconds / ours.seconds
        limits.append(Limit(f"{rows:,} lines, times faster than pandas in chunks", faster, PANDAS_LIMIT, at_least=True))
    remarks = [] if find_spec("polars") else ["polars is not installed here: see the dependency group «bench»"]
    return Result("readers", "Loading a budget file, against other readers", table, limits, everything, remarks)


def _compare(rows: int, rounds: int) -> dict[str, Series]:
    with tempfile.TemporaryDirectory(prefix="csad-bench-") as name:
        folder = Path(name)
        file = str(put_budget(folder / "landing", 2024, rows))

        def fresh_ours() -> Sample:
            with tempfile.TemporaryDirectory(dir=folder) as home:
                return call(our_load, landing=str(folder / "landing"), home=home)

        actions = {OURS: fresh_ours, PANDAS: lambda: call(with_pandas, file=file)}
        if find_spec("polars"):
            actions[POLARS] = lambda: call(with_polars, file=file)
        return alternate(rounds, actions)
