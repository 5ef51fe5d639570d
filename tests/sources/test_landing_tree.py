"""The landing tree: what a file name and a sidecar say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenario import put

from sources.breach import ContractBreach
from sources.landing import LandingFile, last_day_of, scan
from sources.sidecar import Sidecar


def named(name: str) -> LandingFile:
    return LandingFile(Path("/nowhere") / name, f"unodc/coca_area_national/{name}", "unodc", "coca_area_national")


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("2015__a.csv", ("2015", date(2015, 12, 31), "a")),
        ("2015-07__unodc-2014.csv.gz", ("2015-07", date(2015, 7, 31), "unodc-2014")),
        ("2015-07-15__v1.2_b.xlsx", ("2015-07-15", date(2015, 7, 15), "v1.2_b")),
        ("2012-02__a.zip", ("2012-02", date(2012, 2, 29), "a")),
    ],
)
def test_a_name_says_day_and_edition(name: str, identity: tuple[str, date, str]) -> None:
    assert named(name).identity() == identity


@pytest.mark.parametrize(
    "name",
    [
        "2015_a.csv",
        "15__a.csv",
        "2015-7__a.csv",
        "2015__.csv",
        "2015__a.pdf",
        "2015__a",
        "a.csv",
        "2015-02-30__a.csv",
        "2015__ a.csv",
    ],
)
def test_a_name_that_says_neither_is_refused(name: str) -> None:
    with pytest.raises(ContractBreach) as caught:
        named(name).identity()
    assert caught.value.reason_es
    assert caught.value.reason_en


@given(st.dates(min_value=date(1900, 1, 1)))
def test_the_last_day_of_a_partial_date_is_not_before_any_day_of_it(day: date) -> None:
    text = day.isoformat()
    assert last_day_of(text) == day
    assert day <= last_day_of(text[:7]) <= last_day_of(text[:4]) == date(day.year, 12, 31)
    assert (last_day_of(text[:7]).year, last_day_of(text[:7]).month) == (day.year, day.month)


def test_the_scan_is_in_a_stable_order_and_gives_names_below_the_root(tmp_path: Path) -> None:
    for name in ("b/y/2015__b.csv", "a/x/2015__a.csv", "a/x/2015__a.meta.yml", "a/x/.hidden", "a/x/~$2015__a.xlsx", "raiz.csv"):
        put(tmp_path, name, "x")
    files = list(scan(tmp_path))
    assert [(file.name, file.publisher, file.dataset) for file in files] == [
        ("a/x/2015__a.csv", "a", "x"),
        ("b/y/2015__b.csv", "b", "y"),
        ("raiz.csv", "", ""),
    ]


def test_the_sidecar_stands_beside_the_file_whatever_the_extension(tmp_path: Path) -> None:
    for extension in (".csv", ".csv.gz", ".zip", ".xlsx"):
        path = put(
            tmp_path,
            f"u/d/2015__a{extension}",
            b"",
            {"evidence": "cited", "plan_year": 2015, "transcribed_on": date(2026, 11, 23)},
        )
        file = LandingFile(path, f"u/d/2015__a{extension}", "u", "d")
        assert file.sidecar_file.name == "u/d/2015__a.meta.yml"
        assert file.sidecar() == Sidecar(evidence="cited", plan_year=2015, transcribed_on=date(2026, 11, 23))


def test_an_empty_sidecar_says_nothing(tmp_path: Path) -> None:
    path = put(tmp_path, "2015__a.csv", b"")
    path.with_name("2015__a.meta.yml").write_text("", encoding="utf-8")
    assert LandingFile(path, "2015__a.csv", "", "").sidecar() == Sidecar()


@pytest.mark.parametrize("text", ["evidence: sure", "- a list", "key: [", "unknown: 1", "transcribed_on: mañana"])
def test_a_sidecar_that_cannot_be_read_is_a_breach_in_one_line(tmp_path: Path, text: str) -> None:
    path = put(tmp_path, "2015__a.csv", b"")
    path.with_name("2015__a.meta.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ContractBreach) as caught:
        LandingFile(path, "2015__a.csv", "", "").sidecar()
    assert "2015__a.meta.yml" in caught.value.reason_es
    assert "\n" not in caught.value.reason_es + caught.value.reason_en
