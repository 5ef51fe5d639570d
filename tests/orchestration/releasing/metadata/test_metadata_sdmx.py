"""Indicator values as SDMX-CSV 2.0 and the registry as a code list."""

from __future__ import annotations

import csv
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from scenario import Warehouse
from small_release import HOSTILE

from orchestration.releasing.metadata.observation_status import status_of_value, status_without_value
from orchestration.releasing.metadata.release_text import DEMONSTRATION

# CL_OBS_STATUS 2.2, whole.
OBS_STATUS = set("ABDEFGHIJKLMNOPQSUVW")
MISSING = set("HLMOQ")
TIME_PERIOD = re.compile(r"\d{4}|\d{4}-\d{2}-\d{2}/P\d+Y")
KEY = ("INDICATOR", "REF_AREA_LEVEL", "REF_AREA", "TIME_PERIOD", "READING", "CUTOFF_DATE")


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def values(folder: Path) -> dict[tuple[str, ...], dict[str, str]]:
    rows = table(folder / "indicators.sdmx.csv")
    by_key = {tuple(row[name] for name in KEY): row for row in rows}
    assert len(by_key) == len(rows)
    return by_key


def test_the_header_is_that_of_sdmx_csv_two(small: Path) -> None:
    header = (small / "indicators.sdmx.csv").read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    assert header[:7] == ["STRUCTURE", "STRUCTURE_ID", "ACTION", "INDICATOR", "REF_AREA_LEVEL", "REF_AREA", "TIME_PERIOD"]
    assert len(header) == len(set(header))
    assert all(re.fullmatch(r"[A-Z][A-Z_]*", name) for name in header)
    for row in table(small / "indicators.sdmx.csv"):
        assert (row["STRUCTURE"], row["STRUCTURE_ID"], row["ACTION"]) == ("dataflow", "CSAD:DF_INDICATORS(1.0)", "I")


@pytest.mark.parametrize(
    ("key", "value", "status"),
    [
        (("COCA-AREA", "pais", "00", "2014", "_Z", "2014-12-31"), "42900", "A"),
        (("COCA-AREA", "pais", "00", "2013", "_Z", "2013-12-31"), "49800", "U"),
        (("COCA-AREA", "pais", "00", "2012", "_Z", "2012-12-31"), "", "Q"),
        (("COCA-AREA", "zona", "_U", "2014", "_Z", "2014-12-31"), "", "O"),
        (("COCA-AREA", "zona", "LEJOS", "2014", "_Z", "2014-12-31"), "", "L"),
        (("ERAD-YTD", "pais", "00", "2015", "_Z", "2015-11-02"), "31379.25", "P"),
        (("ERAD-YTD", "pais", "00", "2015", "_Z", "2015-12-31"), "35868", "A"),
        (("RED-EFECTIVA", "pais", "00", "2011-12-31/P3Y", "ER-2011", "2014-12-31"), "31.36", "E"),
        (("RED-EFECTIVA", "pais", "00", "2011-12-31/P3Y", "ER-RATIO", "2014-12-31"), "-0.5", "G"),
        (("COMP-KM", "pais", "00", "2012-01-01/P5Y", "_Z", "2016-12-31"), "", "O"),
        (("TITULOS-COSTO", "pais", "00", "2015", "_Z", "2015-12-31"), "746.6301", "A"),
    ],
)
def test_each_value_has_its_status(small: Path, key: tuple[str, ...], value: str, status: str) -> None:
    row = values(small)[key]
    assert (row["OBS_VALUE"], row["OBS_STATUS"]) == (value, status)


def test_nothing_is_left_out_or_added(small: Path) -> None:
    assert len(values(small)) == 11


def test_unit_decimals_and_notes_go_along(small: Path) -> None:
    row = values(small)["RED-EFECTIVA", "pais", "00", "2011-12-31/P3Y", "ER-2011", "2014-12-31"]
    assert (row["UNIT_MEASURE"], row["DECIMALS"], row["EDITION"]) == ("%", "1", "unodc/red-efectiva@2015__a")
    assert (row["COMMENT_OBS_ES"], row["VERDICT"], row["EVIDENCE"]) == ("Derivada.", "PUBLICABLE CON NOTA", "derived")
    assert row["COMMENT_DSET_ES"] == "Valores de los indicadores con su veredicto. Publicación de datos R1."
    assert row["COMMENT_DSET_EN"] == "Indicator values with their verdict. Release R1."


