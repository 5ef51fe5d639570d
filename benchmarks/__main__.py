"""``make bench``: every benchmark side by side in one run → ``results/<scale>.json`` and, at full size, ``RESULTS.md``.

``python -m benchmarks --quick`` takes small sizes; ``--only load readers`` takes some. Limits are judged at full size only.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import (
    checks_pushdown,
    floors,
    growth,
    load_speed,
    other_readers,
    report_history,
    report_render,
    restated_year,
    run,
    scaling,
)
from benchmarks.measuring import machine
from benchmarks.result import Result
from benchmarks.scale import FULL, QUICK, Scale

HERE = Path(__file__).resolve().parent
BENCHMARKS: dict[str, Callable[[Scale], Result]] = {
    "load": load_speed.benchmark,
    "readers": other_readers.benchmark,
    "restated": restated_year.benchmark,
    "checks": checks_pushdown.benchmark,
    "floors": floors.benchmark,
    "growth": growth.benchmark,
    "report": report_render.benchmark,
    "history": report_history.benchmark,
    "run": run.benchmark,
    "scaling": scaling.benchmark,
}


def main() -> None:
    """Measure, print, write the files; exit 1 when a limit does not hold at full size."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, to develop with")
    parser.add_argument("--only", nargs="+", choices=BENCHMARKS, default=list(BENCHMARKS), help="some of the benchmarks")
    parser.add_argument("--rounds", type=int, help="rounds of the things that take seconds; those that take minutes have one")
    given = parser.parse_args()
    scale = QUICK if given.quick else FULL
    scale = replace(scale, rounds=given.rounds or scale.rounds)
    described = {"measured_at": datetime.now(UTC).isoformat(timespec="seconds"), **machine()}
    results = []
    for key in given.only:
        print(f"{key} …", file=sys.stderr, flush=True)
        results.append(BENCHMARKS[key](scale))
        print(results[-1].markdown(), flush=True)
    _write(scale, described, results, whole=list(given.only) == list(BENCHMARKS))
    sys.exit(not given.quick and not all(limit.holds for result in results for limit in result.limits))


def _write(scale: Scale, described: dict[str, object], results: Sequence[Result], *, whole: bool) -> None:
    """One JSON file a run; the committed table is replaced by a whole run at full size only."""
    folder = HERE / "results"
    folder.mkdir(exist_ok=True)
    content = {"scale": scale.name, "machine": described, "benchmarks": {result.key: result.document() for result in results}}
    name = scale.name if whole else f"{scale.name}-{'-'.join(result.key for result in results)}"
    (folder / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if whole and scale.name == FULL.name:
        (HERE / "RESULTS.md").write_text(_markdown(scale, described, results), encoding="utf-8")


def _markdown(scale: Scale, described: dict[str, object], results: Sequence[Result]) -> str:
    head = (
        "# Benchmarks\n\nWritten by `make bench`; medians of alternating rounds, each thing in a process of its own. "
        f"Rounds: {scale.rounds}; of what takes minutes (readers, restated, growth, builds on Spark): {scale.slow_rounds}.\n\n"
    )
    place = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in described.items())
    return head + place + ".\n\n" + "\n".join(result.markdown() for result in results)


if __name__ == "__main__":
    main()
