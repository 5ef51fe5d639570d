"""Large files read by several processes: the same rows, the same refusals, and nothing recorded that was not read."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import pytest

from orchestration.loading.reading import reader_of
from sources.breach import ContractBreach
from sources.bulk_extract import BulkExtract
from sources.demonstration.budget_file import write_budget
from sources.landing import LandingFile, scan


@pytest.fixture
def files(tmp_path: Path) -> list[LandingFile]:
    folder = tmp_path / "landing" / "pirdais" / "budget_execution"
    folder.mkdir(parents=True)
    for year in (2022, 2023):
        write_budget(folder / f"{year + 1}-02-15__gasto-{year}.csv", 2000, year, seed=0, restated=False)
    (folder / "2025-02-15__gasto-2024.csv").write_text("MES_EJE\n1\n", encoding="utf-8")
    return list(scan(tmp_path / "landing"))


def rows(extract: BulkExtract) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(f"select * from read_parquet('{extract.parquet}') order by all").fetchall()


def test_several_processes_read_what_one_reads(files: list[LandingFile], tmp_path: Path) -> None:
    found = {}
    for processes in (1, 3):
        with reader_of(files, "0072", tmp_path / "build", processes) as reader:
            found[processes] = [(file.name, rows(reader.large(file)), reader.large(file).sha256) for file in files[:2]]
    assert found[1] == found[3]
    assert all(kept for _, kept, _ in found[1])


def test_a_refusal_keeps_both_its_sentences(files: list[LandingFile], tmp_path: Path) -> None:
    said = []
    for processes in (1, 3):
        with reader_of(files, "0072", tmp_path / "build", processes) as reader, pytest.raises(ContractBreach) as refused:
            reader.large(files[2])
        said.append((refused.value.reason_es, refused.value.reason_en))
    assert said[0] == said[1]
    assert said[0][0] != said[0][1]


def test_a_file_that_changes_before_its_turn_is_read_again(files: list[LandingFile], tmp_path: Path) -> None:
    with reader_of(files, "0072", tmp_path / "build", 2) as reader:
        reader.begun[files[0].name].extract.result()
        write_budget(files[0].path, 1000, 2022, seed=1, restated=False)
        os.utime(files[0].path, ns=(1, 1))
        extract = reader.large(files[0])
    assert (extract.rows_read, extract.sha256) == (1000, files[0].sha256())


def test_nothing_is_left_behind(files: list[LandingFile], tmp_path: Path) -> None:
    with reader_of(files[:2], "0072", tmp_path / "build", 2) as reader:
        assert reader.large(files[0]).parquet.exists()
    assert list((tmp_path / "build").iterdir()) == []
