"""The private build database: opening it and its schema ``raw``.

Writing deliveries belongs to ``deliveries``, the memory of the last good build to ``last_build``, the release to ``gate``.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import duckdb

from orchestration.building.last_build import create_last_build
from orchestration.settings import LIMA
from sources.contract import MASK, Contract, all_contracts

# The same configuration for every opening in this process: DuckDB refuses a second configuration of one file.
# No extension may be fetched at run time (docs/adr/0001).
DUCKDB_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}

# How long a writer waits for somebody who looks into the build database.
WRITER_PATIENCE_SECONDS = 10.0

_DELIVERY_COLUMNS = {
    "delivery_id": "varchar primary key",
    "load_number": "bigint not null",
    "publisher": "varchar not null",
    "dataset": "varchar not null",
    "file_name": "varchar not null",
    "sha256": "varchar not null",
    "size_bytes": "bigint not null",
    "status": "varchar not null check (status in ('loaded', 'refused'))",
    "published_on": "varchar",
    "published_on_date": "date",
    "edition": "varchar",
    "series": "varchar",
    "evidence": "varchar",
    "title": "varchar",
    "citation": "varchar",
    "licence": "varchar",
    "note_es": "varchar",
    "note_en": "varchar",
    "plan_year": "bigint",
    "is_timeless": "boolean",
    "decimal_mark": "varchar",
    "thousands_mark": "varchar",
    "number_pattern": "varchar",
    "layout": "varchar",
    "rows_read": "bigint not null",
    "rows_filtered": "bigint default 0",
    "programmes": "varchar",
    "reason_es": "varchar",
    "reason_en": "varchar",
    "loaded_at": "timestamp not null",
    # True if the contract gained columns after the file was read.
    "is_outdated": "boolean",
    # Who printed the figures: oficial or secundaria; empty where the sidecar does not say.
    "source_type": "varchar",
    # Whether a person took the delivery back; false if the file was sent again since, empty if nobody ever did.
    "is_withdrawn": "boolean",
}

# Columns added by later versions: an older home gets them empty.
_LATER_DELIVERY_COLUMNS = ("rows_filtered", "programmes", "is_outdated", "source_type", "is_withdrawn")


@contextmanager
def open_warehouse(path: Path, *, read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the build database and close it whatever happens.

    A writer waits some seconds for whoever reads the file; then, and at once for a reader of what another process writes,
    ``duckdb.IOException``.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = _connected(path, read_only=read_only)
    try:
        connection.execute("set timezone = 'UTC'")
        yield connection
    finally:
        connection.close()


def _connected(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    give_up = time.monotonic() + (0 if read_only else WRITER_PATIENCE_SECONDS)
    while True:
        try:
            return duckdb.connect(str(path), read_only=read_only, config=DUCKDB_CONFIG)
        except duckdb.IOException as error:
            if "lock" not in str(error) or time.monotonic() >= give_up:
                raise
            time.sleep(0.1)


def create_raw_schema(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the missing tables of schema ``raw``, and the missing ledger tables that dbt reads as sources."""
    columns = ", ".join(f"{name} {kind}" for name, kind in _DELIVERY_COLUMNS.items())
    connection.execute("create schema if not exists raw")
    connection.execute(f"create table if not exists raw.delivery ({columns})")
    for name in _LATER_DELIVERY_COLUMNS:
        connection.execute(f"alter table raw.delivery add column if not exists {name} {_DELIVERY_COLUMNS[name]}")
    connection.execute(
        """create table if not exists raw.unreadable_line (
               _delivery_id varchar not null, _file varchar not null, _row bigint not null, line_text varchar not null,
               reason_es varchar not null, reason_en varchar not null)"""
    )
    connection.execute(
        """create table if not exists raw.delivery_file (
               file_name varchar primary key, size_bytes bigint not null, modified_ns bigint not null,
               delivery_id varchar not null, published_on varchar, edition varchar)"""
    )
    connection.execute("alter table raw.delivery_file add column if not exists is_present boolean")
    create_last_build(connection)
    connection.execute("create table if not exists raw.scope (run_id varchar, as_of_date date, started_at timestamp)")
    connection.execute("alter table raw.scope add column if not exists run_date date")
    for contract in all_contracts().values():
        connection.execute(f"create table if not exists raw.{contract.relation} ({_raw_columns(contract)})")
        _add_later_columns(connection, contract)
    _write_contracts(connection)


def _write_contracts(connection: duckdb.DuckDBPyConnection) -> None:
    """Write the parts of each contract that marts and reports need: title, owner, freshness, the mask of its personal data."""
    connection.execute(
        """create or replace table raw.contract (publisher varchar, dataset varchar, title_es varchar, title_en varchar,
               grain varchar, purpose_es varchar, limitations_es varchar, owner_es varchar, owner_en varchar,
               licence varchar, freshness_days bigint, unit varchar, mask varchar, series_subject varchar)"""
    )
    for item in all_contracts().values():
        unit = item.measure.unit if item.measure else None
        values: list[object] = [item.publisher, item.dataset, item.title_es, item.title_en, item.grain, item.purpose_es]
        values += [item.limitations_es, item.owner_es, item.owner_en, item.licence]
        values += [item.freshness_days, unit, MASK if item.holds_personal_data else None, item.series_subject]
        connection.execute(f"insert into raw.contract values ({', '.join('?' * len(values))})", values)


def _add_later_columns(connection: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """Add the columns that a contract has gained to its table, empty; files in the landing tree are read again for them.

    A delivery whose file is no longer in the landing tree keeps the rows that were read.
    """
    query = "select column_name from information_schema.columns where table_schema = 'raw' and table_name = ?"
    there = {name for (name,) in connection.execute(query, [contract.relation]).fetchall()}
    later = [column.name for column in contract.columns if column.name not in there]
    if not there or not later:
        return
    for name in later:
        connection.execute(f"alter table raw.{contract.relation} add column {name} varchar")
    connection.execute(
        "update raw.delivery set is_outdated = true where publisher = ? and dataset = ?", [contract.publisher, contract.dataset]
    )


def _raw_columns(contract: Contract) -> str:
    provenance = ["_delivery_id varchar not null", "_file varchar not null", "_sheet varchar not null"]
    provenance += ["_row bigint not null", "_column varchar"]
    return ", ".join([*(f"{column.name} varchar" for column in contract.columns), *provenance])


def set_scope(connection: duckdb.DuckDBPyConnection, run_id: str, as_of: date | None, started_at: datetime) -> None:
    """Tell dbt which run this is and which day it may know; a table, since a changed dbt variable forces a full parse.

    The day of the run is that of Lima: at eight in the evening there it is tomorrow in UTC.
    """
    connection.execute("delete from raw.scope")
    values = [run_id, as_of, started_at.replace(tzinfo=None), started_at.astimezone(LIMA).date()]
    connection.execute("insert into raw.scope (run_id, as_of_date, started_at, run_date) values (?, ?, ?, ?)", values)


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All that happens inside is kept, or nothing."""
    connection.execute("begin")
    try:
        yield
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")


def fingerprint(connection: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> dict[str, str]:
    """An order-free hash of every row of each table, to prove that two warehouses are the same."""
    hashes = {}
    for table in tables:
        row = connection.execute(f"select count(*), coalesce(sum(hash(t)::hugeint), 0) from {table} t").fetchone()
        hashes[table] = f"{row[0]}:{row[1]}" if row else ""
    return hashes
