"""Ports of this machine: a free one, the usual one of a folder, and whether somebody listens or answers there."""

from __future__ import annotations

import hashlib
import socket
from pathlib import Path

HOST = "127.0.0.1"


def port_of(folder: Path) -> int:
    """The same free port for the same folder if possible, because another port makes dbt parse the whole project again."""
    wanted = 20_000 + int(hashlib.sha256(str(folder).encode()).hexdigest()[:8], 16) % 10_000
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, wanted))
        except OSError:
            return free_port()
    return wanted


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def accepts(port: int) -> bool:
    """Whether somebody listens."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def answers(port: int) -> bool:
    """Whether the Thrift server opens a session and runs a query on the workers."""
    from orchestration.engine.spark_sql import SparkSql

    try:
        with SparkSql.connect(port) as sql:
            return sql.rows("select 1") == [(1,)]
    except Exception:  # whatever the client raises while the server is not up yet; the deadline ends it
        return False
