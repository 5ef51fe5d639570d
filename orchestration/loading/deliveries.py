"""The warehouse writer: one transaction per delivery.

Every value stays text as printed, with its file, sheet, row and column. Typing belongs to dbt staging. An engine decides where
the rows of a delivery lie, by its ``RawRows``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

import duckdb

from orchestration.loading.warehouse import transaction
from sources.breach import ContractBreach
from sources.bulk_extract import BulkExtract
from sources.contract import Contract
from sources.landing import LandingFile, Sidecar
from sources.readers import Extract


def delivery_id_of(publisher: str, dataset: str, sha256: str) -> str:
    """The dataset is part of the identity: the same bytes in another folder are another delivery, judged by another contract."""
    return f"{publisher[:4]}-{hashlib.sha256(f'{publisher}/{dataset}:{sha256}'.encode()).hexdigest()[:16]}"


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
        return delivery_id_of(self.file.publisher, self.file.dataset, self.sha256)


@dataclass(frozen=True)
class RefusedFile:
    """A file that was refused whole, the delivery that records the refusal, and why."""

    delivery_id: str
    file_name: str
    reason_es: str
    reason_en: str


AnyExtract = Extract | BulkExtract


class RawRows(Protocol):
    """Where the rows of a delivery go. ``write`` happens inside the delivery's transaction and may be asked twice."""

    def write(self, contract: Contract, key: DeliveryKey, extract: AnyExtract) -> None:
        """Put every row of ``extract`` where the build of ``contract`` finds it, in place of earlier rows of this delivery."""


@dataclass(frozen=True)
class TableRows:
    """Rows in the build database itself: table ``raw.<publisher>__<dataset>``."""

    connection: duckdb.DuckDBPyConnection

    def write(self, contract: Contract, key: DeliveryKey, extract: AnyExtract) -> None:
        """Insert the rows as text, in the transaction that is open."""
        names = [*(column.name for column in contract.columns), "_sheet", "_row", "_column"]
        if isinstance(extract, BulkExtract):
            arriving = f"""read_parquet('{str(extract.parquet).replace("'", "''")}')"""
        else:
            import pandas as pd  # heavy: only when there is something to load

            arriving = "arriving_rows"
            self.connection.register(arriving, pd.DataFrame(extract.rows, columns=names, dtype=object))
        relation = f"raw.{contract.relation}"
        self.connection.execute(f"delete from {relation} where _delivery_id = ?", [key.delivery_id])
        self.connection.execute(
            f"insert into {relation} (_delivery_id, _file, {', '.join(names)}) select ?, ?, {', '.join(names)} from {arriving}",
            [key.delivery_id, key.file.name],
        )
        self.connection.unregister("arriving_rows")


def known_file(connection: duckdb.DuckDBPyConnection, file: LandingFile, programmes: str | None = None) -> str | None:
    """Delivery of a file whose name, size and time have not changed since it was loaded; ``None`` if it must be read.

    A file must also be read again if other ``programmes`` were kept than are wanted now, or if its contract has gained columns
    since.
    """
    stat = file.path.stat()
    row = connection.execute(
        """select f.delivery_id from raw.delivery_file f join raw.delivery d using (delivery_id)
           where f.file_name = ? and f.size_bytes = ? and f.modified_ns = ? and d.status = 'loaded'
             and d.programmes is not distinct from ? and not coalesce(d.is_outdated, false)""",
        [file.name, stat.st_size, stat.st_mtime_ns, programmes],
    ).fetchone()
    return row[0] if row else None


def is_loaded(connection: duckdb.DuckDBPyConnection, delivery_id: str, programmes: str | None = None) -> bool:
    """Whether this content is loaded, with these ``programmes`` kept of it and all columns that its contract promises."""
    query = """select count(*) from raw.delivery
               where delivery_id = ? and status = 'loaded' and programmes is not distinct from ?
                 and not coalesce(is_outdated, false)"""
    return _count(connection, query, delivery_id, programmes) > 0


def holds_rows(connection: duckdb.DuckDBPyConnection, delivery_id: str) -> bool:
    """Whether this content is loaded, with whatever programmes and columns."""
    return _count(connection, "select count(*) from raw.delivery where delivery_id = ? and status = 'loaded'", delivery_id) > 0


