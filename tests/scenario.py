"""What tests share: a warehouse in a folder of its own, and small files to plant in its landing tree.

A scenario copies the home of the base run and the published extracts, then changes only what it plants, so that loading
is incremental and dbt's parse cache is warm. A whole run is dear: a scenario serves every test that its faults allow.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb
import xlsxwriter
import yaml
from typer.testing import CliRunner, Result

from orchestration.commands.cli import app
from orchestration.loading.warehouse import DUCKDB_CONFIG, fingerprint
from orchestration.outcome import Outcome, Progress, Silent
from orchestration.settings import PROJECT_ROOT, Settings
from orchestration.stages.run import build_stage, load_stage, run, start
from sources.landing import scan

PUBLISHED = PROJECT_ROOT / "sources" / "published"
REGISTRY = PROJECT_ROOT / "sources" / "reference"
EXTRACTS = (*scan(PUBLISHED), *scan(REGISTRY))


@dataclass
class Warehouse:
    """One home with its settings; ``outcome`` is that of its last run, ``said`` what its last command printed."""

    settings: Settings
    outcome: Outcome | None = field(default=None)
    said: str = ""

    def run(self) -> Outcome:
        self.outcome = run(self.settings)
        return self.outcome

    def load_and_build(self) -> Outcome:
        """The first two stages of a run, for tests that read the build database and no release."""
        with start(self.settings) as self.outcome:
            load_stage(self.settings, self.outcome, Silent())
            build_stage(self.settings, self.outcome)
        return self.outcome

    def command(self, *arguments: str, **environment: str) -> Result:
        """``csad …`` on this home, in this process; the outcome of ``csad run`` is kept."""

        def run_and_keep(settings: Settings, progress: Progress | None = None) -> Outcome:
            self.outcome = run(settings, progress)
            return self.outcome

        folders = {
            f"CSAD_{name.upper()}": str(getattr(self.settings, name))
            for name in ("home", "landing", "registry", "dbt_project", "rules")
        }
        with patch("orchestration.stages.run.run", run_and_keep):
            result = CliRunner().invoke(app, list(arguments), env={**folders, **environment}, catch_exceptions=False)
        self.said = result.output
        return result

    def payload(self) -> dict[str, Any]:
        """``report.json`` of the current release."""
        said: dict[str, Any] = json.loads((self.settings.current / "report.json").read_text(encoding="utf-8"))
        return said

    def page(self, name: str, language: str = "es") -> str:
        """The text of a page of the current report, without marks."""
        html = (self.settings.current / "report" / language / name).read_text(encoding="utf-8")
        return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", html, flags=re.S)).split())

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
