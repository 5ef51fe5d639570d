"""A work list that comes back is read as the file it was made of: what we added to it is never data."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from scenario import put, put_workbook

from sources.breach import ContractBreach
from sources.budget_file import read_bulk
from sources.contract import all_contracts
from sources.landing import LandingFile, scan
from sources.readers import Extract, read_extract
from sources.returned_list import PARTIAL_HEADING, is_reason, unprotected

PLAN = "pirdais/titling_plan"
ZONES = "unodc/coca_area_by_zone"


def read(folder: Path, dataset: str, content: bytes | str, name: str = "2015-07-15__prueba.csv") -> Extract:
    path = put(folder, f"{dataset}/{name}", content)
    return read_extract(LandingFile(path, f"{dataset}/{name}", *dataset.split("/")))


@pytest.mark.parametrize("heading", ["MOTIVO", "Motivo", " motivo ", "MOTÍVO"])
def test_the_column_of_reasons_is_no_data_however_it_is_written(tmp_path: Path, heading: str) -> None:
    text = f"Región,Presupuesto,Meta,{heading}\nPuno,10,5,Falta la meta\nCusco,20,6,\n"
    assert read(tmp_path, PLAN, text).rows == [("Puno", "10", "5", "", 2, None), ("Cusco", "20", "6", "", 3, None)]


def test_a_row_that_is_blank_but_for_its_reason_is_blank(tmp_path: Path) -> None:
    text = "Región,Presupuesto,Meta,MOTIVO\nPuno,10,5,\n,,,Repite otra fila\nCusco,20,6,\n"
    assert [row[:1] + row[4:5] for row in read(tmp_path, PLAN, text).rows] == [("Puno", 2), ("Cusco", 4)]


def test_the_column_of_reasons_may_stand_between_the_years(tmp_path: Path) -> None:
    assert read(tmp_path, ZONES, "Zona;2013;MOTIVO;2014\nVRAEM;1;2 015;2\n").rows == [
        ("VRAEM", "2013", "1", "", 2, "2013"),
        ("VRAEM", "2014", "2", "", 2, "2014"),
    ]


def test_a_number_in_the_reasons_does_not_decide_the_marks(tmp_path: Path) -> None:
    marks = read(tmp_path, PLAN, 'Región;Presupuesto;Meta;MOTIVO\nPuno;"1.000,5";5;"1,000.5"\n').marks
    assert (marks.decimal, marks.thousands) == (",", ".")


def test_other_unknown_columns_are_still_refused(tmp_path: Path) -> None:
    with pytest.raises(ContractBreach, match="«MOTIVOS»"):
        read(tmp_path, PLAN, "Región,Presupuesto,Meta,MOTIVOS\nPuno,10,5,x\n")


@pytest.mark.parametrize("contract", all_contracts().values(), ids=lambda contract: contract.id)
def test_no_contract_promises_a_column_with_our_heading(contract) -> None:  # type: ignore[no-untyped-def]
    assert not [heading for heading in contract.by_header() if is_reason(heading) or heading == PARTIAL_HEADING]


@pytest.mark.parametrize(
    ("cell", "read_as"),
    [
        ("'=1+1", "=1+1"),
        ("'+51 1", "+51 1"),
        ("'-4799", "-4799"),
        ("'@x", "@x"),
        ("''=1", "''=1"),
        ("'", "'"),
        ("'Ñ", "'Ñ"),
        ("x'=1", "x'=1"),
        ("-4799", "-4799"),
        ("", ""),
    ],
)
def test_exactly_one_protecting_apostrophe_is_taken_off(tmp_path: Path, cell: str, read_as: str) -> None:
    assert unprotected(cell) == read_as
    rows = read(tmp_path, PLAN, f"Región,Presupuesto,Meta\nPuno,{cell},5\n").rows
    assert rows == [("Puno", read_as or None, "5", "", 2, None)]
    path = put_workbook(tmp_path, f"{PLAN}/2015__b.xlsx", {"Hoja": [["Región", "Presupuesto", "Meta"], ["Puno", cell, "5"]]})
    rows = read_extract(LandingFile(path, f"{PLAN}/2015__b.xlsx", *PLAN.split("/"))).rows
    assert rows == [("Puno", read_as or None, "5", "Hoja", 2, None)]


def test_a_list_of_some_lines_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(ContractBreach, match="does not replace the file"):
        read(tmp_path, PLAN, "Región,Presupuesto,Meta\nPuno,10,5\n", "2015__a__solo-observadas.csv")


@pytest.mark.parametrize("heading", [PARTIAL_HEADING, PARTIAL_HEADING.upper()])
def test_a_list_of_some_lines_is_refused_by_its_heading_under_another_name(tmp_path: Path, heading: str) -> None:
    with pytest.raises(ContractBreach, match="Correct those rows in the original file and send it whole"):
        read(tmp_path, PLAN, f'Región,Presupuesto,Meta,"{heading}"\nPuno,10,5,x\n')


def test_a_list_of_some_lines_of_the_budget_is_refused_as_well(tmp_path: Path) -> None:
    contract = all_contracts()["pirdais/budget_execution"]
    names = [column.name.upper() for column in contract.columns]
    text = ",".join([*names, f'"{PARTIAL_HEADING}"']) + "\n" + ",".join(["1"] * 64) + "\n"
    name = "pirdais/budget_execution/2015__a.csv"
    file = LandingFile(put(tmp_path, name, text), name, "pirdais", "budget_execution")
    with pytest.raises(ContractBreach, match="does not replace the file"):
        read_bulk(file, "0072", tmp_path)
    renamed = replace(file, path=file.path.with_name("2015__a__solo-observadas.csv"))
    with pytest.raises(ContractBreach, match="does not replace the file"):
        renamed.identity()


def test_a_list_returned_in_another_format_finds_the_sidecar_of_its_edition(tmp_path: Path) -> None:
    rows = [["Región", "Presupuesto", "Meta"], ["Puno", 1, 2]]
    put(tmp_path, f"{PLAN}/2015-11-10__x.csv", "Región,Presupuesto,Meta\nPuno,1,2\n", {"edition": "x", "evidence": "cited"})
    (tmp_path / PLAN / "2015-11-10__x.csv").unlink()
    put_workbook(tmp_path, f"{PLAN}/2015-11-10__x.xlsx", {"Lista": rows})
    (file,) = scan(tmp_path)
    assert file.identity()[2] == "x"
    assert file.sidecar().evidence == "cited"
