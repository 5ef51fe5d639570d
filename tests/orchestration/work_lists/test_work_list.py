"""Work lists: the sender gets his own sheet with MOTIVO, and what he sends back is read as his file."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lists import cells, grid, lists_of, seen
from python_calamine import CalamineWorkbook
from scenario import put, put_workbook

from orchestration.work_lists.work_list import ListFile, Observation, write_work_lists
from reports.spreadsheet import BookSheet, write_book
from sources.landing import LandingFile, scan
from sources.number_marks import NumberMarks
from sources.readers import Extract, read_extract

PLAN = "pirdais/titling_plan"
ZONES = "unodc/coca_area_by_zone"
BULLETIN = "corah/eradication_bulletin"
BUDGET = "pirdais/budget_execution"
HEADER = "Región,Presupuesto,Meta"


def read_as(path: Path, dataset: str) -> Extract:
    return read_extract(LandingFile(path, path.name, *dataset.split("/")))


def original(tmp_path: Path, name: str) -> Extract:
    return read_as(tmp_path / "landing" / name, name.rsplit("/", 1)[0])


def values(extract: Extract) -> list[tuple[object, ...]]:
    """Rows without the sheet, which has no name in a text file."""
    return [(*row[:-3], *row[-2:]) for row in extract.rows]


def test_the_list_is_the_senders_sheet_with_the_reasons_last(tmp_path: Path) -> None:
    name = f"{PLAN}/2015-11-10__a.csv"
    put(tmp_path / "landing", name, "Meta (títulos);Departamento;Presupuesto (S/)\n5.2x;Puno;1 000,5\n;Cusco;-4799\n7;Junín;\n")
    found = {
        "devida": [
            Observation(name, "", 2, "Meta", "«5.2x» no es un número (columna «Meta»)."),
            Observation(name, "", 3, "Meta", "Falta el dato."),
            Observation(name, "", 3, "Presupuesto", "«-4799» es negativo."),
            Observation(name, "", 3, "Presupuesto", "«-4799» es negativo."),
        ]
    }
    written = write_work_lists(tmp_path / "landing", found, tmp_path / "report")
    folder = "datos/corregir/devida/pirdais/titling_plan/2015-11-10__a"
    assert written == {("devida", name): ListFile(f"{folder}.csv", f"{folder}.xlsx")}
    shown = [
        ["Meta (títulos)", "Departamento", "Presupuesto (S/)", "MOTIVO"],
        ["5.2x", "Puno", "1 000,5", "«5.2x» no es un número (columna «Meta»)."],
        ["", "Cusco", "-4799", "Meta: Falta el dato. · Presupuesto: «-4799» es negativo."],
        ["7", "Junín", "", ""],
    ]
    assert cells(tmp_path / "report" / f"{folder}.csv", ";") == shown
    assert grid(tmp_path / "report" / f"{folder}.xlsx", "Lista") == shown


TEXTS = {
    "comas": (f'{HEADER}\n"Puno, Lampa","1,000.25",x\nCusco,20,6\n', "utf-8"),
    "punto y coma, cp1252": (f"{HEADER}\n".replace(",", ";") + "Áncash;1 000,5;x\nJunín;-20;6\n", "cp1252"),
    "tabuladores, utf-16": (f"{HEADER}\n".replace(",", "\t") + "Áncash\t1 000,5\tx\nJunín\t20\t6\n", "utf-16"),
    "barras": (f"{HEADER}\n".replace(",", "|") + "Áncash|1;000|x\nJunín|20|6\n", "utf-8"),
    "cuadro con título": (f"Cuadro 5; metas, por región\n\n{HEADER}\nPuno,10,x\nCusco,20,6\n\nFuente: DEVIDA,,\n", "utf-8"),
    "saltos de línea": ('"Región\n",Presupuesto,Meta\n"Puno\r\nsur",10,x\n\n"\nCusco\n",20,6\n"\n ",,\nJunín,30,y\n', "utf-8"),
    "filas cortas": (f"{HEADER},,\nPuno,10\nCusco,20,6,,,\n", "utf-8"),
    "hostil": (f'{HEADER}\n"=cmd|\' /C calc\'!A0",-4799,x\n"@SUM(A1)",-12.5,+1+1\n\'=ya,"-1,000",\'-7\n\t=1,-,6\n', "utf-8"),
    "direcciones": (f"{HEADER}\nPu\u202eno\u200f,10,x\nCusco,20,6\n", "utf-8"),
    "comillas": (f'{HEADER}\n"Puno ""alto"" ; |",10,x\n', "utf-8"),
    "solo \\r": (f"{HEADER}\rPuno,10,x\rCusco,20,6\r", "utf-8"),
    "miles con punto": (f"{HEADER}\nPuno,30.150,x\nCusco,12.200,6\n", "utf-8"),
    "ceros": (f"{HEADER}\n007,0050,-0\nCusco,1234567890123456789,6\n", "utf-8"),
}


@pytest.mark.parametrize("kind", TEXTS)
def test_a_list_sent_back_as_it_is_gives_the_same_rows_on_the_same_lines(tmp_path: Path, kind: str) -> None:
    text, encoding = TEXTS[kind]
    name = f"{PLAN}/2015__a.csv"
    put(tmp_path / "landing", name, text.encode(encoding))
    before = original(tmp_path, name)
    first = before.rows[0][-2]
    assert isinstance(first, int)
    as_csv, as_xlsx = lists_of(tmp_path, name, first)
    again = read_as(as_csv, PLAN)
    assert again.rows == before.rows
    assert again.marks == before.marks
    assert again.facts["delimiter"] == before.facts["delimiter"]
    assert values(read_as(as_xlsx, PLAN)) == values(before)
    assert read_as(as_xlsx, PLAN).marks == before.marks


def test_what_stands_above_the_header_stays_and_the_reason_is_on_its_row(tmp_path: Path) -> None:
    name = f"{PLAN}/2015__a.csv"
    put(tmp_path / "landing", name, f"Cuadro 5\n\n{HEADER}\nPuno,10,x\n\nFuente: DEVIDA,,\n")
    as_csv, as_xlsx = lists_of(tmp_path, name, 4)
    assert cells(as_csv) == [
        ["Cuadro 5"],
        [],
        ["Región", "Presupuesto", "Meta", "MOTIVO"],
        ["Puno", "10", "x", "Meta: No es un número."],
        [],
        ["Fuente: DEVIDA", "", "", ""],
    ]
    assert grid(as_xlsx, "Lista")[3] == ["Puno", 10, "x", "Meta: No es un número."]


def test_hostile_cells_run_nothing_and_negative_numbers_stay_numbers(tmp_path: Path) -> None:
    name = f"{PLAN}/2015__a.csv"
    text, _ = TEXTS["hostil"]
    put(tmp_path / "landing", name, text)
    as_csv, as_xlsx = lists_of(tmp_path, name, 2)
    assert [row[:3] for row in cells(as_csv)[1:]] == [
        ["'=cmd|' /C calc'!A0", "-4799", "x"],
        ["'@SUM(A1)", "-12.5", "'+1+1"],
        ["'=ya", "-1,000", "-7"],
        ["'=1", "-", "6"],
    ]
    assert b"<f>" not in zipfile.ZipFile(as_xlsx).read("xl/worksheets/sheet1.xml")
    shown = grid(as_xlsx, "Lista")
    assert shown[1][:3] == ["=cmd|' /C calc'!A0", -4799, "x"]
    assert isinstance(shown[1][1], float)


def test_marks_of_direction_stay_in_the_cell_and_are_shown_in_the_reason(tmp_path: Path) -> None:
    name = f"{PLAN}/2015__a.csv"
    put(tmp_path / "landing", name, f"{HEADER}\nPu\u202eno,10,5\n")
    found = {"devida": [Observation(name, "", 2, "Región", "«Pu\u202eno» no es un\ndepartamento conocido.")]}
    made = write_work_lists(tmp_path / "landing", found, tmp_path / "report")["devida", name]
    assert cells(tmp_path / "report" / str(made.csv))[1] == [
        "Pu\u202eno", "10", "5", "Región: «Pu‹U+202E›no» no es un departamento conocido.",
    ]  # fmt: skip


def test_a_book_comes_back_with_all_its_sheets_and_stored_values(tmp_path: Path) -> None:
    name = f"{BULLETIN}/2015-11-10__a.xlsx"
    day = date(2015, 10, 27)
    head = ["Fecha de\ncorte", "Desde", "Tipo", "Nivel", "Lugar", "Hectáreas", "meta_anual"]
    sheet = [
        ["Boletín"],
        head,
        [day, day, "diario", "nacional", "@SUM(A1)", 0.1 + 0.2, -4799],
        [datetime(2015, 11, 2, 10, 30), "02/11/2015", "diario", "nacional", "Perú", "1,250.5", True],
    ]
    notes = [["Notas"], [], ["=2", 3.5]]
    path = put(tmp_path / "landing", name, "")
    write_book(path, [BookSheet("Notas", notes), BookSheet("DIARIO", sheet)])
    before = original(tmp_path, name)
    assert before.rows[0][6] == "0.30000000000000004"
    as_csv, as_xlsx = lists_of(tmp_path, name, 3, sheet="DIARIO")
    assert CalamineWorkbook.from_path(str(as_xlsx)).sheet_names == ["Notas", "DIARIO"]
    assert grid(as_xlsx, "Notas") == grid(path, "Notas")
    given, back = grid(path, "DIARIO"), grid(as_xlsx, "DIARIO")
    assert [row[:-1] for row in back] == given
    assert [row[-1] for row in back] == ["", "MOTIVO", "Meta: No es un número.", ""]
    assert read_as(as_xlsx, BULLETIN).rows == before.rows
    # A heading of two lines takes two lines of a text file.
    assert [row[:-3] for row in read_as(as_csv, BULLETIN).rows] == [row[:-3] for row in before.rows]


def test_years_side_by_side_keep_their_columns(tmp_path: Path) -> None:
    name = f"{ZONES}/2015__a.csv"
    put(tmp_path / "landing", name, "Zona,2013,2014 (ha),Variación\nVRAEM*,-,19 845,3%\nNo existe,1,,\nTotal,1,2,\n")
    before = original(tmp_path, name)
    as_csv, as_xlsx = lists_of(tmp_path, name, 3)
    assert len(before.rows) == 5
    assert read_as(as_csv, ZONES).rows == before.rows
    assert values(read_as(as_xlsx, ZONES)) == values(before)
    assert cells(as_csv)[1] == ["VRAEM*", "-", "19 845", "3%", ""]


def test_numbers_of_a_book_that_would_mean_something_else_as_text_give_no_csv(tmp_path: Path) -> None:
    name = f"{PLAN}/2015__a.xlsx"
    put_workbook(tmp_path / "landing", name, {"H": [["Región", "Presupuesto", "Meta"], ["Puno", 627.125, "x"]]})
    assert original(tmp_path, name).marks == NumberMarks(".", ",")
    made = write_work_lists(tmp_path / "landing", {"devida": seen(name, 2, sheet="H")}, tmp_path / "report")["devida", name]
    assert made.csv is None
    assert made.xlsx
    assert read_as(tmp_path / "report" / made.xlsx, PLAN).rows == original(tmp_path, name).rows
    assert [path.suffix for path in (tmp_path / "report").rglob("2015*")] == [".xlsx"]


@pytest.mark.parametrize("extension", [".csv.gz", ".zip"])
def test_packed_files_come_back_as_csv_and_book_of_the_same_edition(tmp_path: Path, extension: str) -> None:
    text = f"{HEADER}\nPuno,10,x\nCusco,20,6\n".encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("datos.csv", text)
    name = f"{PLAN}/2015-11__a{extension}"
    put(tmp_path / "landing", name, gzip.compress(text) if extension == ".csv.gz" else stream.getvalue())
    as_csv, as_xlsx = lists_of(tmp_path, name, 2)
    assert (as_csv.name, as_xlsx.name) == ("2015-11__a.csv", "2015-11__a.xlsx")
    assert read_as(as_csv, PLAN).rows == original(tmp_path, name).rows


def test_one_edition_in_two_formats_gives_two_lists(tmp_path: Path) -> None:
    text = f"{HEADER}\nPuno,10,x\n"
    names = [f"{PLAN}/2015__a.csv", f"{PLAN}/2015__a.csv.gz"]
    put(tmp_path / "landing", names[0], text)
    put(tmp_path / "landing", names[1], gzip.compress(text.replace("10", "11").encode()))
    found = {"devida": [*seen(names[0], 2), *seen(names[1], 2)], "otro": seen(names[0], 2)}
    written = write_work_lists(tmp_path / "landing", found, tmp_path / "report")
    paths = [str(made.csv) for made in written.values()]
    assert len(set(paths)) == 3
    assert [cells(tmp_path / "report" / path)[1][1] for path in paths] == ["10", "11", "10"]
    assert {Path(path).name for path in paths} == {"2015__a.csv"}


def test_a_list_that_comes_back_with_its_reasons_gets_new_ones_in_their_place(tmp_path: Path) -> None:
    name = f"{PLAN}/2015__a.csv"
    put(tmp_path / "landing", name, "Región,Motivo,Presupuesto,Meta,MOTIVO\nPuno,viejo,10,x,viejo\nCusco,,20,y,viejo\n")
    as_csv, _ = lists_of(tmp_path, name, 3)
    assert cells(as_csv) == [
        ["Región", "Presupuesto", "Meta", "MOTIVO"],
        ["Puno", "10", "x", ""],
        ["Cusco", "20", "y", "Meta: No es un número."],
    ]


@pytest.mark.parametrize(
    ("name", "content", "row"),
    [
        (f"{PLAN}/2015__a.csv", None, 2),  # gone
        (f"{PLAN}/2015__a.csv", "Cualquier cosa\n1\n", 2),  # refused whole
        (f"{PLAN}/2015__a.csv", f"{HEADER}\nPuno,10,5\n", None),  # nothing said of a row
        (f"{PLAN}/2015__a.csv", f"{HEADER}\nPuno,10,5\n", 9),  # no such row
        (f"{PLAN}/2015__a.csv", f"{HEADER}\nPuno,10,5\n", 1),  # the header
        (f"{PLAN}/a.csv", f"{HEADER}\nPuno,10,5\n", 2),  # a name that says no edition
        ("nadie/nada/2015__a.csv", f"{HEADER}\nPuno,10,5\n", 2),  # no such dataset
        ("registry/indicators/2015__a.yml", "code: X\n", 1),  # a record
        ("../fuera.csv", f"{HEADER}\nPuno,10,5\n", 2),  # outside the landing folder
    ],
)
def test_what_cannot_be_sent_back_has_no_list(tmp_path: Path, name: str, content: str | None, row: int | None) -> None:
    (tmp_path / "landing").mkdir()
    if content is not None:
        put(tmp_path / "landing", name, content)
    found = {"devida": [Observation(name, "", row, "Meta", "Mal.")]}
    assert write_work_lists(tmp_path / "landing", found, tmp_path / "report") == {}
    assert not (tmp_path / "report").exists()


def test_a_file_that_is_not_the_one_loaded_has_no_list(tmp_path: Path) -> None:
    name = f"{PLAN}/2015__a.csv"
    put(tmp_path / "landing", name, f"{HEADER}\nPuno,10,x\n")
    (file,) = scan(tmp_path / "landing")
    found = {"devida": seen(name, 2)}
    assert ("devida", name) in write_work_lists(tmp_path / "landing", found, tmp_path / "r1", {name: file.sha256()})
    assert write_work_lists(tmp_path / "landing", found, tmp_path / "r2", {name: "0" * 64}) == {}
    assert write_work_lists(tmp_path / "landing", found, tmp_path / "r3", {}) == {}


@pytest.mark.parametrize("slug", ["", "..", "a/b", "Ñandú", "-a", "a--b"])
def test_a_slug_that_is_no_folder_name_is_said(tmp_path: Path, slug: str) -> None:
    with pytest.raises(ValueError, match="not a slug"):
        write_work_lists(tmp_path, {slug: []}, tmp_path)


def test_the_same_observations_give_the_same_bytes(tmp_path: Path) -> None:
    name = f"{PLAN}/2015__a.csv"
    put(tmp_path / "landing", name, f"{HEADER}\nPuno,10,x\nCusco,20,y\n")
    for run in ("r1", "r2"):
        write_work_lists(tmp_path / "landing", {"devida": seen(name, 2, 3)}, tmp_path / run)
    one, two = (sorted(path for path in (tmp_path / run).rglob("*.*")) for run in ("r1", "r2"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=6)
CELL = st.one_of(
    TEXT, st.sampled_from(["", "-", "-4799", "'-1", "=1+1", "@a", "1,5", "1.234", "1 000.5", "MOTIVO", "\n", '"', ";"])
)
ROWS = st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=5)


def written_as(rows: Sequence[Sequence[str]], delimiter: str, quoting: int) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, quoting=quoting).writerows([HEADER.split(","), *rows])  # type: ignore[arg-type]
    return stream.getvalue()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, delimiter=st.sampled_from(",;\t|"), quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
def test_the_list_of_any_small_sheet_sent_back_gives_the_same_extract(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], delimiter: str, quoting: int
) -> None:
    folder = tmp_path_factory.mktemp("any")
    name = f"{PLAN}/2015__a.csv"
    put(folder / "landing", name, written_as(rows, delimiter, quoting).encode())
    try:
        before = original(folder, name)
    except Exception:  # a sheet that the reader refuses has no list
        before = None
    observed = [int(str(row[-2])) for row in before.rows] if before else [2]
    made = write_work_lists(folder / "landing", {"devida": seen(name, *observed)}, folder / "report").get(("devida", name))
    if before is None:
        assert made is None
        return
    assert made and made.csv
    again = read_as(folder / "report" / made.csv, PLAN)
    assert (again.rows, again.marks) == (before.rows, before.marks)
    if made.xlsx:
        again = read_as(folder / "report" / made.xlsx, PLAN)
        assert (values(again)[0][:-2], again.marks) == (values(before)[0][:-2], before.marks)
