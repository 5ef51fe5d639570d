"""Our load of a budget file against the bare DuckDB statement that reads the same file with the same filter.

Ours also takes the SHA-256, counts and numbers every line, keeps the lines it cannot parse and writes the delivery's books.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.landing_folder import DATASET, put_budget
from benchmarks.measuring import Series, Work, alternate, call
from benchmarks.result import Limit, Result
from benchmarks.scale import Scale
from orchestration.loading.load import load_landing
from orchestration.loading.warehouse import create_raw_schema, open_warehouse
from orchestration.settings import Settings
from sources.demonstration.catalogue import COLUMNS, PROGRAMME

WALL_LIMIT, MEMORY_LIMIT_MIB = 1.2, 1024
OURS, BARE = "csad load", "DuckDB statement alone"


def our_load(landing: str, home: str) -> Work:
    """Load the landing folder into a new build database, as ``csad run`` does.

    The clock starts after the work that every run does before it looks at a file (open the database, record the contracts).
    """
    settings = Settings(landing=Path(landing), home=Path(home))
    with open_warehouse(settings.build_database) as connection:
        create_raw_schema(connection)

    def load() -> dict[str, Any]:
        with open_warehouse(settings.build_database) as connection:
            result = load_landing(connection, settings, DATASET)
        if len(result.new) != 1 or result.refused:
            raise RuntimeError(f"one delivery was expected: {result}")
        return {}

    return load


def bare_statement(file: str, database: str) -> dict[str, Any]:
    """What DuckDB needs at least: parse every line as text and keep the programme's."""
    columns = "{" + ", ".join(f"'{name}': 'VARCHAR'" for name in COLUMNS) + "}"
    options = f"""columns = {columns}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"'"""
    query = f"select * from read_csv('{file}', {options}) where PROGRAMA_PPTO = '{PROGRAMME}'"
    with duckdb.connect(database) as connection:
        connection.execute(f"create table kept as {query}")
        return {"rows_kept": connection.table("kept").shape[0]}


def benchmark(scale: Scale) -> Result:
    """Alternating rounds at every size of the scale."""
    table = [["lines", "thing", "seconds", "× bare", "CPU seconds", "peak MiB"]]
    limits, everything = [], []
    for rows in scale.file_rows:
        ours, bare = _compare(rows, scale.rounds)
        everything += [ours, bare]
        for series in (bare, ours):
            parts = (series.seconds, series.seconds / bare.seconds, series.cpu_seconds)
            name = series.name.partition(" · ")[0]
            table.append([f"{rows:,}", name, *(f"{part:.2f}" for part in parts), f"{series.peak_mib:.0f}"])
        limits.append(Limit(f"{rows:,} lines, wall of our load against it", ours.seconds / bare.seconds, WALL_LIMIT))
        limits.append(Limit(f"{rows:,} lines, peak MiB of our load", ours.peak_mib, MEMORY_LIMIT_MIB))
    return Result("load", "Loading a budget file", table, limits, everything)


def _compare(rows: int, rounds: int) -> tuple[Series, Series]:
    with tempfile.TemporaryDirectory(prefix="csad-bench-") as name:
        folder = Path(name)
        file = put_budget(folder / "landing", 2024, rows)
        bare = folder / "bare.duckdb"

        def fresh_bare() -> Any:
            bare.unlink(missing_ok=True)
            return call(bare_statement, file=str(file), database=str(bare))

        def fresh_ours() -> Any:
            with tempfile.TemporaryDirectory(dir=folder) as home:
                return call(our_load, landing=str(folder / "landing"), home=home)

        fresh_bare()  # brings the file into the cache of the system; not counted
        found = alternate(rounds, {BARE: fresh_bare, OURS: fresh_ours})
    return (Series(f"{OURS} · {rows}", found[OURS].samples), Series(f"{BARE} · {rows}", found[BARE].samples))