def remember_file(connection: duckdb.DuckDBPyConnection, key: DeliveryKey) -> None:
    """Record that ``key.file`` holds this delivery, so that the next scan skips the file and recognises a file sent again."""
    stat = key.file.path.stat()
    try:
        published_on, _, edition = key.file.identity()
    except ContractBreach:
        published_on, edition = "", ""
    connection.execute(
        "insert or replace into raw.delivery_file values (?, ?, ?, ?, ?, ?, true)",
        [key.file.name, stat.st_size, stat.st_mtime_ns, key.delivery_id, published_on, edition],
    )


def forget_file(connection: duckdb.DuckDBPyConnection, file_name: str) -> None:
    """Delete the records of this file name."""
    connection.execute("delete from raw.delivery_file where file_name = ?", [file_name])


def forget_refused_files(connection: duckdb.DuckDBPyConnection, present: Sequence[str]) -> None:
    """Drop the refusals of files that were taken away. A loaded delivery stays, even if its file was taken away."""
    connection.execute(
        """delete from raw.delivery_file
           where not list_contains(?, file_name)
             and delivery_id in (select delivery_id from raw.delivery where status = 'refused')""",
        [list(present)],
    )


def load_delivery(
    connection: duckdb.DuckDBPyConnection, key: DeliveryKey, extract: AnyExtract, rows: RawRows | None = None
) -> None:
    """Write one delivery and its rows in one transaction; nothing of it stays if any part fails.

    ``rows`` says where the rows go: into the build database unless another engine keeps them elsewhere.
    """
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
        "rows_read": extract.rows_read,
        **(_filtered(extract) if isinstance(extract, BulkExtract) else {}),
    }
    with transaction(connection):
        # If the content was refused before, or read with other programmes, the new record replaces the old one.
        connection.execute("delete from raw.delivery where delivery_id = ?", [key.delivery_id])
        _insert(connection, "raw.delivery", record)
        if isinstance(extract, BulkExtract):
            _insert_unreadable(connection, key, extract)
        (rows or TableRows(connection)).write(contract, key, extract)
        remember_file(connection, key)


def refuse_delivery(connection: duckdb.DuckDBPyConnection, key: DeliveryKey, breach: ContractBreach) -> RefusedFile:
    """Record that a file was refused whole, and why."""
    record = {**_identity(connection, key), "status": "refused", "rows_read": 0}
    record |= {"reason_es": breach.reason_es, "reason_en": breach.reason_en}
    with transaction(connection):
        connection.execute("delete from raw.delivery where delivery_id = ? and status = 'refused'", [key.delivery_id])
        _insert(connection, "raw.delivery", record)
        remember_file(connection, key)
    return RefusedFile(key.delivery_id, key.file.name, breach.reason_es, breach.reason_en)


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
        "load_number": _load_number(connection, key.delivery_id),
        "publisher": key.file.publisher,
        "dataset": key.file.dataset,
        "file_name": key.file.name,
        "sha256": key.sha256,
        "size_bytes": key.size_bytes,
        "loaded_at": datetime.now(UTC).replace(tzinfo=None),
    }


def _load_number(connection: duckdb.DuckDBPyConnection, delivery_id: str) -> int:
    """The next number. A loaded delivery that is read again keeps its number, so that later deliveries still replace it."""
    own = _count(connection, "select max(load_number) from raw.delivery where delivery_id = ? and status = 'loaded'", delivery_id)
    return own or _count(connection, "select coalesce(max(load_number), 0) + 1 from raw.delivery")


def _filtered(extract: BulkExtract) -> dict[str, object]:
    return {"rows_filtered": extract.rows_filtered, "programmes": extract.programmes}


def _insert_unreadable(connection: duckdb.DuckDBPyConnection, key: DeliveryKey, extract: BulkExtract) -> None:
    """Store the unreadable lines as they came; staging puts them into quarantine."""
    connection.execute("delete from raw.unreadable_line where _delivery_id = ?", [key.delivery_id])
    lines = [
        (key.delivery_id, key.file.name, line.number, line.text, line.reason_es, line.reason_en) for line in extract.unreadable
    ]
    if lines:
        connection.executemany("insert into raw.unreadable_line values (?, ?, ?, ?, ?, ?)", lines)


def _insert(connection: duckdb.DuckDBPyConnection, table: str, record: dict[str, object]) -> None:
    marks = ", ".join("?" for _ in record)
    connection.execute(f"insert into {table} ({', '.join(record)}) values ({marks})", list(record.values()))


def _count(connection: duckdb.DuckDBPyConnection, query: str, *values: object) -> int:
    row = connection.execute(query, list(values)).fetchone()
    return int(row[0] or 0) if row else 0
