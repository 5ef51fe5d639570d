"""Publication: an immutable release folder, then one atomic swap of ``current``.

BI tools and officers open only ``current``; a reader that holds the old release goes on reading it. A release is complete
before it gets its name, and a run that dies anywhere leaves ``current`` as it was (docs/adr/0003).
"""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from orchestration.building.descriptions import built_texts
from orchestration.decisions.kept import last_numbers
from orchestration.loading.warehouse import fingerprint
from orchestration.outcome import Outcome, Publication
from orchestration.releasing.export import export_database, export_files
from orchestration.releasing.identity import write_identity
from orchestration.releasing.inputs import inputs_digest, presentation_digest
from orchestration.releasing.metadata import write_metadata
from orchestration.releasing.release_reading import release_on_top
from orchestration.releasing.rollback import forget_rollback, standing_rollback
from orchestration.releasing.shelf import MANIFEST, current_release_id, manifest_of, prune, swap_current
from orchestration.report_payload import observations, refused_payload, released_payload
from orchestration.settings import DATABASE, LIMA, RELEASED_SCHEMAS, Settings
from orchestration.work_lists.work_list import ListFile, write_work_lists

# Columns left out of the content digest, because the clock of a run may not make two releases differ.
UNTIMED = {
    "ctl_rule": "* exclude (run_id)",
    "ctl_rule_result": "* exclude (run_id, seconds, evaluated_at)",
    "ctl_issue": "* exclude (run_id, first_seen_at, last_seen_at, closed_at)",
}
# Tables that only remember something for the next run. Readers find the same in the marts, so a release does not hold them.
NOT_RELEASED = ("ctl_run", "ctl_state", "ctl_indicator_history", "ctl_reconciliation_history")


def publish(connection: duckdb.DuckDBPyConnection, settings: Settings, outcome: Outcome) -> Publication:
    """Write a release from the build database and swap ``current`` to it.

    If nothing is new, the current release stays on the same day. On another day its pages would speak of yesterday as today.
    A rollback stands on every day until something is new, or until the run was told to end it.
    """
    inputs = inputs_digest(connection, settings)
    rollback = standing_rollback(settings)
    if rollback and rollback.inputs == inputs and not settings.end_rollback:
        outcome.notices.append(rollback.stands)
        return Publication(rollback.release_id, settings.releases / rollback.release_id, is_new=False, went_back=True)
    for abandoned in settings.releases.glob(".building-*"):  # left by a run that was killed; this run holds the lock
        shutil.rmtree(abandoned, ignore_errors=True)
    building = settings.releases / f".building-{outcome.run_id}"
    building.mkdir(parents=True)
    try:
        export_database(connection, settings, released_tables(connection), outcome.run_id, building / DATABASE)
        with release_on_top(connection, building / DATABASE):
            content = content_digest(connection, outcome.run_id)
            current = current_release_id(settings)
            if current and _content_of(settings, current) == (content, _as_of_text(settings), _day_text(outcome)):
                shutil.rmtree(building)
                forget_rollback(settings)
                return Publication(current, settings.releases / current, is_new=False)
            release_id = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{content[:8]}"
            lists = _write_work_lists(connection, settings, outcome, building / "report")
            payload = released_payload(connection, outcome, release_id, lists)
        identity = {"release_id": release_id, "content": content, "inputs": inputs, "decisions": last_numbers(connection)}
        _write_release(settings, outcome, building, identity, payload)
        folder = settings.releases / release_id
        building.rename(folder)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    swap_current(settings, release_id)
    forget_rollback(settings)
    if rollback:
        outcome.notices.append(rollback.ends)
    prune(settings)
    return Publication(release_id, folder, is_new=True)


def write_refusal(connection: duckdb.DuckDBPyConnection, settings: Settings, outcome: Outcome) -> Path:
    """The report of a run that the gate refused, beside the releases; ``current`` is not touched."""
    folder = settings.refusals / outcome.run_id / "report"
    folder.mkdir(parents=True)
    lists = _write_work_lists(connection, settings, outcome, folder)
    payload = refused_payload(connection, outcome, current_release_id(settings), lists)
    _write_report(payload, folder)
    _write_data_docs(outcome, folder.parent / "data_docs", demonstration=payload["run"]["demonstration"])
    for old in sorted(settings.refusals.iterdir(), reverse=True)[settings.keep_releases :]:
        shutil.rmtree(old)
    return folder


