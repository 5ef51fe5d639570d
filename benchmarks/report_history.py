"""Does the report cost more when more runs lie behind it? The same release with 10 and with 1,000 past runs in its ledger.

The past is made from what one run wrote: a run a day, each with all results of rules, the state of every indicator and
reconciliation, a signature of one indicator and period, and as many findings, closed the day after, as are open today.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.measuring import Work, alternate, call
from benchmarks.result import Limit, Result
from benchmarks.scale import Scale
from orchestration.decisions.decide import sign
from orchestration.loading.warehouse import open_warehouse
from orchestration.settings import Settings
from orchestration.stages.run import run

FEW, MANY = 10, 1_000
RATIO_LIMIT = 1.2
PARTS = ("tables", "work lists", "payload", "pages")
SIGNED = ("COCA-AREA", "2014")
# One report takes about a second, so several are timed: a busy moment of the machine cannot turn the figure around.
REPORTS = 5
# By table, what a past run's row has instead of today's; ``n`` is how many days ago it ran.
_PAST = {
    "ctl_run": "'past-' || n as run_id, started_at - to_days(n) as started_at, finished_at - to_days(n) as finished_at",
    "ctl_rule_result": "'past-' || n as run_id, evaluated_at - to_days(n) as evaluated_at",
    "ctl_indicator_history": "'past-' || n as run_id, cast(day - to_days(n) as date) as day",
    "ctl_reconciliation_history": "'past-' || n as run_id, cast(day - to_days(n) as date) as day",
    "ctl_issue": """'past-' || n as run_id, md5(issue_id || n) as issue_id, first_seen_at - to_days(n) as first_seen_at,
                    last_seen_at - to_days(n) as last_seen_at, last_seen_at - to_days(n - 1) as closed_at""",
}


def add_past_runs(connection: duckdb.DuckDBPyConnection, runs: int) -> dict[str, int]:
    """Put ``runs`` days of one run each before the only run of this ledger; the rows of each table after it."""
    rows = {}
    for table, changed in _PAST.items():
        known = "where closed_at is null" if table == "ctl_issue" else ""
        connection.execute(
            f"""insert into control.{table} by name
                select * exclude (n) replace ({changed}) from control.{table}
                cross join (select cast(range + 1 as integer) as n from range({runs})) {known}"""
        )
        ((rows[table],),) = connection.execute(f"select count(*) from control.{table}").fetchall()
    return rows


def report(home: str, out: str) -> Work:
    """A run with nothing new, as any run is; then time tables, work lists, payload and site, several times."""
    settings = Settings(home=Path(home))
    started = time.process_time()
    outcome = run(settings)
    run_cpu = time.process_time() - started
    if outcome.publication is None:
        raise RuntimeError(f"nothing was released: {outcome.refusals}")
    release_id = outcome.publication.release_id
    stages = {stage: round(seconds, 2) for stage, seconds in outcome.seconds.items()}

    def work() -> dict[str, Any]:
        from orchestration.releasing.export import export_database
        from orchestration.releasing.release import released_tables
        from orchestration.releasing.release_reading import release_on_top
        from orchestration.report_payload import observations, released_payload
        from orchestration.settings import DATABASE
        from orchestration.work_lists.work_list import write_work_lists
        from reports.site import write_site

        parts = dict.fromkeys(PARTS, 0.0)
        with open_warehouse(settings.build_database) as connection:
            for number in range(REPORTS):
                folder = Path(out) / str(number)
                folder.mkdir(parents=True)
                times = [time.perf_counter()]
                tables = released_tables(connection)
                export_database(connection, settings, tables, outcome.run_id, folder / DATABASE)
                times.append(time.perf_counter())
                with release_on_top(connection, folder / DATABASE):
                    lists = write_work_lists(settings.landing, observations(connection), folder)
                    times.append(time.perf_counter())
                    payload = released_payload(connection, outcome, release_id, lists)
                    times.append(time.perf_counter())
                write_site(payload, folder)
                times.append(time.perf_counter())
                for part, (start, end) in zip(PARTS, pairwise(times), strict=True):
                    parts[part] += (end - start) / REPORTS
        days = max(len(indicator["history"]) for indicator in payload["indicators"])
        return {"days_shown": days, "run_seconds": sum(stages.values()), "run_cpu": run_cpu, "stages": stages, **parts}

    return work


def benchmark(scale: Scale) -> Result:
    """Alternating rounds on two copies of one installation."""
    with tempfile.TemporaryDirectory(prefix="csad-bench-") as folder:
        homes, rows = _installations(Path(folder))
        turn = iter(range(1_000))

        def measured(home: Path) -> Any:
            return call(report, home=str(home), out=str(Path(folder) / f"reports-{next(turn)}"))

        found = alternate(scale.rounds, {name: lambda home=home: measured(home) for name, home in homes.items()})
    few, many = (found[name] for name in homes)
    table = [
        [
            "",
            "one report, seconds",
            *PARTS,
            "days it shows",
            "run with nothing new, seconds",
            "its CPU seconds",
            "results of rules",
            "findings",
            "signed values",
        ]
    ]
    for series in (few, many):
        counts = (f"{rows[series.name][name]:,}" for name in ("ctl_rule_result", "ctl_issue", "signed"))
        seconds = (series.seconds / REPORTS, *(series.detail(part) for part in PARTS))
        run_parts = (f"{series.detail(key):.1f}" for key in ("run_seconds", "run_cpu"))
        shown = (f"{series.detail('days_shown'):.0f}", *run_parts)
        table.append([series.name, *(f"{second:.2f}" for second in seconds), *shown, *counts])
    limits = [Limit(f"payload and report, {MANY:,} past runs against {FEW}", many.seconds / few.seconds, RATIO_LIMIT)]
    remarks = [f"CPU seconds of a run with nothing new, the same ratio: {many.detail('run_cpu') / few.detail('run_cpu'):.2f}"]
    return Result("history", "The report after many runs", table, limits, (few, many), remarks)


def _installations(folder: Path) -> tuple[dict[str, Path], dict[str, dict[str, int]]]:
    """Homes by name, and the rows of their ledgers."""
    run(Settings(home=folder / "first"))
    homes, rows = {}, {}
    for runs in (FEW, MANY):
        name = f"{runs:,} past runs"
        homes[name] = shutil.copytree(folder / "first", folder / f"home-{runs}", symlinks=True)
        settings = Settings(home=homes[name])
        with open_warehouse(settings.build_database) as connection:
            rows[name] = add_past_runs(connection, runs)
        now = datetime.now(UTC)
        rows[name]["signed"] = sum(
            sign(settings, *SIGNED, "Banco de pruebas", at=now - timedelta(days=runs - number)).values for number in range(runs)
        )
    return homes, rows
