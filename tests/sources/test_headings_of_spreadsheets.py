"""Headings as spreadsheets have them: a year with its word or its doubt, and columns beside the table that hold no figure."""

from __future__ import annotations

from pathlib import Path

import pytest
from scenario import cited, put

from sources.breach import ContractBreach
from sources.contract import all_contracts
from sources.landing import scan
from sources.readers import Extract, read_extract
from sources.year_headings import year_of_heading

ZONES = all_contracts()["unodc/coca_area_by_zone"]


@pytest.mark.parametrize(
    "heading",
    ["2014", "Año 2014", "AÑO 2014", "2014 p/", "2014 (p)", "2014 (ha)", "2014 1/", "2014*", "2014 preliminar", "2014 e/"],
)
def test_a_year_is_read_with_its_word_and_its_doubt(heading: str) -> None:
    assert year_of_heading(heading, ZONES) == "2014"


@pytest.mark.parametrize("heading", ["2014 %", "2014 (%)", "Meta 2014", "2014-2015", "2014 (2013)", "12014"])
def test_what_is_no_year_alone_is_none(heading: str) -> None:
    assert year_of_heading(heading, ZONES) is None


def read(landing: Path, text: str) -> Extract:
    put(landing, "unodc/coca_area_by_zone/2015-07-15__unodc-2014.csv", text, cited("unodc-2014"))
    [file] = scan(landing)
    return read_extract(file)


def test_columns_beside_the_table_are_left_out_and_told(tmp_path: Path) -> None:
    heading = "N°,Zona con presencia de cultivos de coca,Año 2013,2014 p/,Cambio 2013-2014,Observaciones"
    extract = read(tmp_path, f"{heading}\n1,VRAEM,19167,18845,-322,según imágenes\n2,Aguaytía,537,,,\n")
    zone, year, area = (
        next(i for i, c in enumerate(ZONES.columns) if c.name == name) for name in ("zone_name", "year", "area_ha")
    )
    assert [(row[zone], row[year], row[area]) for row in extract.rows] == [
        ("VRAEM", "2013", "19167"),
        ("VRAEM", "2014", "18845"),
        ("Aguaytía", "2013", "537"),
    ]
    assert extract.facts["left_out"] == "«N°», «Cambio 2013-2014», «Observaciones»"


def test_any_other_column_refuses_the_file_by_its_heading(tmp_path: Path) -> None:
    with pytest.raises(ContractBreach, match="«Área neta»"):
        read(tmp_path, "Zona con presencia de cultivos de coca,2014,Área neta\nVRAEM,18845,18000\n")
