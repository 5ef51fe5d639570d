"""One run: load → build → check → gate → release. The command and the Dagster job go through these stages.

``start`` opens a run and holds its lock; each stage is a function of its own on the run's ``Outcome``, so that Dagster's
assets call them one by one; ``run`` calls them in a row.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime

import duckdb

from expectations.ledger import create_ledger, write_run
from expectations.records import RunRecord
from expectations.rule import Rule
from orchestration.building.dbt_build import DbtResult, manifest_path, read_manifest
from orchestration.building.descriptions import built_texts
from orchestration.building.downstream import downstream_of
from orchestration.building.last_build import arrived_relations, build_key, forget_build, last_build, remember_build
from orchestration.building.rules import project_rules
from orchestration.decisions.kept import DecisionsLost
from orchestration.decisions.standing import offer_decisions
from orchestration.engine.choice import chosen_engine
from orchestration.loading.load import LoadResult, load_landing
from orchestration.loading.presence import mark_withdrawn
from orchestration.loading.warehouse import create_raw_schema, open_warehouse, set_scope
from orchestration.outcome import Outcome, Progress, Refusal, Silent, StageMissing, new_run_id
from orchestration.releasing.release import publish, write_refusal
from orchestration.settings import DATABASE, LIMA, Settings
from orchestration.stages.findings import findings
from orchestration.stages.gate import refusals_of_build, refusals_of_checks, refusals_of_columns, refusals_of_losses
from orchestration.stages.run_lock import only_run
from orchestration.stages.states import remember_states
from orchestration.stages.status import on_record


def run(settings: Settings, progress: Progress | None = None) -> Outcome:
    """Do everything once. Raises ``AnotherRun`` when a run is under way; any fault leaves ``current`` as it was."""
    told = progress or Silent()
    with start(settings) as outcome:
        told.stage("load")
        load_stage(settings, outcome, told)
        told.stage("build")
        build_stage(settings, outcome)
        told.stage("check")
        check_stage(settings, outcome, told)
        told.stage("release")
        release_stage(settings, outcome)
    return outcome


@contextmanager
def start(settings: Settings) -> Iterator[Outcome]:
    """Hold the run lock, name the run, and tell the build database which run this is and what day it may know."""
    started_at = datetime.now(UTC)
    with only_run(settings), ExitStack() as held:
        outcome = Outcome(new_run_id(started_at), started_at, chosen_engine(settings, held), LoadResult(), DbtResult())
        with _timed(outcome, "load"), open_warehouse(settings.build_database) as connection:
            create_raw_schema(connection)
            create_ledger(connection)
            set_scope(connection, outcome.run_id, settings.as_of, outcome.started_at)
            try:
                offer_decisions(connection, settings, settings.as_of or started_at.astimezone(LIMA).date())
            except DecisionsLost as lost:
                outcome.refusals.append(Refusal("decisions", lost.text_es, lost.text_en))
        with on_record(settings, outcome):
            yield outcome


def load_stage(settings: Settings, outcome: Outcome, progress: Progress, dataset_id: str | None = None) -> LoadResult:
    """Load what is new of one dataset, of the files that belong to none (``NO_DATASET``), or of all; say what was found."""
    with _timed(outcome, "load"), open_warehouse(settings.build_database) as connection:
        found = load_landing(connection, settings, dataset_id, progress.detail, outcome.engine.raw_rows(connection))
        mark_withdrawn(connection)
    outcome.load.new += found.new
    outcome.load.unchanged += found.unchanged
    outcome.load.refused += found.refused
    outcome.load.redescribed += found.redescribed
    return found


def build_stage(settings: Settings, outcome: Outcome) -> None:
    """dbt builds nothing, what is downstream of the deliveries that arrived, or everything afresh; see ``last_build``."""
    with _timed(outcome, "build"):
        if outcome.refusals:  # what people decided is not known: nothing is built on it
            outcome.build = DbtResult(error=outcome.refusals[0].text_en)
            return
        with open_warehouse(settings.build_database) as connection:
            key, last = build_key(connection, settings), last_build(connection)
            stands = last is not None and outcome.engine.holds_build(last.whole)
            if stands and key == last:
                outcome.engine.offer(connection)
                return
            only = None
            if stands and last is not None and key.only_adds_to(last) and manifest_path(settings).exists():
                only = downstream_of(read_manifest(settings), arrived_relations(connection, key, last))
            forget_build(connection, afresh=only is None)
            outcome.engine.offer(connection)
        outcome.build = outcome.engine.build(key.whole, only)
        outcome.refusals += refusals_of_build(outcome.build)
        if outcome.build.succeeded:
            with open_warehouse(settings.build_database) as connection:
                remember_build(connection, key, outcome.build.nodes, outcome.started_at.replace(tzinfo=None))


def check_stage(settings: Settings, outcome: Outcome, progress: Progress) -> list[Rule]:
    """Great Expectations on every run, also on one with nothing new; skipped only when the build failed."""
    with _timed(outcome, "check"):
        rules = project_rules(settings.rules)
        if outcome.refusals:
            return rules
        from expectations.checks import run_checks

        with open_warehouse(settings.build_database) as connection:
            tables = outcome.engine.tables(connection)
            outcome.evaluations = []
            found = findings(connection, tables, settings, outcome, rules)
            outcome.results = run_checks(
                connection, outcome.run_id, rules, progress.detail, tables, outcome.evaluations.append, found
            )
            outcome.engine.bring_home(connection)
            outcome.refusals += refusals_of_checks(connection, outcome.run_id, outcome.results)
            outcome.refusals += refusals_of_columns(connection, built_texts(settings))
            outcome.refusals += refusals_of_losses(connection, settings)
            outcome.rows = _rows(connection)
        return rules


def release_stage(settings: Settings, outcome: Outcome) -> None:
    """Publish, or write the report that says why not; then record how the run ended.

    Raises ``StageMissing`` when nobody built or checked in this run: what nobody judged is not released.
    """
    missing = [stage for stage in ("build", "check") if stage not in outcome.seconds]
    if missing and not outcome.refusals:
        raise StageMissing(f"nothing is released without {' and '.join(missing)} in the same run: run all of it")
    with _timed(outcome, "release"), open_warehouse(settings.build_database) as connection:
        if outcome.refusals:
            outcome.report = write_refusal(connection, settings, outcome)
        else:
            outcome.publication = publish(connection, settings, outcome)
            outcome.report = settings.current / "report"
            # A run about the past remembers nothing, because it is not «today»; nor does one that leaves a rollback alone.
            if settings.as_of is None and not outcome.publication.went_back:
                remember_states(connection, outcome.run_id, outcome.started_at, settings.current / DATABASE)
        outcome.record = _record(settings, outcome)
        write_run(connection, outcome.record)


def _rows(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    row = connection.execute(
        """select sum(rows_read), sum(rows_accepted), sum(rows_filtered), sum(rows_quarantined)
           from control.ctl_delivery where status = 'loaded'"""
    ).fetchone()
    return dict(zip(("read", "accepted", "filtered", "quarantined"), (int(n or 0) for n in row or (0, 0, 0, 0)), strict=True))


def _record(settings: Settings, outcome: Outcome) -> RunRecord:
    return RunRecord(
        run_id=outcome.run_id,
        started_at=outcome.started_at.replace(tzinfo=None),
        finished_at=datetime.now(UTC).replace(tzinfo=None),
        as_of_date=settings.as_of,
        outcome=outcome.word,
        release_id=outcome.publication.release_id if outcome.publication else None,
        deliveries_new=len(outcome.load.new),
        deliveries_refused=len(outcome.load.refused),
    )


@contextmanager
def _timed(outcome: Outcome, name: str) -> Iterator[None]:
    """Add up the seconds of a stage, which may take several calls; a stage that raised has not been gone through."""
    started = time.perf_counter()
    yield
    outcome.seconds[name] = outcome.seconds.get(name, 0.0) + time.perf_counter() - started
