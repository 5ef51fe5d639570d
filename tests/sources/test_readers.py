"""Readers: whatever the packing, encoding, marks and headings, a file gives the same rows with their places."""

from __future__ import annotations

import gzip
import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenario import put, put_workbook

from sources.breach import ContractBreach
from sources.contract import all_contracts
from sources.header import hidden_positions
from sources.landing import LandingFile
from sources.readers import Extract, read_extract
from sources.sheet import Line


def read(folder: Path, dataset: str, content: bytes | str, name: str = "2015-07-15__prueba.csv") -> Extract:
    path = put(folder, f"{dataset}/{name}", content)
    return read_extract(LandingFile(path, f"{dataset}/{name}", *dataset.split("/")))


NATIONAL = "unodc/coca_area_national"
ZONES = "unodc/coca_area_by_zone"
DISTRICTS = "unodc/coca_area_by_district"
BULLETIN = "corah/eradication_bulletin"
PLAN = "pirdais/titling_plan"


def _zipped(text: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("carpeta/", "")
        archive.writestr("carpeta/DATOS.CSV", text)
    return stream.getvalue()


TEXT = "Región;Presupuesto (S/.);Meta (títulos)\nHuánuco;5 000 000;5.200\nSan Martín;6 100 000;12.200\n"


@pytest.mark.parametrize(
    ("name", "content", "encoding"),
    [
        ("2015__a.csv", TEXT.encode(), "utf-8-sig"),
        ("2015__a.csv", b"\xef\xbb\xbf" + TEXT.encode(), "utf-8-sig"),
        ("2015__a.csv", TEXT.encode("cp1252"), "cp1252"),
        ("2015__a.csv", TEXT.encode("latin-1"), "cp1252"),
        ("2015__a.csv", TEXT.encode("utf-16"), "utf-16"),
        ("2015__a.csv", b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        ("2015__a.csv.gz", gzip.compress(TEXT.encode()), "utf-8-sig"),
        ("2015__a.zip", _zipped(TEXT), "utf-8-sig"),
        ("2015__a.csv", TEXT.replace("\n", "\r\n").encode(), "utf-8-sig"),
        ("2015__a.csv", TEXT.replace("\n", "\r").encode(), "utf-8-sig"),
        ("2015__a.csv", TEXT.replace(";", "\t").encode(), "utf-8-sig"),
        ("2015__a.csv", TEXT.replace(";", "|").encode(), "utf-8-sig"),
    ],
)
def test_every_packing_and_encoding_gives_the_same_rows(tmp_path: Path, name: str, content: bytes, encoding: str) -> None:
    extract = read(tmp_path, PLAN, content, name)
    assert extract.rows == [
        ("Huánuco", "5 000 000", "5.200", "", 2, None),
        ("San Martín", "6 100 000", "12.200", "", 3, None),
    ]
    assert (extract.marks.decimal, extract.marks.thousands) == (",", ".")
    assert extract.facts["encoding"] == encoding


@pytest.mark.parametrize(
    "text",
    [
        "Región;Presupuesto;Meta\nPuno;1,000,000.25;900,250.5\n",
        "Cuadro 1, por región\nRegión;Presupuesto;Meta\nPuno;1,000,000.25;900,250.5\n",
        'Región,Presupuesto,Meta\n"Puno","1,000,000.25","900,250.5"\n',
        'Región,Presupuesto,Meta\n"Puno; Cusco; Junín; Pasco; Loreto",1000000.25,900250.5\n',
    ],
)
def test_the_delimiter_is_found_though_numbers_and_names_hold_others(tmp_path: Path, text: str) -> None:
    (row,) = read(tmp_path, PLAN, text).rows
    assert str(row[0]).startswith("Puno")
    assert [str(cell).replace(",", "") for cell in row[1:3]] == ["1000000.25", "900250.5"]


def test_a_byte_that_cp1252_lacks_is_read_as_latin_1(tmp_path: Path) -> None:
    extract = read(tmp_path, PLAN, "Región,Presupuesto,Meta\nHu\x81nuco,1,2\n".encode("latin-1"))
    assert extract.facts["encoding"] == "latin-1"
    assert extract.rows[0][0] == "Hu\x81nuco"


@pytest.mark.parametrize(
    "heading",
    ["Zona con presencia de cultivos de coca", "ZONA", "  zona   COCALERA ", "Zonas", "zona de cultivo de coca", "zone_name"],
)
def test_headings_are_known_by_their_aliases_without_accents_case_and_spacing(tmp_path: Path, heading: str) -> None:
    assert read(tmp_path, ZONES, f"{heading},2014\nVRAEM,18845\n").rows == [("VRAEM", "2014", "18845", "", 2, "2014")]


def test_a_wide_table_gives_one_row_per_cell_and_ignores_variation_columns(tmp_path: Path) -> None:
    extract = read(
        tmp_path,
        ZONES,
        "Monitoreo 2014,,,,\n,,,,\nZona,2013,2014 (1),Variación 2013-2014,VAR %\n"
        "VRAEM,19167,18845,-2 %,x\nCallería 1/,-,,,\n\nTOTAL,49800,42900,-14,\n",
    )
    assert extract.rows == [
        ("VRAEM", "2013", "19167", "", 4, "2013"),
        ("VRAEM", "2014", "18845", "", 4, "2014 (1)"),
        ("Callería 1/", "2013", "-", "", 5, "2013"),
        ("TOTAL", "2013", "49800", "", 7, "2013"),
        ("TOTAL", "2014", "42900", "", 7, "2014 (1)"),
    ]
    assert extract.facts["header_row"] == "3"


@pytest.mark.parametrize("heading", ["Hectáreas", "HECTAREAS", "Superficie (ha)", "ha"])
def test_an_annex_with_one_column_takes_its_year_from_the_edition(tmp_path: Path, heading: str) -> None:
    extract = read(
        tmp_path,
        DISTRICTS,
        f"UBIGEO,Departamento,Provincia,Distrito,{heading}\n010103,AMAZONAS,CHACHAPOYAS,BALSAS,83\n",
        "2015-07__anexo-2014.csv",
    )
    assert extract.rows == [("010103", "AMAZONAS", "CHACHAPOYAS", "BALSAS", "2014", "83", "", 2, heading)]


def test_ubigeo_keeps_its_leading_zero_when_the_file_does(tmp_path: Path) -> None:
    put_workbook(tmp_path, f"{DISTRICTS}/2015__a.xlsx", {"Anexo": [["UBIGEO", 2014], ["010103", 83]]})
    file = LandingFile(tmp_path / DISTRICTS / "2015__a.xlsx", f"{DISTRICTS}/2015__a.xlsx", *DISTRICTS.split("/"))
    assert read_extract(file).rows[0][0] == "010103"


def test_a_workbook_with_titles_above_the_header_keeps_sheet_row_and_native_types(tmp_path: Path) -> None:
    name = f"{BULLETIN}/2015-11-10__boletin.xlsx"
    put_workbook(
        tmp_path,
        name,
        {
            "Portada": [["CORAH"]],
            "Avance": [
                ["Avance de la erradicación"],
                ["Actualizado", datetime(2015, 11, 3, 8, 30)],
                ["Fecha de corte", "Desde", "Hasta", "Tipo", "Nivel", "Ámbito", "Hectáreas", "Parcelas"],
                [date(2015, 11, 2), date(2015, 1, 1), None, "acumulado", "nacional", "Perú", 31379.25, 12],
                ["02/11/2015", "2015-01-01", None, "acumulado", "eje", "Eje 1", 1234, None],
            ],
        },
    )
    extract = read_extract(LandingFile(tmp_path / name, name, *BULLETIN.split("/")))
    assert extract.rows == [
        (
            "2015-11-02",
            "2015-01-01",
            None,
            "acumulado",
            "nacional",
            "Perú",
            "31379.25",
            None,
            "12",
            None,
            None,
            "Avance",
            4,
            None,
        ),
        ("02/11/2015", "2015-01-01", None, "acumulado", "eje", "Eje 1", "1234", None, None, None, None, "Avance", 5, None),
    ]
    assert (extract.marks.decimal, extract.facts["sheet"], extract.facts["header_row"]) == (".", "Avance", "3")


@given(value=st.floats(min_value=0, max_value=1e12, allow_nan=False).map(lambda x: round(x, 4)))
def test_a_native_number_keeps_every_decimal(tmp_path_factory: pytest.TempPathFactory, value: float) -> None:
    folder = tmp_path_factory.mktemp("libro")
    name = f"{NATIONAL}/2015__a.xlsx"
    put_workbook(folder, name, {"Hoja": [["Año", "Hectáreas"], [2014, value], [2013, 0.5]]})
    text = read_extract(LandingFile(folder / name, name, *NATIONAL.split("/"))).rows[0][1]
    if "e" not in str(text):
        assert float(str(text)) == value


def test_a_line_break_inside_quotes_does_not_shift_the_row_numbers(tmp_path: Path) -> None:
    extract = read(tmp_path, PLAN, 'Región,Presupuesto,Meta\n"San\nMartín",1,2\nPuno,3,4\n')
    assert [(row[0], row[-2]) for row in extract.rows] == [("San\nMartín", 2), ("Puno", 4)]


def test_blank_lines_and_blank_columns_are_not_rows(tmp_path: Path) -> None:
    extract = read(tmp_path, PLAN, "Región,Presupuesto,Meta,,\n,,,,\nPuno,3,4,,\n ,,,,\n")
    assert extract.rows == [("Puno", "3", "4", "", 3, None)]


def test_a_card_keeps_lists_and_blank_fields(tmp_path: Path) -> None:
    contract = all_contracts()["registry/indicators"]
    fields = {column.name: "x" for column in contract.columns}
    path = put(tmp_path, "registry/indicators/2026__a.yml", "")
    text = "\n".join(f"{name}: {value}" for name, value in fields.items() if name != "datasets") + "\ndatasets: [a/b, c/d]\n"
    path.write_text(text, encoding="utf-8")
    (row,) = read_extract(LandingFile(path, "registry/indicators/2026__a.yml", "registry", "indicators")).rows
    assert row[[column.name for column in contract.columns].index("datasets")] == "a/b|c/d"
    assert row[-3:] == ("", 1, None)


@given(content=st.binary(max_size=300), name=st.sampled_from(["2015__a.csv", "2015__a.csv.gz", "2015__a.zip", "2015__a.xlsx"]))
def test_any_bytes_are_read_or_refused_with_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str
) -> None:
    try:
        read(tmp_path_factory.mktemp("bytes"), NATIONAL, content, name)
    except ContractBreach as breach:
        assert breach.reason_es
        assert breach.reason_en


_CELLS = st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u2028\u2029\x85"), max_size=12)


@given(names=st.lists(_CELLS.filter(lambda text: text.strip()), min_size=1, max_size=6))
def test_no_row_is_lost_whatever_the_names_hold(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> None:
    quoted = ['"' + name.replace('"', '""') + '"' for name in names]
    text = "Región,Presupuesto,Meta\n" + "".join(f"{name},1,2\n" for name in quoted)
    extract = read(tmp_path_factory.mktemp("names"), PLAN, text)
    assert [row[0] for row in extract.rows] == [name.strip() for name in names]
    assert [row[-2] for row in extract.rows] == list(range(2, len(names) + 2))


@pytest.mark.parametrize(
    ("personal", "hidden"), [((), []), (("zone_name",), [0, 2, 5, 6]), (("area_ha",), [1, 2, 3, 4, 5, 6]), (("year",), [2, 5, 6])]
)
def test_where_personal_data_stand_what_the_contract_does_not_know_is_hidden_too(
    personal: tuple[str, ...], hidden: list[int]
) -> None:
    contract = all_contracts()[ZONES]
    columns = tuple(
        column.model_copy(update={"classification": "personal"}) if column.name in personal else column
        for column in contract.columns
    )
    header = Line(1, ("Zona", "2013", "Apunte", "2014 (ha)", "2015*", "Variación 2013-2014", ""))
    declared = contract.model_copy(update={"columns": columns})
    assert sorted(hidden_positions(header, declared)) == hidden