def test_hostile_text_is_inert(small: Path) -> None:
    noted = values(small)["COCA-AREA", "pais", "00", "2013", "_Z", "2013-12-31"]
    assert noted["COMMENT_OBS_ES"] == "'" + HOSTILE
    texts = [cell for name in ("sdmx", "registry") for row in table(small / f"indicators.{name}.csv") for cell in row.values()]
    assert [text for text in texts if text[:1] in ("=", "+", "@", "\t", "\r")] == []
    assert [text for text in texts if text.startswith("-")] == ["-0.5"]


def test_the_registry_is_a_code_list_with_every_field(small: Path) -> None:
    codes = {row["CODE"]: row for row in table(small / "indicators.registry.csv")}
    assert list(codes) == ["COCA-AREA", "COMP-KM", "ERAD-YTD", "RED-EFECTIVA", "TITULOS-COSTO"]
    assert codes["COCA-AREA"] == {
        "CODELIST_ID": "CSAD:CL_INDICATOR(1.0)", "CODE": "COCA-AREA", "VERSION": "1", "NAME_ES": "Superficie", "NAME_EN": "Area",
        "DESCRIPTION_ES": "Def COCA-AREA", "DESCRIPTION_EN": "Def COCA-AREA en", "UNIT_MEASURE": "ha", "DECIMALS": "0",
        "FORMULA_ES": "F COCA-AREA es", "FORMULA_EN": "F COCA-AREA en", "FREQUENCY_ES": "Q COCA-AREA es",
        "FREQUENCY_EN": "Q COCA-AREA en", "SOURCE_ES": "S COCA-AREA es", "SOURCE_EN": "S COCA-AREA en",
        "OWNER_ES": "O COCA-AREA es", "OWNER_EN": "O COCA-AREA en", "LIMITATIONS_ES": "'=Límite COCA-AREA",
        "LIMITATIONS_EN": "Limit COCA-AREA", "COMMENT_DSET_ES": "Fichas de los indicadores. Publicación de datos R1.",
        "COMMENT_DSET_EN": "Reference sheets of the indicators. Release R1.",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["indicators.sdmx.csv", "indicators.registry.csv"])
def test_demonstration_data_says_so_in_every_row(small: Path, small_demonstration: Path, name: str) -> None:
    for row in table(small_demonstration / name):
        assert row["COMMENT_DSET_ES"].startswith(DEMONSTRATION.es)
        assert row["COMMENT_DSET_EN"].startswith(DEMONSTRATION.en)
    assert "DEMOSTRACIÓN" not in (small / name).read_text(encoding="utf-8-sig")


def test_the_worst_thing_known_of_a_value_decides() -> None:
    assert status_of_value(evidence="unverified", status_in_mart="P") == "U"
    assert status_of_value(evidence="derived", status_in_mart="P") == "P"
    assert status_of_value(evidence="cited", status_in_mart="E") == "E"
    assert status_of_value(evidence="cited", status_in_mart=None) == "A"
    assert status_without_value(is_withheld=True, is_unsourced=False, status_in_mart="M") == "L"
    assert status_without_value(is_withheld=True, is_unsourced=True, status_in_mart="A") == "O"


def test_the_extracts_give_every_released_value_once(base: Warehouse, released: Path) -> None:
    rows = values(released)
    assert len(rows) == base.released("select count(*) from control.ctl_released_value")[0][0] > 100
    assert {row["OBS_STATUS"] for row in rows.values()} <= OBS_STATUS
    assert all((row["OBS_VALUE"] == "") == (row["OBS_STATUS"] in MISSING) for row in rows.values())
    assert all(TIME_PERIOD.fullmatch(row["TIME_PERIOD"]) for row in rows.values())
    expected = base.released("select indicator_code, count(*), sum(value) from control.ctl_released_value group by 1")
    counts = Counter(row["INDICATOR"] for row in rows.values())
    assert counts == {code: n for code, n, _ in expected}
    for code, _, total in expected:
        ours = [Decimal(row["OBS_VALUE"]) for row in rows.values() if row["INDICATOR"] == code and row["OBS_VALUE"]]
        assert sum(ours) == (total or 0), code
    known = rows["COCA-AREA", "pais", "00", "2014", "_Z", "2014-12-31"]
    assert (known["OBS_VALUE"], known["UNIT_MEASURE"], known["VERDICT"]) == ("42900", "ha", "EN REVISIÓN")
    assert {row["CODE"] for row in table(released / "indicators.registry.csv")} >= set(counts)
