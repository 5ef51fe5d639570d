"""200 indicators and 3,000 rules: every page stays small and says how much it left out and where it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from stress import stressed

from reports.environment import TEMPLATES
from reports.site import write_site

PAGE_LIMIT_BYTES = 300_000


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the stress payload, written once."""
    sample = json.loads((Path(__file__).parent / "sample_report.json").read_text("utf-8"))
    out = tmp_path_factory.mktemp("stress")
    write_site(stressed(sample), out)
    return out


def test_the_stress_payload_fits_the_schema(payload: dict[str, Any]) -> None:
    schema = json.loads((TEMPLATES.parent / "report.schema.json").read_text("utf-8"))
    # The schema bounds no list of what to correct: a few of each kind say as much as 700 copies.
    jsonschema.validate(stressed(payload, 12, 30, items=20), schema)


def test_every_page_stays_under_300_kb(written: Path) -> None:
    sizes = {path.relative_to(written).as_posix(): path.stat().st_size for path in written.rglob("*.html")}
    assert len(sizes) == 2 * (200 + 200 + 2 + 8) + 1
    assert {path: size for path, size in sizes.items() if size > PAGE_LIMIT_BYTES} == {}
    assert sizes["es/index.html"] < PAGE_LIMIT_BYTES


def test_what_is_cut_is_counted_and_linked(written: Path) -> None:
    for page, count, name in (
        ("cuarentena", "2,880", "cuarentena"),
        ("metodo", "", "reglas"),
        ("cambios", "800", "cambios"),
        ("cifras-publicadas", "280", "cifras-publicadas"),
        ("corregir/corah", "580", "corregir-corah"),
        ("conciliaciones", "460", "conciliaciones"),
    ):
        html = (written / "es" / f"{page}.html").read_text("utf-8")
        assert f"y {count}" in html and f"datos/{name}.csv</a>" in html, page
    for name, rows in (("reglas", 3000), ("cuarentena", 3000), ("indicadores", 200)):
        assert len((written / "datos" / f"{name}.csv").read_text("utf-8-sig").splitlines()) == rows + 1