def content_digest(connection: duckdb.DuckDBPyConnection, run_id: str) -> str:
    """Digest of every row of every table that a release of this run would hold, without clock columns, and of its pages' code."""
    tables = []
    for schema, table in released_tables(connection):
        columns = UNTIMED.get(table, "*")
        where = f"where run_id = '{run_id}'" if table in UNTIMED else ""
        connection.execute(f"create or replace temp view digest_{table} as select {columns} from {schema}.{table} {where}")
        tables.append(f"digest_{table}")
    hashes = {**fingerprint(connection, tables), "presentation": presentation_digest()}
    return hashlib.sha256(json.dumps(hashes, sort_keys=True).encode()).hexdigest()


def released_tables(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """``(schema, table)`` of everything a release holds, in a stable order."""
    marks = ", ".join("?" * len(RELEASED_SCHEMAS))
    rows = connection.execute(
        f"""select table_schema, table_name from information_schema.tables
            where table_catalog = current_database() and table_schema in ({marks}) and table_name not in (select unnest(?))
            order by table_schema, table_name""",
        [*RELEASED_SCHEMAS, list(NOT_RELEASED)],
    ).fetchall()
    return [(schema, table) for schema, table in rows]


def _write_release(settings: Settings, outcome: Outcome, folder: Path, identity: dict[str, Any], payload: dict[str, Any]) -> None:
    """Everything beside the database file, which is there already."""
    release_id = str(identity["release_id"])
    demonstration = payload["run"]["demonstration"]
    created = datetime.now(UTC)
    day = outcome.started_at.astimezone(LIMA).date()
    write_identity(folder / DATABASE, release_id, day, settings.as_of, str(identity["content"]))
    described = export_files(settings, folder, release_id, demonstration=demonstration)
    write_metadata(folder, release_id, created.date(), built_texts(settings), demonstration=demonstration)
    _write_report(payload, folder / "report")
    _write_data_docs(outcome, folder / "data_docs", demonstration=demonstration)
    shutil.copyfile(folder / "report" / "report.json", folder / "report.json")
    manifest = {
        **identity,
        "run_id": outcome.run_id,
        "created_at": created.isoformat(timespec="seconds"),
        "as_of": _as_of_text(settings),
        "day": _day_text(outcome),
        "engine": settings.engine,
        "demonstration": demonstration,
        "tables": described,
        "verdicts": payload["summary"]["verdicts"],
        "indicators": payload["summary"]["indicators"],
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2, ensure_ascii=False), encoding="utf-8")


def _write_work_lists(
    connection: duckdb.DuckDBPyConnection, settings: Settings, outcome: Outcome, folder: Path
) -> dict[tuple[str, str], ListFile]:
    """The senders' sheets with what to correct; none if dbt failed, because then no row has been judged."""
    if not outcome.build.succeeded:
        return {}
    digests = dict(connection.execute("select file_name, sha256 from raw.delivery where status = 'loaded'").fetchall())
    return write_work_lists(settings.landing, observations(connection), folder, digests)


def _write_report(payload: dict[str, object], folder: Path) -> None:
    from reports.site import write_site  # templates are compiled only when there is something to write

    write_site(payload, folder)


def _write_data_docs(outcome: Outcome, folder: Path, *, demonstration: bool) -> None:
    """The engineers' view of the checks; none when nothing was checked."""
    from expectations.data_docs import write_data_docs  # renderers of Great Expectations

    if outcome.evaluations:
        write_data_docs(outcome.evaluations, folder, demonstration=demonstration)


def _content_of(settings: Settings, release_id: str) -> tuple[str, str | None, str | None]:
    manifest = manifest_of(settings, release_id)
    return manifest["content"], manifest["as_of"], manifest.get("day")


def _day_text(outcome: Outcome) -> str:
    return f"{outcome.started_at.astimezone(LIMA):%Y-%m-%d}"


def _as_of_text(settings: Settings) -> str | None:
    return settings.as_of.isoformat() if settings.as_of else None
