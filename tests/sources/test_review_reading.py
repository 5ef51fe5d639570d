"""What a review found in reading: marks beside currencies and decimals, twin sheets, headings, sizes, sidecars, stray files."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenario import put, put_workbook

from sources import bounds
from sources.breach import ContractBreach
from sources.landing import LandingFile, scan
from sources.number_marks import NumberMarks, find_marks, without_prefix
from sources.readers import Extract, read_extract
from sources.sidecar import Sidecar

NATIONAL = "unodc/coca_area_national"
ZONES = "unodc/coca_area_by_zone"
PLAN = "pirdais/titling_plan"
HEADER = ["Año", "Hectáreas"]


def read(folder: Path, dataset: str, content: bytes | str, name: str = "2015__a.csv") -> Extract:
    path = put(folder, f"{dataset}/{name}", content)
    return read_extract(LandingFile(path, f"{dataset}/{name}", *dataset.split("/")))


def read_workbook(folder: Path, sheets: dict[str, list[list[object]]]) -> Extract:
    name = f"{NATIONAL}/2015__a.xlsx"
    put_workbook(folder, name, sheets)
    return read_extract(LandingFile(folder / name, name, *NATIONAL.split("/")))


@pytest.mark.parametrize("currency", ["S/.", "S/", "S/. ", "S/ "])
def test_a_currency_before_the_number_does_not_hide_its_marks(tmp_path: Path, currency: str) -> None:
    text = f"Región;Presupuesto;Meta\nPuno;{currency}950.000;12\n"
    extract = read(tmp_path, PLAN, text)
    assert extract.marks == NumberMarks(",", ".")
    assert extract.rows[0][1] == f"{currency}950.000".strip()


def test_a_currency_with_a_dot_is_no_mark(tmp_path: Path) -> None:
    extract = read(tmp_path, PLAN, "Región;Presupuesto;Meta\nPuno;S/. 8 491,712.75;12\nCusco;S/ 1000000;5\n")
    assert extract.marks == NumberMarks(".", ",")


@pytest.mark.parametrize(
    ("text", "prefix", "bare"),
    [
        ("S/. 5", "S/.", " 5"),
        ("S/ 5", "S/.", " 5"),
        ("S/.5", "S/", "5"),
        ("US$ 5", "US$", " 5"),
        ("1.5", None, "1.5"),
        ("5", "S/.", "5"),
    ],
)
def test_a_prefix_goes_with_its_dot_or_without(text: str, prefix: str | None, bare: str) -> None:
    assert without_prefix(text, prefix) == bare


@pytest.mark.parametrize(
    "texts",
    [
        ["30.150", "627.81"],
        ["12.5", "30.150"],
        ["30,150", "627,81"],
        ["59.6563", "30.150"],
        ["1,234.5", "30.150"],
        ["30.150", "30,150"],
    ],
)
def test_a_mark_that_may_be_either_beside_sure_decimals_is_refused(texts: list[str]) -> None:
    for order in (texts, texts[::-1]):
        with pytest.raises(ContractBreach, match="mixes number styles"):
            find_marks(order)


@given(
    grouped=st.lists(st.integers(min_value=1000, max_value=999_999), min_size=1, max_size=8),
    decimals=st.lists(st.decimals(min_value=0, max_value=999, places=2), min_size=1, max_size=8),
)
def test_thousands_and_two_decimals_with_one_mark_are_never_read(grouped: list[int], decimals: list[object]) -> None:
    with pytest.raises(ContractBreach):
        find_marks([*(f"{number:,}".replace(",", ".") for number in grouped), *map(str, decimals)])


@given(numbers=st.lists(st.decimals(min_value=0, max_value=999, places=3), min_size=1, max_size=20))
def test_numbers_that_all_have_three_decimals_are_decimals_once_one_is_sure(numbers: list[object]) -> None:
    assert find_marks([*map(str, numbers), "0.125"]).decimal == "."


def test_a_text_cell_beside_native_numbers_may_not_be_either(tmp_path: Path) -> None:
    with pytest.raises(ContractBreach, match="mixes number styles"):
        read_workbook(tmp_path, {"Hoja": [HEADER, [2014, 42900.5], [2013, "12.345"]]})


def test_native_numbers_with_three_decimals_are_read_as_they_are(tmp_path: Path) -> None:
    extract = read_workbook(tmp_path, {"Hoja": [HEADER, [2014, 12.345], [2013, 627.81], [2012, "49,800"]]})
    assert [row[1] for row in extract.rows] == ["12.345", "627.81", "49,800"]
    assert extract.marks == NumberMarks(".", ",")


def test_two_sheets_with_the_same_table_are_refused_by_name(tmp_path: Path) -> None:
    sheets: dict[str, list[list[object]]] = {
        "Notas": [["x"]],
        "2013": [HEADER, [2013, 49800]],
        "2014": [["t"], HEADER, [2014, 42900]],
    }
    with pytest.raises(ContractBreach) as caught:
        read_workbook(tmp_path, sheets)
    assert "en más de una hoja: «2013», «2014»." in caught.value.reason_es
    assert "in more than one sheet: «2013», «2014»." in caught.value.reason_en
    del sheets["2013"]
    assert read_workbook(tmp_path, sheets).facts["sheet"] == "2014"


@pytest.mark.parametrize("heading", ["2014", "2014 (ha)", "2014(Ha)", "2014*", "2014 (1)", "2014¹", "2014 1/", "2014 (ha) *"])
def test_a_heading_that_is_a_year_is_one(tmp_path: Path, heading: str) -> None:
    assert read(tmp_path, ZONES, f"Zona;{heading}\nVRAEM;18845\n").rows == [("VRAEM", "2014", "18845", "", 2, heading)]


@pytest.mark.parametrize(
    "heading", ["2013-2014 (%)", "2014 (%)", "2014-2015", "2014 (km2)", "2014 estimado", "20145", "2014/2013"]
)
def test_a_heading_that_only_begins_like_a_year_is_none(tmp_path: Path, heading: str) -> None:
    with pytest.raises(ContractBreach) as caught:
        read(tmp_path, ZONES, f"Zona;2014;{heading}\nVRAEM;18845;5\n")
    assert f"«{heading}»" in caught.value.reason_es


def test_stray_files_are_not_data_and_tables_in_other_formats_are(tmp_path: Path) -> None:
    for name in (
        "Thumbs.db",
        "desktop.ini",
        "léame.txt",
        "2015__a.pdf",
        "nota.docx",
        "LEEME",
        "2015__b.xls",
        "2015__c.CSV",
        "mal.csv",
    ):
        put(tmp_path, f"{NATIONAL}/{name}", "x")
    assert [file.path.name for file in scan(tmp_path)] == ["2015__b.xls", "2015__c.CSV", "mal.csv"]


def _zip(members: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return stream.getvalue()


def test_what_macos_adds_to_a_zip_is_no_member(tmp_path: Path) -> None:
    text = "Año,Hectáreas\n2014,42900\n"
    members = {"a.csv": text, "__MACOSX/._a.csv": "x", ".DS_Store": "x", "sub/.DS_Store": "x", "sub/__MACOSX/b.csv": "x"}
    assert len(read(tmp_path, NATIONAL, _zip(members), "2015__a.zip").rows) == 1


@pytest.mark.parametrize("name", ["2015__a.csv", "2015__a.csv.gz", "2015__a.zip", "2015__a.xlsx"])
def test_what_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    text = "Año,Hectáreas\n" + "2014,42900\n" * 300_000
    packed = {
        ".csv": text.encode(),
        ".gz": gzip.compress(text.encode()),
        ".zip": _zip({"a.csv": text}),
        ".xlsx": _zip({"x.xml": text}),
    }
    monkeypatch.setattr(bounds, "MAX_UNPACKED_BYTES", 3 << 20)
    with pytest.raises(ContractBreach) as caught:
        read(tmp_path, NATIONAL, packed[Path(name).suffix], name)
    assert "más de 3 MiB una vez descomprimido" in caught.value.reason_es
    assert "more than 3 MiB once unpacked" in caught.value.reason_en


def test_a_sidecar_of_another_edition_is_a_breach(tmp_path: Path) -> None:
    path = put(tmp_path, f"{NATIONAL}/2015__a.csv", "", {"edition": "b"})
    file = LandingFile(path, f"{NATIONAL}/2015__a.csv", *NATIONAL.split("/"))
    with pytest.raises(ContractBreach) as caught:
        file.sidecar()
    assert "dice que la edición es «b» y el nombre del archivo, «a»" in caught.value.reason_es
    assert "says that the edition is 'b' and the file name, 'a'" in caught.value.reason_en
    put(tmp_path, f"{NATIONAL}/2015__a.csv", "", {"edition": "a"})
    assert file.sidecar() == Sidecar(edition="a")


def test_a_table_of_more_cells_than_any_dataset_is_refused_by_its_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MAX_CELLS", 20)
    with pytest.raises(ContractBreach, match="At row 7 the table goes beyond 20 cells"):
        read(tmp_path, NATIONAL, "Año,Hectáreas\n" + "2014,42900\n" * 10)


def test_a_workbook_that_needs_more_memory_than_a_table_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = f"{NATIONAL}/2015__a.xlsx"
    put_workbook(tmp_path, name, {"Datos": [HEADER, *([2014, "x" * 32_000] for _ in range(3_000))]})
    monkeypatch.setattr(bounds, "WORKBOOK_MEMORY_BYTES", 128 << 20)
    with pytest.raises(ContractBreach, match="is damaged or is not"):
        read_extract(LandingFile(tmp_path / name, name, *NATIONAL.split("/")))
