"""The site of the sample equals the pages kept in ``golden/``; ``python -m tests.reports.golden`` writes them anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from golden import GOLDEN, KEPT, write_sample


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the sample, written once."""
    folder = tmp_path_factory.mktemp("sample")
    write_sample(folder)
    return folder


@pytest.mark.parametrize("name", KEPT)
def test_page_is_the_kept_one(written: Path, name: str) -> None:
    assert (written / name).read_bytes() == (GOLDEN / name).read_bytes(), "see python -m tests.reports.golden"


def test_nothing_else_is_kept() -> None:
    assert {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*.*")} == set(KEPT)
