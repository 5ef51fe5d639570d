"""One budget file in a landing tree, and how the tests read it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest
from budget_lines import line

from sources.breach import ContractBreach
from sources.budget_file import read_bulk
from sources.bulk_extract import BulkExtract
from sources.landing import LandingFile

NAME = "pirdais/budget_execution/2026-01-31__2025-gasto"


def landed(folder: Path, content: str | bytes, extension: str = ".csv") -> LandingFile:
    path = folder / f"{NAME}{extension}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return LandingFile(path, f"{NAME}{extension}", "pirdais", "budget_execution")


def read(folder: Path, content: str | bytes, extension: str = ".csv", programmes: str = "0072") -> BulkExtract:
    extract = read_bulk(landed(folder, content, extension), programmes, folder)
    assert extract.rows_read == extract.rows_kept + extract.rows_filtered + len(extract.unreadable)
    assert len(rows(extract, "1")) == extract.rows_kept
    return extract


def rows(extract: BulkExtract, columns: str) -> list[tuple[Any, ...]]:
    query = f"select {columns} from read_parquet('{extract.parquet}') order by _row"
    return duckdb.connect().execute(query).fetchall()


def counts(extract: BulkExtract) -> tuple[int, int, int, int]:
    return extract.rows_read, extract.rows_kept, extract.rows_filtered, len(extract.unreadable)


def some_lines() -> list[dict[str, str]]:
    """Ten lines; the first, the fifth and the last are of programme 0072."""
    return [line(SEC_FUNC=n, PROGRAMA_PPTO="0072" if n in (0, 4, 9) else "0068") for n in range(10)]


def refusal(folder: Path, content: str | bytes, extension: str = ".csv") -> str:
    with pytest.raises(ContractBreach) as caught:
        read(folder, content, extension)
    assert not [path for path in folder.iterdir() if path.name.startswith("tmp")], "nothing is left behind"
    return caught.value.reason_es
