"""One headless Chromium for this room, and the two sites it looks at: that of the sample payload and that of a real release."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator

import pytest
from looking import SAMPLE, Site
from playwright.sync_api import Browser, sync_playwright
from scenario import Warehouse

from reports.site import write_site

MISSING = "The browser tests need Chromium; on Debian: sudo apt install chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# Not for the whole session: while Playwright runs, nothing else in this thread could start an event loop.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Skips with one sentence where there is no Chromium; under CI that is a failure."""
    path = shutil.which("chromium")
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(MISSING)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="package")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the sample payload: every page and every case that the report knows."""
    folder = tmp_path_factory.mktemp("sample") / "report"
    write_site(json.loads(SAMPLE.read_text(encoding="utf-8")), folder)
    return Site(folder)


@pytest.fixture(scope="package")
def released_site(base: Warehouse) -> Site:
    """The report of the published extracts, a few pages of it: one of each kind, in Spanish."""
    return Site((base.settings.current / "report").resolve(), one_of_each_kind=True)


@pytest.fixture(params=["sample_site", "released_site"])
def site(request: pytest.FixtureRequest) -> Site:
    found: Site = request.getfixturevalue(request.param)
    return found
