"""Stage «build»: dbt builds staging to control, in this process.

A subprocess would import dbt a second time, and ``DbtCliResource.stream`` was measured at more than twice the time
(docs/adr/0005). The adapter's connections are closed after each invocation: dbt leaves the DuckDB file open.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from orchestration.settings import Settings

# Unit tests and the cases of the macros judge our SQL, not today's data: the test suite runs them, a daily run need not.
NOT_IN_A_RUN = ("--exclude-resource-type", "unit_test", "--exclude", "macro_cases")


@dataclass(frozen=True)
class DbtNode:
    """One executed dbt node: ``status`` is success, pass, error, fail, skipped or warn; ``seconds`` of wall time."""

    unique_id: str
    status: str
    seconds: float
    message: str

    @property
    def failed(self) -> bool:
        return self.status in ("error", "fail", "runtime error")


@dataclass(frozen=True)
class DbtResult:
    """What one ``dbt build`` did. ``error`` is set when dbt could not even start."""

    nodes: list[DbtNode] = field(default_factory=list)
    error: str = ""

    @property
    def failures(self) -> list[DbtNode]:
        return [node for node in self.nodes if node.failed]

    @property
    def succeeded(self) -> bool:
        return not self.error and not self.failures


def dbt_arguments(settings: Settings) -> list[str]:
    """Flags that every dbt command of this project takes."""
    return [
        "--project-dir", str(settings.dbt_project),
        "--profiles-dir", str(settings.dbt_project),
        "--target-path", str(settings.dbt_target),
        "--log-path", str(settings.dbt_target / "logs"),
        "--target", settings.engine,
    ]  # fmt: skip


def dbt_environment(settings: Settings) -> dict[str, str]:
    """Environment that the profile needs; no usage statistics leave the machine."""
    return {
        "DBT_ENV_SECRET_CSAD_BUILD_DATABASE": str(settings.build_database),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DO_NOT_TRACK": "1",
    }


def run_dbt(
    settings: Settings,
    command: str = "build",
    selection: Sequence[str] = NOT_IN_A_RUN,
    *,
    environment: Mapping[str, str] | None = None,
    afresh: bool = False,
) -> DbtResult:
    """Run one dbt command on the build database, which nobody else in this process may hold open.

    ``environment`` is what the profile of another engine needs beside it; ``afresh`` makes incremental tables anew.
    """
    from dbt.cli.main import dbtRunner  # heavy: about two seconds

    settings.dbt_target.mkdir(parents=True, exist_ok=True)
    arguments = [
        command,
        *(selection if command != "parse" else ()),
        *(("--full-refresh",) if afresh else ()),
        *dbt_arguments(settings),
        "--quiet",
        "--log-level",
        "none",
        "--log-level-file",
        "warn",
    ]
    with _environment({**dbt_environment(settings), **(environment or {})}):
        try:
            outcome = dbtRunner().invoke(arguments)
        finally:
            _close_connections()
    results = getattr(outcome.result, "results", None) or []
    nodes = [
        DbtNode(r.node.unique_id, str(getattr(r.status, "value", r.status)), r.execution_time, r.message or "") for r in results
    ]
    if outcome.exception and not isinstance(outcome.exception, Exception):
        raise outcome.exception  # Ctrl-C: dbt hands it over as a result, and a build that was broken off is no good build
    error = (str(outcome.exception) or repr(outcome.exception)) if outcome.exception else ""
    return DbtResult(nodes, error)


def build(settings: Settings, only: Sequence[str] | None, environment: Mapping[str, str] | None = None) -> DbtResult:
    """``dbt build`` of the models and tests named in ``only``, or of everything afresh."""
    if only is None:
        return run_dbt(settings, environment=environment, afresh=True)
    # «empty»: dbt adds no test that is not named. The manifest of the last build stands, because the project is the same.
    selection = ("--select", *only, "--indirect-selection", "empty", "--no-write-json")
    return run_dbt(settings, selection=selection, environment=environment)


@contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    """Set variables for the length of one dbt command: what is left behind would be read as a setting later."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def manifest_path(settings: Settings) -> Path:
    return settings.dbt_target / "manifest.json"


def read_manifest(settings: Settings) -> dict[str, Any]:
    """What dbt last wrote of the project: models, tests, sources, and who reads whom."""
    manifest: dict[str, Any] = json.loads(manifest_path(settings).read_text(encoding="utf-8"))
    return manifest


def _close_connections() -> None:
    """Release the build database; dbt-duckdb keeps its environment open for the life of the process (2026-11-23)."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    environment = DuckDBConnectionManager._ENV
    if environment is not None:
        environment.close()
    DuckDBConnectionManager.close_all_connections()
