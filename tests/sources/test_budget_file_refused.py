"""What the reader of the budget file refuses: what it cannot read whole, and a file that changes under its eyes."""

from __future__ import annotations

import gzip
import os
import zipfile
from pathlib import Path
from typing import Any

import budget_lines
import duckdb
import pytest
from budget_lines import line
from budget_reading import read, refusal, rows, some_lines

from sources import kept_lines, line_account
from sources.breach import ContractBreach

NAME = "pirdais/budget_execution/2026-01-31__2025-gasto"


def test_a_truncated_gz_is_refused(tmp_path: Path) -> None:
    whole = gzip.compress(budget_lines.text([line(SEC_FUNC=n, META_NOMBRE=os.urandom(40).hex()) for n in range(3000)]).encode())
    assert "incompleto o dañado" in refusal(tmp_path, whole[: len(whole) * 2 // 3], ".csv.gz")
    assert "incompleto o dañado" in refusal(tmp_path, whole[:-6], ".csv.gz"), "the check sum is missing"


def test_a_zip_with_two_members_is_refused(tmp_path: Path) -> None:
    packed = tmp_path / "packed"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("2024-Gasto.csv", budget_lines.text(some_lines()))
        archive.writestr("2025-Gasto.csv", budget_lines.text(some_lines()))
    assert refusal(tmp_path, packed.read_bytes(), ".zip") == (
        "El archivo comprimido trae 2 archivos; se espera uno solo, en .csv."
    )


@pytest.mark.parametrize("extension", [".csv", ".csv.gz"])
def test_nul_bytes_are_refused(tmp_path: Path, extension: str) -> None:
    content = budget_lines.text(some_lines()).encode().replace(b"0068", b"00\x0068", 1)
    content = gzip.compress(content) if extension == ".csv.gz" else content
    assert "bytes nulos" in refusal(tmp_path, content, extension)


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = line_account.from_parser

    def growing(connection: duckdb.DuckDBPyConnection, rejects: str) -> Any:
        with (tmp_path / f"{NAME}.csv").open("ab") as stream:
            stream.write(b"x")
        return original(connection, rejects)

    monkeypatch.setattr("sources.line_account.from_parser", growing)
    assert "cambió mientras se leía" in refusal(tmp_path, budget_lines.text(some_lines()))


def test_a_file_that_is_cut_before_its_kept_lines_are_read_again_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = kept_lines._copy_lines

    def after_a_cut(path: Path, *more: Any) -> None:
        path.write_bytes(path.read_bytes()[:1500])
        original(path, *more)

    monkeypatch.setattr("sources.kept_lines._copy_lines", after_a_cut)
    assert "cambió mientras se leía" in refusal(tmp_path, budget_lines.text(some_lines()))


@pytest.mark.parametrize("quote_all", [True, False])
def test_quotes_that_do_not_close_never_swallow_lines_unseen(tmp_path: Path, quote_all: bool) -> None:
    """Whoever follows an open quote cannot say where the next line starts: the file is refused, nothing is loaded from it."""
    text = budget_lines.text(some_lines())
    text = text if quote_all else text.replace('"', "")
    lines = text.split("\r\n")
    lines[3] = lines[3].replace("SEÑAL" if not quote_all else '"SEÑAL"', '"SEÑAL', 1)
    try:
        extract = read(tmp_path, "\r\n".join(lines))
    except ContractBreach as breach:
        assert "no se puede separar" in breach.reason_es or "Ninguna de las" in breach.reason_es
    else:
        assert extract.rows_read == 10
        assert [number for (number,) in rows(extract, "_row")] == [2, 6, 11]


def test_a_file_with_carriage_returns_only_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, budget_lines.text(some_lines()).replace("\r\n", "\r"))
