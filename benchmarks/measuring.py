"""How everything here is measured: in a process of its own, in alternating rounds, by medians, with the machine described.

A call is timed inside its process, after the imports; a command is timed from outside, start-up included. Memory is the peak
of resident memory of that process (a command's: the largest of its processes).
"""

from __future__ import annotations

import importlib
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

_MIB = 1 << 20
Work = Callable[[], dict[str, Any]]
LIBRARIES = ("duckdb", "dbt-core", "dbt-duckdb", "great-expectations", "pandas", "numpy")


@dataclass(frozen=True)
class Sample:
    """One measurement: wall and processor seconds, peak resident MiB, and what the measured thing itself reports."""

    seconds: float
    cpu_seconds: float
    peak_mib: float
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Series:
    """The samples of one measured thing, in the order of the rounds."""

    name: str
    samples: tuple[Sample, ...]

    @property
    def seconds(self) -> float:
        return statistics.median(sample.seconds for sample in self.samples)

    @property
    def cpu_seconds(self) -> float:
        return statistics.median(sample.cpu_seconds for sample in self.samples)

    @property
    def peak_mib(self) -> float:
        return statistics.median(sample.peak_mib for sample in self.samples)

    def detail(self, key: str) -> float:
        """Median of a number that the measured thing reported."""
        return statistics.median(float(sample.detail[key]) for sample in self.samples)

    def document(self) -> dict[str, Any]:
        """For the JSON file: every round, not only the medians."""
        rounds = [
            {"seconds": round(s.seconds, 3), "cpu_seconds": round(s.cpu_seconds, 3), "peak_mib": round(s.peak_mib), **s.detail}
            for s in self.samples
        ]
        return {"median_seconds": round(self.seconds, 3), "median_peak_mib": round(self.peak_mib), "rounds": rounds}


def alternate(rounds: int, actions: Mapping[str, Callable[[], Sample]]) -> dict[str, Series]:
    """Each round runs every action once, so that the load of the machine falls on all of them alike."""
    found: dict[str, list[Sample]] = {name: [] for name in actions}
    for number in range(rounds):
        for name, action in actions.items():
            found[name].append(action())
            print(f"  round {number + 1}/{rounds} {name}: {found[name][-1].seconds:.1f} s", file=sys.stderr, flush=True)
    return {name: Series(name, tuple(samples)) for name, samples in found.items()}


def call(function: Callable[..., dict[str, Any] | Work], **arguments: Any) -> Sample:
    """Run a function of a module by its name in a new process; it takes JSON values and returns what it reports.

    A function that returns another one only prepares: the other is timed, and returns what it reports.
    """
    target = [function.__module__, function.__name__, json.dumps(arguments)]
    done = subprocess.run([sys.executable, "-m", "benchmarks.measuring", *target], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{function.__module__}.{function.__name__} failed:\n{done.stderr[-4_000:]}")
    found = json.loads(done.stdout.splitlines()[-1])
    return Sample(found["seconds"], found["cpu_seconds"], found["peak_mib"], found["detail"])


def command(arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> tuple[Sample, str]:
    """Run a command in a new process; the sample and what it printed."""
    started = time.perf_counter()
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, env={**os.environ, **(environment or {})})
    assert process.stdout is not None  # noqa: S101  # asked for one line above
    printed = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(arguments)} ended with {process.returncode}: {printed[-2_000:]}")
    return Sample(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024), printed


def machine() -> dict[str, Any]:
    """What the figures were measured on; no name of the machine, no path."""
    model = next((line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "unknown")
    memory = next((int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0)
    return {
        "processor": model,
        "cores": os.cpu_count(),
        "memory_gib": round(memory / (1 << 20), 1),
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",
        "python": platform.python_version(),
        **{name: version(name) for name in LIBRARIES},
        "load_before": round(os.getloadavg()[0], 2),
    }


def require_space(folder: Path, needed_bytes: int) -> None:
    """Stop before half a file fills the disk."""
    free = shutil.disk_usage(folder).free
    if free < needed_bytes:
        raise RuntimeError(f"{needed_bytes / 1e9:.1f} GB are needed in {folder}, {free / 1e9:.1f} GB are free")


def _lines(path: str) -> list[str]:
    file = Path(path)
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def _peak_mib() -> float:
    """High-water mark of this process since its start; unlike getrusage it is not inherited from the parent."""
    line = next(line for line in _lines("/proc/self/status") if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024 / _MIB


def _child(module: str, name: str, arguments: str) -> None:
    function = getattr(importlib.import_module(module), name)
    given = json.loads(arguments)
    started, cpu_started = time.perf_counter(), time.process_time()
    detail = function(**given)
    if callable(detail):
        started, cpu_started = time.perf_counter(), time.process_time()
        detail = detail()
    seconds, cpu_seconds = time.perf_counter() - started, time.process_time() - cpu_started
    found = {"seconds": seconds, "cpu_seconds": cpu_seconds, "peak_mib": _peak_mib(), "detail": detail}
    print(json.dumps(found))


if __name__ == "__main__":
    _child(*sys.argv[1:])
