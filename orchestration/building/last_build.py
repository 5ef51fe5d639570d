"""What the last good build was made of, and so what this run's build must do: nothing, add what arrived, or begin afresh.

Large datasets are built incrementally (docs/adr/0010): what an earlier delivery gave stays as it stands, as long as nothing
changed but that deliveries arrived. Anything else that changes what is built (a model, a contract, the registry by which rows
are read, the as-of day, the description of a delivery) begins afresh: that is slower and always right.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import duckdb

from orchestration.settings import Settings


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


def create_last_build(connection: duckdb.DuckDBPyConnection) -> None:
    """The two tables that remember a good build; they live and die with the database."""
    connection.execute("create table if not exists raw.built (build_key varchar, standing varchar)")
    connection.execute("alter table raw.built add column if not exists standing varchar")
    connection.execute("create table if not exists raw.built_delivery (delivery_id varchar, described varchar)")


def build_key(connection: duckdb.DuckDBPyConnection, settings: Settings) -> BuildKey:
    """All that decides what dbt builds: deliveries as described, the as-of day, contracts, the files of the dbt project.

    The day of the run counts where staging makes it count: for deliveries dated «2026» that may still lie ahead.
    """
    rows = connection.execute(
        """select d.publisher, d.delivery_id, d.* exclude (load_number, loaded_at, publisher, delivery_id),
                  least(d.published_on_date, coalesce(s.as_of_date, s.run_date))
           from raw.delivery as d cross join raw.scope as s order by d.status, d.load_number"""
    ).fetchall()
    # Every row of every publisher is read by the registry's names: it is no delivery like the others.
    registry = [row for row in rows if row[0] == "registry"]
    contracts = connection.execute("select * from raw.contract order by all").fetchall()
    standing = _digest((settings.engine, settings.as_of, contracts, registry, _project_files(settings)))
    return BuildKey(standing, {row[1]: _digest(row) for row in rows if row[0] != "registry"})


def last_build(connection: duckdb.DuckDBPyConnection) -> BuildKey | None:
    """What the last build was made of; ``None`` when there was none or it failed."""
    built = connection.execute("select standing from raw.built").fetchone()
    if built is None:
        return None
    return BuildKey(built[0] or "", dict(connection.execute("select delivery_id, described from raw.built_delivery").fetchall()))


def forget_build(connection: duckdb.DuckDBPyConnection, *, afresh: bool) -> None:
    """No good build stands until the next one is remembered. ``afresh``: every delivery counts as new to that one."""
    connection.execute("delete from raw.built")
    if afresh:
        connection.execute("delete from raw.built_delivery")


def remember_build(connection: duckdb.DuckDBPyConnection, key: BuildKey) -> None:
    """Record a good build."""
    forget_build(connection, afresh=True)
    connection.execute("insert into raw.built values (?, ?)", [key.whole, key.standing])
    if key.deliveries:
        connection.executemany("insert into raw.built_delivery values (?, ?)", list(key.deliveries.items()))


def _project_files(settings: Settings) -> list[tuple[str, str]]:
    return [
        (str(path.relative_to(settings.dbt_project)), hashlib.sha256(path.read_bytes()).hexdigest())
        for path in sorted(settings.dbt_project.rglob("*"))
        if path.suffix in (".sql", ".yml", ".csv", ".md") and path.is_file() and "target" not in path.parts
    ]


def _digest(value: Any) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()
