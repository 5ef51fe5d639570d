"""What the last good build was made of, and so what this run's build must do: nothing, add what arrived, or begin afresh.

If nothing changed but that deliveries arrived, then the build makes again only what is downstream of them (``downstream``), and
large tables take only the new rows (docs/adr/0010). Anything else that changes what is built (a model, a contract, the registry
by which rows are read, the as-of day, the description of a delivery) begins afresh: a whole build is slower and always right.

The tests of dbt that passed are remembered with the build: a test that need not run again still stands in the ledger.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from orchestration.building.dbt_build import DbtNode
from orchestration.settings import Settings
from sources.contract import OWN_PUBLISHER


@dataclass(frozen=True)
class BuildKey:
    """``standing``: digest of everything but deliveries. ``deliveries``: digest of each as recorded, by delivery id."""

    standing: str
    deliveries: dict[str, str]

    @property
    def whole(self) -> str:
        """Two builds of the same whole make the same tables."""
        return _digest((self.standing, sorted(self.deliveries.items())))

    def only_adds_to(self, last: BuildKey) -> bool:
        """Whether nothing of ``last`` changed or went away: deliveries arrived, and that is all."""
        return self.standing == last.standing and last.deliveries.items() <= self.deliveries.items()


@dataclass(frozen=True)
class PassedTest:
    """One test of dbt that passed on tables that still stand: how long the test took, and the start of the run that ran it."""

    unique_id: str
    seconds: float
    at: datetime


def create_last_build(connection: duckdb.DuckDBPyConnection) -> None:
    """The three tables that remember a good build; they live and die with the database."""
    connection.execute("create table if not exists raw.built (build_key varchar, standing varchar)")
    connection.execute("alter table raw.built add column if not exists standing varchar")
    connection.execute("create table if not exists raw.built_delivery (delivery_id varchar, described varchar)")
    connection.execute("create table if not exists raw.built_test (test_id varchar, seconds double, tested_at timestamp)")


def build_key(connection: duckdb.DuckDBPyConnection, settings: Settings) -> BuildKey:
    """All that decides what dbt builds: deliveries as described, the as-of day, contracts, the files of the dbt project.

    The day of the run counts where staging makes it count: for deliveries dated «2026» that may still lie ahead. The order of
    loading counts for loaded deliveries: the last of one edition is the one that is read. A refused file counts while it lies
    in the landing tree.
    """
    rows = connection.execute(
        """select d.publisher, d.delivery_id, d.* exclude (load_number, loaded_at, publisher, delivery_id),
                  case when d.status = 'loaded' then d.load_number end,
                  d.status = 'refused' and exists (select 1 from raw.delivery_file as f where f.delivery_id = d.delivery_id),
                  least(d.published_on_date, coalesce(s.as_of_date, s.run_date))
           from raw.delivery as d cross join raw.scope as s order by d.status, d.load_number"""
    ).fetchall()
    # Every row of every publisher is read by the registry's names: it is no delivery like the others.
    registry = [row for row in rows if row[0] == OWN_PUBLISHER]
    contracts = connection.execute("select * from raw.contract order by all").fetchall()
    standing = _digest((settings.engine, settings.as_of, contracts, registry, _project_files(settings)))
    return BuildKey(standing, {row[1]: _digest(row) for row in rows if row[0] != OWN_PUBLISHER})


def last_build(connection: duckdb.DuckDBPyConnection) -> BuildKey | None:
    """What the last build was made of; ``None`` when there was none or it failed."""
    built = connection.execute("select standing from raw.built").fetchone()
    if built is None:
        return None
    return BuildKey(built[0] or "", dict(connection.execute("select delivery_id, described from raw.built_delivery").fetchall()))


def arrived_relations(connection: duckdb.DuckDBPyConnection, key: BuildKey, last: BuildKey) -> list[str]:
    """Raw tables, ``publisher__dataset``, with rows of deliveries that ``key`` has and ``last`` had not."""
    arrived = [*(key.deliveries.keys() - last.deliveries.keys())]
    rows = connection.execute(
        """select distinct publisher || '__' || dataset from raw.delivery
           where status = 'loaded' and list_contains(?, delivery_id) order by all""",
        [arrived],
    ).fetchall()
    return [row[0] for row in rows]


def passed_tests(connection: duckdb.DuckDBPyConnection) -> list[PassedTest]:
    """Every test that passed on what stands, whichever run ran it."""
    rows = connection.execute("select test_id, seconds, tested_at from raw.built_test order by test_id").fetchall()
    return [PassedTest(*row) for row in rows]


def forget_build(connection: duckdb.DuckDBPyConnection, *, afresh: bool) -> None:
    """No good build stands until the next one is remembered. ``afresh``: that one makes and tests everything."""
    connection.execute("delete from raw.built")
    if afresh:
        connection.execute("delete from raw.built_delivery")
        connection.execute("delete from raw.built_test")


def remember_build(connection: duckdb.DuckDBPyConnection, key: BuildKey, nodes: Sequence[DbtNode], at: datetime) -> None:
    """Record a good build and the tests among its ``nodes``, which a run that started ``at`` built and tested.

    Tests of an earlier build stand beside them, unless that build was forgotten ``afresh``.
    """
    forget_build(connection, afresh=False)
    connection.execute("delete from raw.built_delivery")
    connection.execute("insert into raw.built values (?, ?)", [key.whole, key.standing])
    if key.deliveries:
        connection.executemany("insert into raw.built_delivery values (?, ?)", list(key.deliveries.items()))
    tests = [[node.unique_id, node.seconds, at] for node in nodes if node.unique_id.startswith("test.")]
    connection.execute("delete from raw.built_test where list_contains(?, test_id)", [[test[0] for test in tests]])
    if tests:
        connection.executemany("insert into raw.built_test values (?, ?, ?)", tests)


def _project_files(settings: Settings) -> list[tuple[str, str]]:
    return [
        (str(path.relative_to(settings.dbt_project)), hashlib.sha256(path.read_bytes()).hexdigest())
        for path in sorted(settings.dbt_project.rglob("*"))
        if path.suffix in (".sql", ".yml", ".csv", ".md") and path.is_file() and "target" not in path.parts
    ]


def _digest(value: Any) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()
