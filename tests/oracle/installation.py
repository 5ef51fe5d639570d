"""One landing through the whole of the product but its wrapping: loaded, built, tested, judged, and what would be released.

The SQL is what dbt compiled and the rules are those of a run; dbt and Great Expectations, which only carry them, are left out,
because five hundred landings are to be tried.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
from bare_sql import BareSql, Table
from world import Figure

from expectations.bridge import DuckDbTables
from expectations.checks import issue_of
from expectations.ledger import create_ledger, write_ledger
from expectations.records import Issue, RuleRecord
from expectations.rule import Rule
from orchestration.loading.load import LoadResult, load_landing
from orchestration.loading.warehouse import open_warehouse, set_scope
from orchestration.settings import Settings


@dataclass
class Said:
    """What one landing came to. ``stopped`` says why nothing at all would be released; empty if something is."""

    stopped: list[str] = field(default_factory=list)
    values: dict[Figure, tuple[float | None, str, str]] = field(default_factory=dict)  # value, verdict, note
    reasons: dict[Figure, set[str]] = field(default_factory=dict)  # rules that speak of the figure
    refused: list[str] = field(default_factory=list)
    quarantined: int = 0


@dataclass(frozen=True)
class Installation:
    """A build database with the registry loaded, and all that is run on it."""

    template: Path
    stored: list[Table]
    tests: dict[str, str]
    rules: list[Rule]

    def said_of(self, landing: Path, folder: Path, as_of: date) -> Said:
        settings = Settings(home=folder / "home", landing=landing, as_of=as_of)
        settings.build_database.parent.mkdir(parents=True)
        shutil.copy(self.template, settings.build_database)
        run_id, now = "oracle", datetime(as_of.year, as_of.month, as_of.day, 12, tzinfo=UTC)
        said = Said()
        with open_warehouse(settings.build_database) as connection:
            create_ledger(connection)
            set_scope(connection, run_id, as_of, now)
            loaded: LoadResult = load_landing(connection, settings)
        said.refused = [str(item) for item in loaded.refused]
        try:
            BareSql(settings, self.stored).build("", None)
        except duckdb.Error as error:
            said.stopped.append(f"build: {error}"[:300])
            return said
        with open_warehouse(settings.build_database) as connection:
            self._judge(connection, run_id, said)
            if not said.stopped:
                _read(connection, said)
        return said

    def _judge(self, connection: duckdb.DuckDBPyConnection, run_id: str, said: Said) -> None:
        connection.execute("set threads = 1")
        for name, query in self.tests.items():
            (failed,) = connection.execute(f"select count(*) from ({query})").fetchone() or (0,)
            if failed:
                said.stopped.append(f"test {name}")
        tables, issues, records = DuckDbTables(connection), [], []
        for rule in self.rules:
            query = rule.rows_query()
            texts = (rule.title_es, rule.title_en, rule.owner_es, rule.owner_en)
            records.append(
                RuleRecord(
                    run_id, rule.id, rule.severity, rule.dimension, *texts, rule.gate_step, rule.origin, rule.passes_by_rows
                )
            )
            found = _issues(tables, run_id, rule, query) if query else []
            if found and rule.severity == "invariante":
                said.stopped.append(f"rule {rule.id}: {found[0].text_es}")
            issues += found
        write_ledger(connection, run_id, records, [], issues)


def _issues(tables: DuckDbTables, run_id: str, rule: Rule, query: str) -> list[Issue]:
    names, rows = tables.rows(query)
    return [issue_of(run_id, rule, dict(zip(names, row, strict=True))) for row in rows]


def _read(connection: duckdb.DuckDBPyConnection, said: Said) -> None:
    def rows(query: str) -> list[tuple[Any, ...]]:
        return connection.execute(query).fetchall()

    key = "indicator_code, territory_level, territory_code, period, cutoff_date"
    for *figure, value, verdict, note in rows(
        f"select {key}, cast(value as double), verdict, note_es from control.ctl_released_value"
    ):
        said.values[tuple(figure)] = (value, verdict, note or "")  # type: ignore[index]
    for *figure, rule in rows(f"select {key}, rule_id from control.ctl_verdict_reason where step is not null"):
        said.reasons.setdefault(tuple(figure), set()).add(rule)  # type: ignore[arg-type]
    said.quarantined = int(rows("select count(*) from control.ctl_quarantine")[0][0])
