"""What tests share: a warehouse in a folder of its own, and small files to plant in its landing tree.

A scenario copies the home of the base run and the published extracts, then changes only what it plants, so that loading
is incremental and dbt's parse cache is warm.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter
import yaml

from orchestration.loading.warehouse import DUCKDB_CONFIG, fingerprint
from orchestration.outcome import Outcome
from orchestration.settings import PROJECT_ROOT, Settings
from orchestration.stages.run import run
from sources.landing import scan

PUBLISHED = PROJECT_ROOT / "sources" / "published"
REGISTRY = PROJECT_ROOT / "sources" / "reference"
EXTRACTS = (*scan(PUBLISHED), *scan(REGISTRY))


@dataclass
class Warehouse:
    """One home with its settings; ``outcome`` is that of its last run."""

    settings: Settings
    outcome: Outcome | None = field(default=None)

    def run(self) -> Outcome:
        self.outcome = run(self.settings)
        return self.outcome

    def released(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of a query on the current release."""
        path = (self.settings.current / "csad_marts.duckdb").resolve()
        with duckdb.connect(str(path), read_only=True, config=DUCKDB_CONFIG) as connection:
            return connection.execute(query, list(values)).fetchall()

    def built(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of a query on the build database."""
        with duckdb.connect(str(self.settings.build_database), read_only=True, config=DUCKDB_CONFIG) as connection:
            return connection.execute(query, list(values)).fetchall()

    def release_hashes(self) -> dict[str, str]:
        """Fingerprint of every released table of core, marts and control, the clock of the ledger apart."""
        path = (self.settings.current / "csad_marts.duckdb").resolve()
        with duckdb.connect(str(path), read_only=True, config=DUCKDB_CONFIG) as connection:
            tables = connection.execute(
                "select schema_name || '.' || table_name from duckdb_tables() where schema_name in ('core', 'marts', 'control')"
            ).fetchall()
            timed = {"control.ctl_rule", "control.ctl_rule_result", "control.ctl_issue"}
            return fingerprint(connection, sorted(name for (name,) in tables if name not in timed))

    def current_state(self) -> tuple[str, dict[str, tuple[int, int]]]:
        """Target of ``current`` with size and time of every file in it: equal before and after means untouched."""
        target = self.settings.current.readlink()
        folder = self.settings.home / target
        files = {
            path.relative_to(folder).as_posix(): (path.stat().st_size, path.stat().st_mtime_ns)
            for path in folder.rglob("*")
            if path.is_file()
        }
        return str(target), files


def copy_of(base: Warehouse, folder: Path, **changed: object) -> Warehouse:
    """A warehouse in ``folder`` that starts where ``base`` stands, with a landing tree of its own."""
    shutil.copytree(base.settings.home, folder / "home", symlinks=True)
    shutil.copytree(PUBLISHED, folder / "landing")
    return Warehouse(Settings(home=folder / "home", landing=folder / "landing", **changed))  # type: ignore[arg-type]


def put(landing: Path, name: str, content: str | bytes, sidecar: Mapping[str, object] | None = None) -> Path:
    """Write one file of a landing tree, with its sidecar where given."""
    path = landing / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    if sidecar is not None:
        put_sidecar(path, sidecar)
    return path


def put_sidecar(path: Path, sidecar: Mapping[str, object]) -> Path:
    stem = path.name
    for suffix in (".csv.gz", ".csv", ".zip", ".xlsx", ".yml"):
        stem = stem.removesuffix(suffix)
    beside = path.with_name(f"{stem}.meta.yml")
    beside.write_text(yaml.safe_dump(dict(sidecar), allow_unicode=True), encoding="utf-8")
    return beside


def put_workbook(landing: Path, name: str, sheets: Mapping[str, Sequence[Sequence[object]]], **kwargs: Any) -> Path:
    """Write a workbook whose cells keep their native types; dates are written as dates."""
    path = landing / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"}) as workbook:
        for sheet, rows in sheets.items():
            worksheet = workbook.add_worksheet(sheet)
            for number, row in enumerate(rows):
                worksheet.write_row(number, 0, row)
    if kwargs.get("sidecar") is not None:
        put_sidecar(path, kwargs["sidecar"])
    return path


def cited(edition: str, **more: object) -> dict[str, object]:
    """A sidecar of a sourced file."""
    return {"title": f"Prueba {edition}", "citation": "Archivo de prueba", "evidence": "cited", "edition": edition, **more}
