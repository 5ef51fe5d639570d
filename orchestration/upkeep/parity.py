"""Parity: both engines build the same landing tree, and every table of core, marts and control must be the same.

Compared are column names and types, row counts and an order-free hash of all rows; the run's own clock is left out, as it is
of a release's content. A difference names the columns and shows the first rows of each side.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import duckdb

from orchestration.loading.warehouse import DUCKDB_CONFIG
from orchestration.outcome import Outcome, Progress, Silent
from orchestration.releasing.release import NOT_RELEASED, UNTIMED
from orchestration.settings import RELEASED_SCHEMAS, Settings
from orchestration.stages.run import run

Kind = Literal["missing", "columns", "rows", "values"]
_SHOWN_ROWS = 3
# The day the demonstration budget says it was published: after its year has ended.
_BUDGET_YEAR = 2023


@dataclass(frozen=True)
class Difference:
    """One table that is not the same. ``columns`` are those that differ; rows are shown as each side has them."""

    table: str
    kind: Kind
    text: str
    columns: list[str] = field(default_factory=list)
    only_left: list[tuple[Any, ...]] = field(default_factory=list)
    only_right: list[tuple[Any, ...]] = field(default_factory=list)


@dataclass(frozen=True)
class Parity:
    """What two builds have in common. ``rows`` by table as the left one has them; ``outcomes`` by engine."""

    rows: dict[str, int]
    differences: list[Difference]
    verdicts: dict[str, dict[str, int]]
    outcomes: dict[str, str]
    seconds: dict[str, dict[str, float]]

    @property
    def is_equal(self) -> bool:
        same_end = len(set(self.outcomes.values())) == 1
        return same_end and not self.differences and self.verdicts["duckdb"] == self.verdicts["spark"]


@dataclass(frozen=True)
class Build:
    """One finished build: its database and the run whose ledger counts."""

    database: Path
    run_id: str


def build_both(settings: Settings, folder: Path, progress: Progress | None = None) -> Parity:
    """Build ``settings.landing`` once on each engine, in two homes below ``folder``, and compare them."""
    told = progress or Silent()
    outcomes: dict[str, Outcome] = {}
    builds: dict[str, Build] = {}
    for engine in ("duckdb", "spark"):
        own = settings.model_copy(update={"engine": engine, "home": folder / engine})
        told.stage(engine)
        outcomes[engine] = run(own, told)
        builds[engine] = Build(own.build_database, outcomes[engine].run_id)
    return Parity(
        *compare(builds["duckdb"], builds["spark"]),
        verdicts={engine: _verdicts(build) for engine, build in builds.items()},
        outcomes={engine: outcome.word for engine, outcome in outcomes.items()},
        seconds={engine: {name: round(s, 1) for name, s in outcome.seconds.items()} for engine, outcome in outcomes.items()},
    )


def landing_with_budget(landing: Path, lines: int, folder: Path) -> Path:
    """A landing tree in ``folder``: links to the files of ``landing`` and a demonstration budget of ``lines`` lines."""
    from sources.demonstration.budget_file import write_budget

    mixed = folder / "landing"
    shutil.copytree(landing, mixed, copy_function=os.symlink)
    file = mixed / "pirdais" / "budget_execution" / f"{_BUDGET_YEAR + 1}-02-15__demostracion-{_BUDGET_YEAR}.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    write_budget(file, lines, _BUDGET_YEAR, seed=0, restated=False)
    return mixed


def compare(left: Build, right: Build) -> tuple[dict[str, int], list[Difference]]:
    """Rows by table of ``left``, and every table of the released schemas that is not the same in ``right``."""
    rows: dict[str, int] = {}
    differences: list[Difference] = []
    with _opened(left) as ours, _opened(right) as theirs:
        mine, others = _tables(ours), _tables(theirs)
        for table in sorted({*mine, *others}):
            if table not in mine or table not in others:
                where = "right" if table in mine else "left"
                differences.append(Difference(table, "missing", f"{table} does not stand in the {where} build"))
                continue
            count, difference = _compared(table, (ours, left), (theirs, right))
            rows[table] = count
            if difference:
                differences.append(difference)
    return rows, differences


Side = tuple[duckdb.DuckDBPyConnection, Build]


def _compared(table: str, left: Side, right: Side) -> tuple[int, Difference | None]:
    columns, others = _columns(table, left), _columns(table, right)
    (n_left, hash_left), (n_right, hash_right) = _digest(table, left), _digest(table, right)
    if columns != others:
        named = [f"{mine} | {theirs}" for mine, theirs in _unlike(columns, others)]
        return n_left, Difference(table, "columns", f"{table}: columns differ: {'; '.join(named)}", named)
    if (n_left, hash_left) == (n_right, hash_right):
        return n_left, None
    only_left, only_right = _first_rows(table, left, right)
    if n_left != n_right:
        text = f"{table}: {n_left:,} rows on the left, {n_right:,} on the right"
        return n_left, Difference(table, "rows", text, [], only_left, only_right)
    unequal = [name for name, _ in columns if _digest(table, left, name) != _digest(table, right, name)]
    # If no single column differs, the same values stand in other rows.
    text = f"{table}: values differ in {', '.join(unequal) or 'how the columns go together'}"
    return n_left, Difference(table, "values", text, unequal, only_left, only_right)


def _unlike(left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for position in range(max(len(left), len(right))):
        mine = " ".join(left[position]) if position < len(left) else "—"
        theirs = " ".join(right[position]) if position < len(right) else "—"
        if mine != theirs:
            yield mine, theirs


def _relation(table: str, side: Side, column: str | None = None) -> str:
    """The rows to compare; in a ledger table only the rows of the run, without clock columns."""
    name = table.split(".")[1]
    columns = f'"{column}"' if column else UNTIMED.get(name, "*")
    where = f" where run_id = '{side[1].run_id}'" if name in UNTIMED else ""
    return f"(select {columns} from {table}{where})"


def _columns(table: str, side: Side) -> list[tuple[str, str]]:
    described = side[0].execute(f"describe select * from {_relation(table, side)}").fetchall()
    return [(row[0], row[1]) for row in described]


def _digest(table: str, side: Side, column: str | None = None) -> tuple[int, int]:
    """Rows and the order-free hash of them; of one column alone where given."""
    query = f"select count(*), coalesce(sum(cast(hash(t) as hugeint)), 0) from {_relation(table, side, column)} as t"
    row = side[0].execute(query).fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)


def _first_rows(table: str, left: Side, right: Side) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Some rows that stand on one side only, in a stable order."""
    mine = _relation(table, left)
    with TemporaryDirectory() as folder:
        # Views name the database that they stand in, so one connection cannot ask both.
        right[0].execute(f"copy {_relation(table, right)} to '{folder}/rows.parquet' (format parquet)")
        theirs = f"(select * from read_parquet('{folder}/rows.parquet'))"
        queries = (f"{mine} except all {theirs}", f"{theirs} except all {mine}")
        shown = [left[0].execute(f"select * from ({query}) order by all limit {_SHOWN_ROWS}").fetchall() for query in queries]
    return shown[0], shown[1]


def _verdicts(build: Build) -> dict[str, int]:
    with _opened(build) as connection:
        if "control.ctl_indicator_verdict" not in _tables(connection):
            return {}
        query = "select verdict, count(*) from control.ctl_indicator_verdict group by verdict order by verdict"
        return dict(connection.execute(query).fetchall())


def _tables(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """The tables that a release would hold; tables that only remember something for the next run are left out."""
    rows = connection.execute(
        """select table_schema, table_name from information_schema.tables
           where table_catalog = current_database() and table_schema in (select unnest(?))
             and table_name not in (select unnest(?))""",
        [list(RELEASED_SCHEMAS), list(NOT_RELEASED)],
    ).fetchall()
    return {f"{schema}.{table}" for schema, table in rows}


@contextmanager
def _opened(build: Build) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(build.database), read_only=True, config=DUCKDB_CONFIG) as connection:
        yield connection
