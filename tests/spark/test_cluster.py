"""The cluster: what it leaves behind, whom it listens to, what it says when it cannot start."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from orchestration.engine import spark_cluster
from orchestration.engine.spark_cluster import Cluster, SparkUnavailable, running, start, stop, workers_alive
from orchestration.engine.spark_sql import SparkSql
from orchestration.settings import PROJECT_ROOT


def processes(folder: Path) -> list[str]:
    marker = f"-Dcsad.cluster={folder}".encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            command = (entry / "cmdline").read_bytes()
        except OSError:
            continue
        if marker in command.split(b"\0"):
            found.append(entry.name)
    return found


def listening(pids: list[str]) -> set[str]:
    """Addresses that the processes listen on, from the kernel's own table."""
    sockets = set()
    for pid in pids:
        for link in Path(f"/proc/{pid}/fd").iterdir():
            try:
                sockets.add(link.readlink().name)
            except OSError:
                continue
    addresses = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text(encoding="ascii").splitlines()[1:]:
            cells = line.split()
            if cells[3] == "0A" and f"socket:[{cells[9]}]" in sockets:
                addresses.add(cells[1].rpartition(":")[0])
    return addresses


def test_it_computes_on_two_workers_as_the_project_wants(cluster: Cluster) -> None:
    assert workers_alive(cluster) == 2
    with SparkSql.connect(cluster.thrift_port) as sql:
        assert sql.rows("select count(*), sum(id) from range(0, 1000000, 1, 4)") == [(1_000_000, 499_999_500_000)]
        assert sql.table("select date '2015-07-15' as day, cast(1.50 as decimal(5, 2)) as amount")[0] == ["day", "amount"]
        ((day, zone),) = sql.rows("select typeof(timestamp '2026-11-24 00:00:00'), current_timezone()")
        assert (day, zone) == ("timestamp_ntz", "UTC")
        with pytest.raises(Exception, match="DIVIDE_BY_ZERO"):
            sql.rows("select 1 / 0")


def test_dates_arrive_as_dates(cluster: Cluster) -> None:
    with SparkSql.connect(cluster.thrift_port) as sql:
        ((day, nothing),) = sql.rows("select date '2015-07-15', cast(null as date)")
    assert (day.isoformat(), nothing) == ("2015-07-15", None)


def test_it_listens_on_this_machine_only(cluster: Cluster) -> None:
    addresses = listening(processes(cluster.folder))
    # 127.0.0.1 as IPv4 and as IPv4 in IPv6, as the kernel writes them.
    assert addresses
    assert addresses <= {"0100007F", "0000000000000000FFFF00000100007F"}


def test_stopping_leaves_no_process_even_of_a_broken_cluster(tmp_path: Path) -> None:
    """The master was killed and the record of the processes is gone: the workers are still found and ended."""
    cluster = start(tmp_path / "own", workers=1)
    assert running(tmp_path / "own") == cluster
    os.killpg(cluster.pids("master")[0], signal.SIGKILL)
    (tmp_path / "own" / "cluster.json").unlink()
    assert len(processes(tmp_path / "own")) >= 2
    assert stop(tmp_path / "own")
    assert processes(tmp_path / "own") == []
    assert running(tmp_path / "own") is None
    assert not stop(tmp_path / "own")


USES_A_CLUSTER = """
import signal, sys, time
from pathlib import Path
from orchestration.engine.spark_keeper import cluster_for_a_run
signal.signal(signal.SIGINT, signal.default_int_handler)  # a suite in the background starts its children deaf to Ctrl-C
with cluster_for_a_run(Path(sys.argv[1]), workers=1):
    print("up", flush=True)
    time.sleep(600)
"""


@pytest.mark.parametrize(
    ("end", "waits_until_up"),
    [(signal.SIGINT, False), (signal.SIGINT, True), (signal.SIGTERM, False), (signal.SIGTERM, True), (signal.SIGKILL, False)],
)
def test_an_interrupted_run_leaves_no_process(tmp_path: Path, end: signal.Signals, waits_until_up: bool) -> None:
    """While the cluster starts, and when it is up: Ctrl-C, a polite end and one that nobody can catch."""
    folder = tmp_path / "own"
    command = [sys.executable, "-c", USES_A_CLUSTER, str(folder)]
    user = subprocess.Popen(command, cwd=PROJECT_ROOT, stdout=subprocess.PIPE)  # noqa: S603 - our own interpreter
    assert user.stdout is not None
    if waits_until_up:
        assert user.stdout.readline() == b"up\n"
        assert len(processes(folder)) >= 3
    else:
        wait_until(lambda: processes(folder) != [])
    user.send_signal(end)
    assert user.wait(timeout=120) != 0
    user.stdout.close()
    wait_until(lambda: processes(folder) == [])


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_without_java_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(spark_cluster.shutil, "which", lambda _: None)
    with pytest.raises(SparkUnavailable, match="apt-get install openjdk-17-jre-headless"):
        start(tmp_path)
