"""The report of 3,000 rules on 200 indicators: seconds to write it, size of its first page and of the whole site.

The payload is the one that the tests of the report use (``tests/reports/stress.py``), so that what is measured is also checked.
"""

from __future__ import annotations

import importlib.util
import json
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.measuring import Work, alternate, call
from benchmarks.result import Limit, Result
from benchmarks.scale import Scale

INDICATORS, RULES = 200, 3_000
SECONDS_LIMIT, INDEX_KB_LIMIT, SITE_MB_LIMIT = 10, 300, 10
REPORT_TESTS = Path(__file__).resolve().parent.parent / "tests" / "reports"
_SITE = "the whole report, both languages"


def write_large_site(out: str, indicators: int, rules: int) -> Work:
    """Make the payload, then time writing its site into ``out``."""
    from reports.site import write_site

    payload = large_payload(indicators, rules)

    def work() -> dict[str, Any]:
        write_site(payload, Path(out))
        return sizes(Path(out))

    return work


def large_payload(indicators: int, rules: int) -> dict[str, Any]:
    """The sample payload of the tests, grown."""
    spec = importlib.util.spec_from_file_location("stress", REPORT_TESTS / "stress.py")
    if spec is None or spec.loader is None:
        raise RuntimeError("tests/reports/stress.py makes the payload, and it is not there")
    stress = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(stress)
    sample = json.loads((REPORT_TESTS / "sample_report.json").read_text(encoding="utf-8"))
    grown: dict[str, Any] = stress.stressed(sample, indicators, rules)
    return grown


def sizes(site: Path) -> dict[str, Any]:
    """Bytes of the pages and of everything, the larger of the two first pages, and how many pages there are."""
    files = [path for path in site.rglob("*") if path.is_file()]
    pages = [path for path in files if path.suffix == ".html"]
    return {
        "pages": len(pages),
        "index_bytes": max((site / language / "index.html").stat().st_size for language in ("es", "en")),
        "largest_page_bytes": max(path.stat().st_size for path in pages),
        "page_bytes": sum(path.stat().st_size for path in pages),
        "site_bytes": sum(path.stat().st_size for path in files),
    }


def benchmark(scale: Scale) -> Result:
    """The same site in every round, each in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="csad-bench-") as folder:
        arguments = {"out": str(Path(folder) / "site"), "indicators": INDICATORS, "rules": RULES}
        site = alternate(scale.rounds, {_SITE: lambda: call(write_large_site, **arguments)})[_SITE]
    index_kb, largest_kb = site.detail("index_bytes") / 1_000, site.detail("largest_page_bytes") / 1_000
    pages_mb, site_mb = site.detail("page_bytes") / 1_000_000, site.detail("site_bytes") / 1_000_000
    table = [
        ["", "seconds", "pages", "first page, kB", "largest page, kB", "pages, MB", "with its lists, MB", "peak MiB"],
        [
            site.name, f"{site.seconds:.1f}", f"{site.detail('pages'):.0f}", f"{index_kb:.0f}", f"{largest_kb:.0f}",
            f"{pages_mb:.1f}", f"{site_mb:.1f}", f"{site.peak_mib:.0f}",
        ],
    ]  # fmt: skip
    limits = [
        Limit("seconds to write it", site.seconds, SECONDS_LIMIT),
        Limit("kB of the first page", index_kb, INDEX_KB_LIMIT),
        Limit("MB of the whole site", site_mb, SITE_MB_LIMIT),
    ]
    return Result("report", f"The report of {RULES:,} rules on {INDICATORS} indicators", table, limits, (site,))
