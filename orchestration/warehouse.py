"""The warehouse writer: the private build database and its schema ``raw``.

One transaction per delivery. Every value stays text as printed, with its file, sheet, row and column. Typing belongs to
dbt staging; deciding what is released belongs to ``gate``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from sources.breach import ContractBreach
from sources.contract import PROVENANCE_COLUMNS, Contract, all_contracts
from sources.landing import LandingFile, Sidecar
from sources.readers import Extract

# The same configuration for every opening in this process: DuckDB refuses a second configuration of one file.
# No extension may be fetched at run time (docs/adr/0001).
DUCKDB_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}

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
    "reason_es": "varchar",
    "reason_en": "varchar",
    "loaded_at": "timestamp not null",
}


@dataclass(frozen=True)
class DeliveryKey:
    """Identity of a delivery: the same content in the same dataset is the same delivery, whatever its name."""

    file: LandingFile
    sha256: str
    size_bytes: int

    @classmethod
    def of(cls, file: LandingFile) -> DeliveryKey:
        return cls(file, file.sha256(), file.path.stat().st_size)

    @property
    def delivery_id(self) -> str:
        # The dataset counts: the same bytes in another folder are another delivery, which its own contract must judge.
        whole = f"{self.file.publisher}/{self.file.dataset}:{self.sha256}"
        return f"{self.file.publisher[:4]}-{hashlib.sha256(whole.encode()).hexdigest()[:16]}"


@contextmanager
def open_warehouse(path: Path, *, read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the build database and close it whatever happens. ``duckdb.IOException`` if another process writes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect(str(path), read_only=read_only, config=DUCKDB_CONFIG)
    try:
        connection.execute("set timezone = 'UTC'")
        yield connection
    finally:
        connection.close()


def create_raw_schema(connection: duckdb.DuckDBPyConnection) -> None:
    """Create what is missing of ``raw`` and of the ledger tables that dbt reads as sources."""
    columns = ", ".join(f"{name} {kind}" for name, kind in _DELIVERY_COLUMNS.items())
    connection.execute("create schema if not exists raw")
    connection.execute(f"create table if not exists raw.delivery ({columns})")
    connection.execute(
        """create table if not exists raw.delivery_file (
               file_name varchar primary key, size_bytes bigint not null, modified_ns bigint not null,
               delivery_id varchar not null, published_on varchar, edition varchar)"""
    )
    connection.execute("create table if not exists raw.built (build_key varchar)")
    connection.execute("create table if not exists raw.scope (run_id varchar, as_of_date date, started_at timestamp)")
    for contract in all_contracts().values():
        connection.execute(f"create table if not exists raw.{contract.relation} ({_raw_columns(contract)})")
    _write_contracts(connection)


def _write_contracts(connection: duckdb.DuckDBPyConnection) -> None:
    """What marts and reports need of each contract: title, owner, freshness."""
    connection.execute(
        """create or replace table raw.contract (publisher varchar, dataset varchar, title_es varchar, title_en varchar,
               grain varchar, purpose_es varchar, limitations_es varchar, owner_es varchar, owner_en varchar,
               licence varchar, freshness_days bigint, unit varchar)"""
    )
    for item in all_contracts().values():
        unit = item.measure.unit if item.measure else None
        values = [item.publisher, item.dataset, item.title_es, item.title_en, item.grain, item.purpose_es]
        values += [item.limitations_es, item.owner_es, item.owner_en, item.licence]
        connection.execute(f"insert into raw.contract values ({', '.join('?' * 12)})", [*values, item.freshness_days, unit])


def _raw_columns(contract: Contract) -> str:
    provenance = ["_delivery_id varchar not null", "_file varchar not null", "_sheet varchar not null"]
    provenance += ["_row bigint not null", "_column varchar"]
    return ", ".join([*(f"{column.name} varchar" for column in contract.columns), *provenance])


def set_scope(connection: duckdb.DuckDBPyConnection, run_id: str, as_of: date | None, started_at: datetime) -> None:
    """Tell dbt which run this is and which day it may know; a table, since a changed dbt variable forces a full parse."""
    connection.execute("delete from raw.scope")
    connection.execute("insert into raw.scope values (?, ?, ?)", [run_id, as_of, started_at.replace(tzinfo=None)])


def built_key(connection: duckdb.DuckDBPyConnection) -> str | None:
    """Digest of what the last good build was made of; ``None`` when there is none. It lives and dies with the database."""
    row = connection.execute("select build_key from raw.built").fetchone()
    return row[0] if row else None


def remember_build(connection: duckdb.DuckDBPyConnection, key: str | None) -> None:
    """Record the digest of a good build, or forget it before a new one starts."""
    connection.execute("delete from raw.built")
    if key:
        connection.execute("insert into raw.built values (?)", [key])


def known_file(connection: duckdb.DuckDBPyConnection, file: LandingFile) -> str | None:
    """Delivery of a file whose name, size and time have not changed since it was loaded; ``None`` if it must be read."""
    stat = file.path.stat()
    row = connection.execute(
        """select f.delivery_id from raw.delivery_file f join raw.delivery d using (delivery_id)
           where f.file_name = ? and f.size_bytes = ? and f.modified_ns = ? and d.status = 'loaded'""",
        [file.name, stat.st_size, stat.st_mtime_ns],
    ).fetchone()
    return row[0] if row else None


def is_loaded(connection: duckdb.DuckDBPyConnection, delivery_id: str) -> bool:
    query = "select count(*) from raw.delivery where delivery_id = ? and status = 'loaded'"
    return _count(connection, query, delivery_id) > 0


def remember_file(connection: duckdb.DuckDBPyConnection, key: DeliveryKey) -> None:
    """Record that ``key.file`` holds this delivery: the next scan need not read it, and a re-sent file is seen as such."""
    stat = key.file.path.stat()
    try:
        published_on, _, edition = key.file.identity()
    except ContractBreach:
        published_on, edition = "", ""
    connection.execute(
        "insert or replace into raw.delivery_file values (?, ?, ?, ?, ?, ?)",
        [key.file.name, stat.st_size, stat.st_mtime_ns, key.delivery_id, published_on, edition],
    )


def forget_file(connection: duckdb.DuckDBPyConnection, file_name: str) -> None:
    """Whatever was recorded of this file holds no more."""
    connection.execute("delete from raw.delivery_file where file_name = ?", [file_name])


def forget_refused_files(connection: duckdb.DuckDBPyConnection, present: Sequence[str]) -> None:
    """A refused file that was taken away is refused no more; what was loaded stays, whatever happens to its file."""
    connection.execute(
        """delete from raw.delivery_file
           where not list_contains(?, file_name)
             and delivery_id in (select delivery_id from raw.delivery where status = 'refused')""",
        [list(present)],
    )


def load_delivery(connection: duckdb.DuckDBPyConnection, key: DeliveryKey, extract: Extract) -> None:
    """Write one delivery and its rows in one transaction; nothing of it stays if any part fails."""
    contract = key.file.contract
    published_on, published_on_date, edition = key.file.identity()
    sidecar = key.file.sidecar()
    record = {
        **_identity(connection, key),
        **described(contract, sidecar, edition),
        "status": "loaded",
        "published_on": published_on,
        "published_on_date": published_on_date,
        "edition": edition,
        "is_timeless": contract.timeless,
        "decimal_mark": extract.marks.decimal,
        "thousands_mark": extract.marks.thousands,
        "number_pattern": extract.marks.pattern,
        "layout": json.dumps(extract.facts, ensure_ascii=False, sort_keys=True),
        "rows_read": len(extract.rows),
    }
    with transaction(connection):
        _forget(connection, key)
        _insert(connection, "raw.delivery", record)
        _insert_rows(connection, contract, key, extract)
        remember_file(connection, key)


def refuse_delivery(connection: duckdb.DuckDBPyConnection, key: DeliveryKey, breach: ContractBreach) -> None:
    """Record that a file was refused whole, and why."""
    record = {**_identity(connection, key), "status": "refused", "rows_read": 0}
    record |= {"reason_es": breach.reason_es, "reason_en": breach.reason_en}
    with transaction(connection):
        _forget(connection, key)
        _insert(connection, "raw.delivery", record)
        remember_file(connection, key)


def described(contract: Contract, sidecar: Sidecar, edition: str) -> dict[str, object]:
    """The descriptive columns of a delivery, from its sidecar with the contract's defaults."""
    return {
        "series": sidecar.series or contract.default_series,
        "evidence": sidecar.evidence,
        "title": sidecar.title or edition,
        "citation": sidecar.citation,
        "licence": sidecar.licence or contract.licence,
        "note_es": f"{sidecar.note_es} {sidecar.published_on_note_es}".strip(),
        "note_en": f"{sidecar.note_en} {sidecar.published_on_note_en}".strip(),
        "plan_year": sidecar.plan_year,
    }


