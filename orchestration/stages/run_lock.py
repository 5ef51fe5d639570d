"""The run lock of a home: one writer at a time. Looking whether it is held stops nobody."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from orchestration.outcome import AnotherRun
from orchestration.settings import Settings

# Whoever looks whether a run is under way touches the lock for an instant; a run that starts just then asks again.
_PATIENCE_SECONDS = 1.0
_PAUSE_SECONDS = 0.05


@contextmanager
def only_run(settings: Settings) -> Iterator[None]:
    """Hold the run lock of this home. Raises ``AnotherRun`` when a run is under way."""
    lock = _path(settings)
    lock.parent.mkdir(parents=True, exist_ok=True)
    give_up = time.monotonic() + _PATIENCE_SECONDS
    with lock.open("w") as stream:
        while True:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() > give_up:
                    raise AnotherRun(f"another run is under way in {settings.home}") from error
                time.sleep(_PAUSE_SECONDS)
        yield


def is_running(settings: Settings) -> bool:
    """Whether a run holds the lock now."""
    lock = _path(settings)
    if not lock.exists():
        return False
    with lock.open() as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _path(settings: Settings) -> Path:
    return settings.home / "build" / "run.lock"
