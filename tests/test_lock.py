"""The lock files: no address of a registry, one version of each package in both, and no parser that downloads a binary."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution

import pytest
from scenario import Warehouse

from orchestration.settings import PROJECT_ROOT

LOCKS = ("requirements.lock", "requirements-spark.lock")
# dbt-core 1.12 names this package, and nothing that we run calls it (docs/adr/0005).
PARSER = "dbt-core-experimental-parser"
_PINNED = re.compile(r"^([a-z0-9-]+)==(\S+)( ; [^:@]+)? \\$")
_HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def _pinned(lock: str) -> set[tuple[str, ...]]:
    """Name, version and condition of every package in a lock file."""
    lines = (PROJECT_ROOT / lock).read_text(encoding="utf-8").splitlines()
    return {match.groups("") for match in map(_PINNED.match, lines) if match}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_holds_names_versions_and_hashes_only(lock: str) -> None:
    lines = (PROJECT_ROOT / lock).read_text(encoding="utf-8").splitlines()
    assert len(_pinned(lock)) > 100
    assert [line for line in lines if not (_PINNED.match(line) or _HASH.match(line))] == []


def test_both_lock_files_pin_the_same_versions() -> None:
    plain, with_spark = (_pinned(lock) for lock in LOCKS)
    assert plain - with_spark == set()
    assert {"dbt-spark", "pyspark"} <= {name for name, _, _ in with_spark - plain}


@pytest.mark.parametrize("lock", LOCKS)
def test_the_parser_that_downloads_a_binary_is_not_locked(lock: str) -> None:
    names = {name for name, _, _ in _pinned(lock)}
    assert "dbt-core" in names
    assert PARSER not in names


def test_dbt_builds_where_that_parser_is_not_installed(base: Warehouse) -> None:
    with pytest.raises(PackageNotFoundError):
        distribution(PARSER)
    assert (base.settings.dbt_target / "manifest.json").is_file()
    assert (base.settings.home / "current" / "csad_marts.duckdb").is_file()
