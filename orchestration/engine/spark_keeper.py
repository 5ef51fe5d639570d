"""The cluster of one run ends with the process that started it, in whatever way that process ends.

SIGTERM and SIGKILL give Python no time to clean up, and no signal of a terminal reaches Java, which stands in process groups
of its own. So a second process, the keeper, waits at the end of a pipe. The pipe closes when the starter ends; then the
keeper stops the cluster.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from orchestration.engine.spark_cluster import Cluster, running, start, stop
from orchestration.settings import PROJECT_ROOT


@contextmanager
def cluster_for_a_run(folder: Path, workers: int = 2) -> Iterator[Cluster]:
    """The cluster that runs in ``folder``, or one that is started now and stopped at the end."""
    standing = running(folder)
    if standing:
        yield standing
        return
    with _keeper(folder.absolute()):
        try:
            yield start(folder, workers)
        finally:
            stop(folder)


@contextmanager
def _keeper(folder: Path) -> Iterator[None]:
    """A keeper for the length of the block. Its session is its own, so Ctrl-C does not reach it."""
    keeper = subprocess.Popen(  # noqa: S603  # our own interpreter
        [sys.executable, "-m", "orchestration.engine.spark_keeper", str(folder)],
        cwd=PROJECT_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        keeper.communicate()


if __name__ == "__main__":
    sys.stdin.read()  # returns when the starter closed the pipe or ended
    stop(Path(sys.argv[1]))
