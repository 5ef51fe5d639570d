"""How the runs of a home went: one line when a run begins, one when it ends, in a file that anybody may read at any time.

The build database has one writer, and a reader of it would stop the run; the rules read its ``ctl_run``, people read this.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

from orchestration.outcome import Outcome
from orchestration.settings import Settings
from orchestration.stages.run_lock import is_running

RUNNING, UNFINISHED = "running", "unfinished"


@contextmanager
def on_record(settings: Settings, outcome: Outcome) -> Iterator[None]:
    """Inside, the run is on record as running; afterwards as it ended: ``unfinished`` unless it released or was refused.

    A run that is killed writes no second line: whoever reads finds that nobody holds the lock.
    """
    begun = {
        "run_id": outcome.run_id,
        "started_at": outcome.started_at.replace(tzinfo=None),
        "finished_at": None,
        "as_of_date": settings.as_of,
        "outcome": RUNNING,
        "release_id": None,
        "deliveries_new": None,
        "deliveries_refused": None,
        "engine": settings.engine,
        "fault": "",
    }
    _append(settings.run_record, begun)
    fault = ""
    try:
        yield
    except BaseException as error:
        fault = f"{type(error).__name__}: {error}"
        raise
    finally:
        ended = asdict(outcome.record) if outcome.record else {"outcome": UNFINISHED, "fault": fault}
        _append(settings.run_record, {**begun, **ended})


def last_runs(settings: Settings, limit: int = 10) -> list[dict[str, Any]]:
    """The newest runs of the engine first, the one under way included; empty before the first run."""
    runs: dict[str, dict[str, Any]] = {}
    for line in _lines(settings.run_record):
        runs[line["run_id"]] = line
    newest = sorted(runs.values(), key=lambda run: run["started_at"], reverse=True)
    busy = bool(newest) and newest[0]["outcome"] == RUNNING and is_running(settings)
    for run in newest[int(busy) :]:
        if run["outcome"] == RUNNING:
            run["outcome"] = UNFINISHED
    return [run for run in newest if run["engine"] == settings.engine][:limit]


def _append(path: Path, line: dict[str, Any]) -> None:
    """On the disk before the run goes on, so that a power cut leaves a run that began on record."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as stream:
        # A line that a power cut left unfinished must not swallow this one.
        stream.write("\n" + json.dumps(line, ensure_ascii=False, default=str) + "\n")
        stream.flush()
        os.fsync(stream.fileno())


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if not path.exists():
        return
    for text in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            line = json.loads(text)
        except json.JSONDecodeError:  # empty, or cut by a power cut
            continue
        for name in ("started_at", "finished_at"):
            line[name] = datetime.fromisoformat(line[name]) if line[name] else None
        line["as_of_date"] = date.fromisoformat(line["as_of_date"]) if line["as_of_date"] else None
        yield line
