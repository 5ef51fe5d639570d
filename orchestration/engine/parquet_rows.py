"""Raw rows as Parquet: one file per delivery, named by its content, below the folder of its dataset."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.loading.deliveries import AnyExtract
from orchestration.loading.delivery_key import DeliveryKey
from sources.bulk_extract import BulkExtract
from sources.contract import PROVENANCE_COLUMNS, Contract


@dataclass(frozen=True)
class ParquetRows:
    """``<folder>/<publisher>__<dataset>/<delivery_id>.parquet``; a pure function of the delivery, whoever writes it."""

    folder: Path

    def path(self, contract: Contract, delivery_id: str) -> Path:
        return self.folder / contract.relation / f"{delivery_id}.parquet"

    def write(self, contract: Contract, key: DeliveryKey, extract: AnyExtract) -> None:
        """Write the file under another name, then rename it, so that a file under its own name is always complete."""
        columns = [column.name for column in contract.columns]
        given = {"_delivery_id": key.delivery_id, "_file": key.file.name}
        typed = ", ".join(_typed(name, given) for name in (*columns, *PROVENANCE_COLUMNS))
        path = self.path(contract, key.delivery_id)
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}-{os.getpid()}")
        with duckdb.connect() as connection:
            if isinstance(extract, BulkExtract):
                arriving = f"read_parquet({_quoted(extract.parquet)})"
            else:
                import pandas as pd  # heavy: only when there is something to load

                arriving = "arriving_rows"
                names = [*columns, "_sheet", "_row", "_column"]
                connection.register(arriving, pd.DataFrame(extract.rows, columns=names, dtype=object))
            connection.execute(f"copy (select {typed} from {arriving}) to {_quoted(unfinished)} (format parquet)")
        unfinished.replace(path)


def _typed(name: str, given: dict[str, str]) -> str:
    """One column of the file, with its type stated, because pyarrow finds no type in a column that is empty in every row."""
    value = _quoted(given[name]) if name in given else f'"{name}"'
    return f'cast({value} as {"bigint" if name == "_row" else "varchar"}) as "{name}"'


def _quoted(text: object) -> str:
    return "'" + str(text).replace("'", "''") + "'"
