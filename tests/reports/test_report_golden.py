"""The site of the sample equals the pages kept in ``golden/``; ``python -m tests.reports.golden`` writes them anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from golden import GOLDEN, KEPT, write_sample


@pytest.mark.parametrize("name", KEPT)
def test_page_is_the_kept_one(tmp_path: Path, name: str) -> None:
    write_sample(tmp_path)
    assert (tmp_path / name).read_bytes() == (GOLDEN / name).read_bytes(), "see python -m tests.reports.golden"


def test_nothing_else_is_kept() -> None:
    assert {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*.*")} == set(KEPT)
