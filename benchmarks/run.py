"""``make bench``: a whole ``csad run`` and a run with nothing new, against ``dbt build`` alone on the same project.

Each round measures the three one after the other as subprocesses, so that the load of the machine falls on all of them alike; the
figure is the median of the rounds. «Warm» means that Python's and dbt's caches exist; the whole run loads every
published extract into an empty database.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from orchestration.dbt_build import NOT_IN_A_RUN, dbt_arguments, dbt_environment
from orchestration.settings import PROJECT_ROOT, Settings

ROUNDS = 5
WHOLE_RUN_LIMIT, WHOLE_RUN_AIM, NOTHING_NEW_LIMIT = 2.5, 2.0, 1.3
STAGES = ("load", "build", "check", "release")
RESULTS = PROJECT_ROOT / "benchmarks" / "results"


@dataclass
class Measurement:
    """Seconds of one kind of run, one entry per round; ``stages`` holds what the run itself reports."""

    name: str
    seconds: list[float] = field(default_factory=list)
    stages: list[dict[str, float]] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    def stage(self, name: str) -> float:
        return statistics.median(entry.get(name, 0.0) for entry in self.stages)


def main() -> None:
    """Measure, print the table and write ``benchmarks/results/run.json``; exit 1 when a limit is passed."""
    with tempfile.TemporaryDirectory(prefix="csad-bench-") as folder:
        settings = Settings(home=Path(folder) / "home")
        dbt, whole, nothing = measure(settings)
    ratios = {"whole run": whole.median / dbt.median, "nothing new": nothing.median / dbt.median}
    table = markdown(dbt, whole, nothing)
    print(table)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "run.json").write_text(json.dumps(_document(ratios, dbt, whole, nothing), indent=2), encoding="utf-8")
    (RESULTS / "run.md").write_text(table + "\n", encoding="utf-8")
    sys.exit(ratios["whole run"] > WHOLE_RUN_LIMIT or ratios["nothing new"] > NOTHING_NEW_LIMIT)


def measure(settings: Settings) -> tuple[Measurement, Measurement, Measurement]:
    """Interleaved rounds of ``dbt build``, a whole run and a run with nothing new."""
    dbt, whole, nothing = Measurement("dbt build alone"), Measurement("csad run, whole"), Measurement("csad run, nothing new")
    _csad(settings)  # fills the caches; not counted
    for _ in range(ROUNDS):
        _timed(dbt, lambda: _dbt_build(settings))
        _empty(settings)
        _timed(whole, lambda: _csad(settings))
        _timed(nothing, lambda: _csad(settings))
    return dbt, whole, nothing


def markdown(dbt: Measurement, whole: Measurement, nothing: Measurement) -> str:
    """The table that the README quotes."""
    lines = [
        f"| median of {ROUNDS} | seconds | × dbt build | limit | start-up | " + " | ".join(STAGES) + " |",
        "|---|--:|--:|--:|--:|" + "--:|" * len(STAGES),
        f"| {dbt.name} | {dbt.median:.1f} | 1.00 | | |" + " |" * len(STAGES),
    ]
    for measurement, limit in ((whole, WHOLE_RUN_LIMIT), (nothing, NOTHING_NEW_LIMIT)):
        stages = [measurement.stage(name) for name in STAGES]
        cells = [measurement.name, f"{measurement.median:.1f}", f"{measurement.median / dbt.median:.2f}", f"{limit}"]
        cells += [f"{measurement.median - sum(stages):.1f}", *(f"{seconds:.1f}" for seconds in stages)]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _document(ratios: dict[str, float], *measurements: Measurement) -> dict[str, Any]:
    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "ratios": {name: round(ratio, 3) for name, ratio in ratios.items()},
        "limits": {"whole run": WHOLE_RUN_LIMIT, "whole run, aim": WHOLE_RUN_AIM, "nothing new": NOTHING_NEW_LIMIT},
        "seconds": {m.name: [round(s, 3) for s in m.seconds] for m in measurements},
        "stages": {m.name: {stage: round(m.stage(stage), 3) for stage in STAGES} for m in measurements if m.stages},
    }


def _timed(measurement: Measurement, action: Any) -> None:
    started = time.perf_counter()
    stages = action()
    measurement.seconds.append(time.perf_counter() - started)
    if stages:
        measurement.stages.append(stages)


def _csad(settings: Settings) -> dict[str, float]:
    command = [str(Path(sys.executable).with_name("csad")), "run", "--home", str(settings.home), "--json"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds: dict[str, float] = json.loads(done.stdout)["seconds"]
    return seconds


def _dbt_build(settings: Settings) -> None:
    command = [str(Path(sys.executable).with_name("dbt")), "build", *NOT_IN_A_RUN, *dbt_arguments(settings), "--quiet"]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **dbt_environment(settings)})


def _empty(settings: Settings) -> None:
    """Take away the database and the releases; dbt's parse cache stays warm."""
    settings.build_database.unlink()
    shutil.rmtree(settings.releases)
    settings.current.unlink()


if __name__ == "__main__":
    main()
