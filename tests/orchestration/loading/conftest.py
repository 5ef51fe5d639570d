"""The landing tree that the tests of loading fill."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from own_landing import Landing

from orchestration.loading.warehouse import create_raw_schema, open_warehouse
from orchestration.settings import Settings


@pytest.fixture
def landing(tmp_path: Path) -> Iterator[Landing]:
    for folder in ("landing", "registry"):
        (tmp_path / folder).mkdir()
    settings = Settings(home=tmp_path / "home", landing=tmp_path / "landing", registry=tmp_path / "registry")
    with open_warehouse(settings.build_database) as connection:
        create_raw_schema(connection)
        yield Landing(settings, connection)