def _identity(connection: duckdb.DuckDBPyConnection, key: DeliveryKey) -> dict[str, object]:
    return {
        "delivery_id": key.delivery_id,
        "load_number": _count(connection, "select coalesce(max(load_number), 0) + 1 from raw.delivery"),
        "publisher": key.file.publisher,
        "dataset": key.file.dataset,
        "file_name": key.file.name,
        "sha256": key.sha256,
        "size_bytes": key.size_bytes,
        "loaded_at": datetime.now(UTC).replace(tzinfo=None),
    }


def _forget(connection: duckdb.DuckDBPyConnection, key: DeliveryKey) -> None:
    """A delivery refused before may be readable now: its old record gives way."""
    connection.execute("delete from raw.delivery where delivery_id = ? and status = 'refused'", [key.delivery_id])


def _insert(connection: duckdb.DuckDBPyConnection, table: str, record: dict[str, object]) -> None:
    marks = ", ".join("?" for _ in record)
    connection.execute(f"insert into {table} ({', '.join(record)}) values ({marks})", list(record.values()))


def _insert_rows(connection: duckdb.DuckDBPyConnection, contract: Contract, key: DeliveryKey, extract: Extract) -> None:
    import pandas as pd  # heavy: only when there is something to load

    names = [*(column.name for column in contract.columns), "_sheet", "_row", "_column"]
    frame = pd.DataFrame(extract.rows, columns=names, dtype=object)
    frame["_delivery_id"] = key.delivery_id
    frame["_file"] = key.file.name
    order = ", ".join([*(column.name for column in contract.columns), *PROVENANCE_COLUMNS])
    connection.register("arriving_rows", frame)
    connection.execute(f"insert into raw.{contract.relation} ({order}) select {order} from arriving_rows")
    connection.unregister("arriving_rows")


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


def _count(connection: duckdb.DuckDBPyConnection, query: str, *values: object) -> int:
    row = connection.execute(query, list(values)).fetchone()
    return int(row[0]) if row else 0


def fingerprint(connection: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> dict[str, str]:
    """An order-free hash of every row of each table, to prove that two warehouses are the same."""
    hashes = {}
    for table in tables:
        row = connection.execute(f"select count(*), coalesce(sum(hash(t)::hugeint), 0) from {table} t").fetchone()
        hashes[table] = f"{row[0]}:{row[1]}" if row else ""
    return hashes
