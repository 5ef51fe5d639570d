"""An Apache Spark cluster on this machine, from the pyspark package alone: one master, its workers and a Thrift server.

Every process listens on 127.0.0.1 only and leads a process group of its own. A Java property on its command line names the
folder of the cluster. ``stop`` finds processes by that property, because the system may give an old process number to another
program. Nothing is sent over the network.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.request import urlopen

from orchestration.engine.ports import HOST, accepts, answers, free_port, port_of
from orchestration.engine.spark_conf import JAVA_17_MODULES, write_configuration

# Starting takes 15 to 25 s on two idle cores; a machine that needs longer than this has another problem.
_READY_SECONDS = 180.0
_STOP_SECONDS = 15.0
_POLL_SECONDS = 0.2
_LOG_TAIL_CHARACTERS = 1500
_FOREIGN_VARIABLES = ("SPARK_", "PYSPARK_", "HADOOP_", "HIVE_")


class SparkUnavailable(RuntimeError):
    """The cluster cannot be started or reached; the text is one sentence that says what to do."""


@dataclass(frozen=True)
class Node:
    """One process of the cluster. ``role``: master, worker or thrift; ``pid`` leads a process group of its own."""

    role: str
    pid: int


@dataclass(frozen=True)
class Cluster:
    """A running cluster: the port of its Thrift server on 127.0.0.1, of the master's status page, and its processes."""

    folder: Path
    thrift_port: int
    status_port: int
    nodes: tuple[Node, ...]

    def pids(self, role: str) -> list[int]:
        return [node.pid for node in self.nodes if node.role == role]


def start(folder: Path, workers: int = 2, thrift_port: int | None = None) -> Cluster:
    """Start a cluster with its files in ``folder`` and return it when it answers a query.

    Raises ``SparkUnavailable`` when Java or pyspark is missing, or with the end of the log of the process that failed.
    """
    java = _java()
    folder = folder.absolute()
    stop(folder)
    folder.mkdir(parents=True, exist_ok=True)
    jars = write_configuration(folder)
    master, status, thrift = free_port(), free_port(), thrift_port or port_of(folder)
    url = f"spark://{HOST}:{master}"
    launch = _Launcher(folder, java, jars)
    try:
        launch("master", "256m", "org.apache.spark.deploy.master.Master", "--host", HOST, "--port", str(master),
               "--webui-port", str(status))  # fmt: skip
        launch.wait_until(lambda: accepts(master))
        for _ in range(workers):
            launch("worker", "256m", "org.apache.spark.deploy.worker.Worker", "--host", HOST, "--cores", "1", "--memory", "1g",
                   "--webui-port", "0", "--work-dir", str(folder / "work"), url)  # fmt: skip
        launch("thrift", "1500m", "org.apache.spark.deploy.SparkSubmit", "--master", url,
               "--class", "org.apache.spark.sql.hive.thriftserver.HiveThriftServer2", "--name", "csad-warehouse",
               "spark-internal", "--hiveconf", f"hive.server2.thrift.port={thrift}",
               "--hiveconf", f"hive.server2.thrift.bind.host={HOST}")  # fmt: skip
        launch.wait_until(lambda: _workers_alive(status) == workers)
        launch.wait_until(lambda: accepts(thrift) and answers(thrift))
    except BaseException:
        launch.remember(thrift, status)
        stop(folder)
        raise
    return launch.remember(thrift, status)


def stop(folder: Path) -> bool:
    """End every process of the cluster of ``folder``, also those of a cluster that was killed; true when there was any."""
    groups = _groups_of(folder.absolute())
    for end in (signal.SIGTERM, signal.SIGKILL):
        for group in groups:
            with suppress(ProcessLookupError):
                os.killpg(group, end)
        deadline = time.monotonic() + _STOP_SECONDS
        while _processes_of(folder.absolute()) and time.monotonic() < deadline:
            _reap(groups)
            time.sleep(_POLL_SECONDS)
    _state_file(folder).unlink(missing_ok=True)
    return bool(groups)


def running(folder: Path) -> Cluster | None:
    """The cluster of ``folder`` when its Thrift server and its master live; ``None`` otherwise."""
    path = _state_file(folder)
    if not path.exists():
        return None
    state = json.loads(path.read_text(encoding="utf-8"))
    nodes = tuple(Node(**node) for node in state["nodes"])
    alive = set(_processes_of(folder.absolute()))
    if not all(node.pid in alive for node in nodes if node.role != "worker"):
        return None
    return Cluster(folder.absolute(), state["thrift_port"], state["status_port"], nodes)


