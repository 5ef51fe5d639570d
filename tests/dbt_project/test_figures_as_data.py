"""How printed figures are read and sides are compared is data: each row names what the sheets, seeds and figures know.

The general models are judged by the unit tests beside them; here stands what only the files can show.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import yaml

from orchestration.settings import PROJECT_ROOT

SEEDS = PROJECT_ROOT / "dbt_project" / "seeds"
REGISTRY = PROJECT_ROOT / "sources" / "reference" / "registry"
QUALITY = PROJECT_ROOT / "dbt_project" / "models" / "quality"
# The number and the letter of a printed figure, as in F27b and P01.
FIGURE_ID = re.compile(r"\b[A-Z]\d{2}[a-z]?\b")


def _rows(*paths: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for path in paths:
        with path.open(encoding="utf-8") as stream:
            found += csv.DictReader(stream)
    return found


READINGS = _rows(SEEDS / "int_figure__readings.csv")
ELEMENTS = _rows(SEEDS / "int_figure__elements.csv")
FIGURES = _rows(*sorted((REGISTRY / "published_figures").glob("*.csv")))


def _sheets() -> dict[str, dict[str, str]]:
    paths = [path for path in sorted((REGISTRY / "indicators").glob("*.yml")) if not path.name.endswith(".meta.yml")]
    read = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths]
    return {sheet["code"]: sheet for sheet in read}


def test_a_reading_is_of_an_indicator_and_one_is_canonical() -> None:
    assert {row["indicator_code"] for row in READINGS} <= set(_sheets())
    assert {row["part"] for row in READINGS} <= {"value", "numerator", "denominator"}
    canonical = Counter((row["indicator_code"], row["unit"]) for row in READINGS if row["is_canonical"] == "true")
    assert canonical == Counter({(row["indicator_code"], row["unit"]) for row in READINGS})


def test_the_readings_of_the_reduction_are_those_of_its_seed() -> None:
    """The readings over the stock, each by the name of its period (macro ``reading_period``)."""
    expected = {
        f"{row['definition_code']} ({row['base_year']}-{row['end_year']})": row["is_canonical"]
        for row in _rows(SEEDS / "seed_reduction_reading.csv")
        if row["formula"] == "stock"
    }
    assert {row["period"]: row["is_canonical"] for row in READINGS if row["indicator_code"] == "RED-EFECTIVA"} == expected
    assert len(expected) == 3


def test_a_commitment_is_read_over_the_years_it_covers() -> None:
    commitments = {row["indicator_code"]: f"{row['from_year']}-{row['to_year']}" for row in _rows(SEEDS / "seed_commitment.csv")}
    read = {row["indicator_code"]: row["period"] for row in READINGS if row["indicator_code"] in commitments}
    assert read == commitments
    assert len(read) == 4


def test_every_printed_figure_of_an_indicator_is_in_a_unit_that_is_read() -> None:
    """A figure in a unit that nobody reads would wait for a source for ever."""
    read = {(row["indicator_code"], row["unit"]) for row in READINGS}
    read |= {(code, sheet["unit"]) for code, sheet in _sheets().items()}
    printed = [row for row in FIGURES if row["indicator_code"]]
    assert len(printed) > 20
    assert [row["figure_id"] for row in printed if (row["indicator_code"], row["unit"]) not in read] == []


def test_a_counted_figure_and_its_elements_exist() -> None:
    elements = {row["element_type"] for row in _rows(*sorted((REGISTRY / "model_elements").glob("*.csv")))}
    figures = {row["figure_id"]: row for row in FIGURES}
    assert {row["element_type"] for row in ELEMENTS} <= elements
    counted = [row["figure_id"] for row in ELEMENTS]
    assert len(set(counted)) == len(counted)
    assert {figures[name]["unit"] for name in counted} == {"elementos"}
    assert {name for name, row in figures.items() if row["unit"] == "elementos"} == set(counted)


def test_the_look_up_names_no_indicator_figure_or_territory() -> None:
    for name in ("int_figure__recomputed", "ctl_published_figure"):
        sql = (QUALITY / f"{name}.sql").read_text(encoding="utf-8")
        code = "\n".join(line for line in sql.splitlines() if not line.lstrip().startswith("--"))
        assert [sheet for sheet in _sheets() if sheet in code] == []
        assert FIGURE_ID.findall(code) == []
        assert [row["territory"] for row in FIGURES if row["territory"] in code] == []


def test_a_reconciliation_that_is_compared_is_announced() -> None:
    """A line without its entry in the seed would be dropped in ``ctl_reconciliation``."""
    macro = (SEEDS.parent / "macros" / "reconciliations.sql").read_text(encoding="utf-8")
    entries = re.findall(r"^        '(X\d+)': \{", macro, re.MULTILINE)
    announced = {row["reconciliation_id"]: row for row in _rows(SEEDS / "seed_reconciliation.csv")}
    assert {"X02", "X03", "X04", "X05"} <= set(entries)
    assert [entry for entry in entries if not announced[entry]["rule_id"]] == []
