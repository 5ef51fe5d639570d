"""How the tests look at a site: which pages it has, and a page opened as a reader would open it, without network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from reports.catalogue import Language

LANGUAGES: tuple[Language, ...] = ("es", "en")
SAMPLE = Path(__file__).parent.parent / "reports" / "sample_report.json"
DESKTOP = {"width": 1280, "height": 900}


@dataclass(frozen=True)
class Site:
    """A rendered report. ``one_of_each_kind``: of pages that are made once per indicator or owner, only the first."""

    folder: Path
    one_of_each_kind: bool = False

    def pages(self, pattern: str = "**/*.html") -> list[Path]:
        """Its pages, at least one."""
        found = sorted(self.folder.glob(pattern))
        if self.one_of_each_kind:
            kinds = {page.parent if page.parent.parent.name in LANGUAGES else page: page for page in reversed(found)}
            found = sorted(page for page in kinds.values() if LANGUAGES[1] not in page.relative_to(self.folder).parts)
        assert found, f"no page {pattern} in the report"
        return found

    def name(self, page: Path) -> str:
        return page.relative_to(self.folder).as_posix()


@contextmanager
def reader(browser: Browser, **options: Any) -> Iterator[Page]:
    """A tab of a browser that is offline. ``options`` are those of a Playwright context."""
    context = browser.new_context(**{"viewport": DESKTOP, "locale": "es-PE", "timezone_id": "America/Lima", **options})
    context.set_offline(True)
    try:
        yield context.new_page()
    finally:
        context.close()


def visit(tab: Page, page: Path) -> None:
    tab.goto(page.as_uri(), wait_until="load")


def none_of(found: Iterable[object]) -> None:
    """Fail with every fault on a line of its own: somebody has to mend them one by one."""
    lines = [str(fault) for fault in found]
    assert not lines, "\n".join([f"{len(lines)} faults:", *lines[:60]])


def altered(page: Path, folder: Path, before: str, *added: str) -> Path:
    """A copy of a page with ``added`` in front of the first ``before``: what a check must be able to find."""
    text = page.read_text(encoding="utf-8")
    assert before in text
    copy = folder / page.name
    copy.write_text(text.replace(before, "".join(added) + before, 1), encoding="utf-8")
    return copy
