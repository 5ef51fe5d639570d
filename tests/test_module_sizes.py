"""A module, a model and a hub hold one thought: longer than this they say at their head why, with «Long because …»."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from orchestration.settings import PROJECT_ROOT

LINES_OF_A_MODULE = 250
LINES_OF_A_MODEL = 150
LINES_OF_A_HUB = 60
_HEAD = 15
_REASON = re.compile(r"\bLong because \w+")
PYTHON = ("sources", "orchestration", "expectations", "reports", "benchmarks")
DBT = PROJECT_ROOT / "dbt_project"


def _too_long(path: Path, limit: int) -> bool:
    lines = path.read_text(encoding="utf-8").splitlines()
    return len(lines) > limit and not _REASON.search("\n".join(lines[:_HEAD]))


def _found(paths: list[Path], limit: int) -> list[str]:
    assert paths
    return [path.relative_to(PROJECT_ROOT).as_posix() for path in paths if _too_long(path, limit)]


@pytest.mark.parametrize("room", PYTHON)
def test_no_module_is_too_long(room: str) -> None:
    assert _found(sorted((PROJECT_ROOT / room).rglob("*.py")), LINES_OF_A_MODULE) == []


def test_no_macro_file_is_too_long() -> None:
    assert _found(sorted((DBT / "macros").rglob("*.sql")), LINES_OF_A_MODULE) == []


def test_no_model_is_too_long() -> None:
    assert _found(sorted((DBT / "models").rglob("*.sql")), LINES_OF_A_MODEL) == []


def test_no_model_that_gathers_subjects_is_too_long() -> None:
    """A hub is a model that gathers what subjects give: it knows none of them and stays short."""
    hubs = [path for path in sorted((DBT / "models").rglob("*.sql")) if "gathered(" in path.read_text(encoding="utf-8")]
    assert _found(hubs, LINES_OF_A_HUB) == []


def test_a_long_file_without_a_reason_would_be_found(tmp_path: Path) -> None:
    path = tmp_path / "long.py"
    path.write_text("x = 1\n" * 11, encoding="utf-8")
    assert _too_long(path, 10)
    assert not _too_long(path, 11)
    path.write_text('"""Long because one statement is read as a whole."""\n' + "x = 1\n" * 11, encoding="utf-8")
    assert not _too_long(path, 10)