def workers_alive(cluster: Cluster) -> int:
    """Workers that the master counts as alive."""
    return _workers_alive(cluster.status_port)


class _Launcher:
    """Starts processes and waits for them; a process that ends early is reported with the end of its log."""

    def __init__(self, folder: Path, java: str, jars: Path) -> None:
        self._folder, self._java, self._jars = folder, java, jars
        self._started: list[tuple[str, Path, subprocess.Popen[bytes]]] = []

    def __call__(self, role: str, memory: str, main_class: str, *arguments: str) -> None:
        logs = self._folder / "logs"
        logs.mkdir(exist_ok=True)
        log = logs / f"{role}-{sum(name == role for name, _, _ in self._started) + 1}.log"
        command = [
            self._java, f"-Xmx{memory}", "-XX:+UseSerialGC", _marker(self._folder), *JAVA_17_MODULES,
            f"-Dderby.system.home={self._folder}", "-cp", f"{self._folder / 'conf'}:{self._jars}/*", main_class, *arguments,
        ]  # fmt: skip
        with log.open("wb") as stream:
            process = subprocess.Popen(  # noqa: S603  # java with arguments of ours, no shell
                command, cwd=self._folder, env=self._environment(), stdin=subprocess.DEVNULL, stdout=stream, stderr=stream,
                start_new_session=True,
            )  # fmt: skip
        self._started.append((role, log, process))

    def wait_until(self, is_ready: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _READY_SECONDS
        while not is_ready():
            for role, log, process in self._started:
                if process.poll() is not None:
                    raise SparkUnavailable(f"the Spark {role} ended while it started: {_tail(log)}")
            if time.monotonic() > deadline:
                raise SparkUnavailable(f"the Spark cluster was not ready after {_READY_SECONDS:.0f} s: see {self._folder}/logs")
            time.sleep(_POLL_SECONDS)

    def remember(self, thrift_port: int, status_port: int) -> Cluster:
        nodes = tuple(Node(role, process.pid) for role, _, process in self._started)
        state = {"thrift_port": thrift_port, "status_port": status_port, "nodes": [asdict(node) for node in nodes]}
        _state_file(self._folder).write_text(json.dumps(state, indent=1), encoding="utf-8")
        return Cluster(self._folder, thrift_port, status_port, nodes)

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN_VARIABLES)}
        return {
            **kept,
            "SPARK_HOME": str(self._jars.parent),
            "SPARK_CONF_DIR": str(self._folder / "conf"),
            "SPARK_LOCAL_IP": HOST,
            "SPARK_LOCAL_HOSTNAME": HOST,
            "SPARK_SCALA_VERSION": "2.12",
        }


def _java() -> str:
    """Path of the Java that Spark is started with."""
    if find_spec("pyspark") is None:
        raise SparkUnavailable("the Spark engine needs the extra «spark»: make spark-install")
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    if not java or not Path(java).exists():
        raise SparkUnavailable("the Spark engine needs Java 17; on Debian and Ubuntu: apt-get install openjdk-17-jre-headless")
    return java


def _marker(folder: Path) -> str:
    return f"-Dcsad.cluster={folder}"


def _state_file(folder: Path) -> Path:
    return folder / "cluster.json"


def _processes_of(folder: Path) -> list[int]:
    """Living processes that carry the folder of this cluster: its own and the executors that its workers started."""
    wanted = _marker(folder).encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it ended while we looked
            if wanted in (entry / "cmdline").read_bytes().split(b"\0"):
                found.append(int(entry.name))
    return found


def _groups_of(folder: Path) -> set[int]:
    groups = set()
    for pid in _processes_of(folder):
        with suppress(ProcessLookupError):
            groups.add(os.getpgid(pid))
    # Never the caller's own group, whatever a command line looks like.
    return groups - {os.getpgid(0)}


def _reap(pids: set[int]) -> None:
    """Wait for the processes that this process started, so that they do not stay as zombies."""
    for pid in pids:
        with suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)


def _workers_alive(status_port: int) -> int:
    try:
        with urlopen(f"http://{HOST}:{status_port}/json/", timeout=2) as answer:
            return int(json.load(answer)["aliveworkers"])
    except (OSError, ValueError):
        return 0


def _tail(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").strip()[-_LOG_TAIL_CHARACTERS:].splitlines()
    return " ".join(line.strip() for line in lines[-12:])
