"""Work lists: the sender gets his own sheet with MOTIVO, and what he sends back is read as his file."""

from __future__ import annotations

import csv
import gzip
import io
import tracemalloc
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from scenario import Warehouse, cited, put, put_workbook

from orchestration.settings import PROJECT_ROOT
from orchestration.work_lists import work_list
from orchestration.work_lists.expected_value import expected_of
from orchestration.work_lists.work_list import ListFile, Observation, write_work_lists
from reports.spreadsheet import BookSheet, write_book
from sources.contract import Column, Contract, all_contracts
from sources.landing import LandingFile, scan
from sources.number_marks import NumberMarks
from sources.readers import Extract, read_extract
from sources.returned_list import PARTIAL_HEADING
from sources.text import fold

PLAN = "pirdais/titling_plan"
ZONES = "unodc/coca_area_by_zone"
BULLETIN = "corah/eradication_bulletin"
BUDGET = "pirdais/budget_execution"
HEADER = "Región,Presupuesto,Meta"


def seen(
    name: str, *rows: int, sheet: str = "", column: str | None = "Meta", text: str = "No es un número."
) -> list[Observation]:
    return [Observation(name, sheet, row, column, text) for row in rows]


def lists_of(tmp_path: Path, name: str, *rows: int, sheet: str = "") -> tuple[Path, Path]:
    """The CSV and the XLSX list of one file of ``tmp_path/landing``."""
    written = write_work_lists(tmp_path / "landing", {"devida": seen(name, *rows, sheet=sheet)}, tmp_path / "report")
    made = written["devida", name]
    assert made.csv and made.xlsx
    return tmp_path / "report" / made.csv, tmp_path / "report" / made.xlsx


def cells(path: Path, delimiter: str = ",") -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream, delimiter=delimiter))


def grid(path: Path, sheet: str) -> list[list[object]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)


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


def budget_line(month: int, name: str = "REGIÓN") -> str:
    contract = all_contracts()[BUDGET]
    said = {"ano_eje": "2024", "mes_eje": str(month), "programa_ppto": "0072", "pliego_nombre": name}
    return ",".join(f'"{said.get(column.name, "1")}"' for column in contract.columns)


def test_a_large_file_gives_its_observed_lines_and_says_that_it_is_not_the_file(tmp_path: Path) -> None:
    name = f"{BUDGET}/2024__a.csv"
    contract = all_contracts()[BUDGET]
    header = ",".join(column.name.upper() for column in contract.columns)
    broken = '"2024","1'
    lines = [header, budget_line(1), budget_line(2, "=cmd|x"), broken, budget_line(4, "DOS\nLÍNEAS"), budget_line(5)]
    put(tmp_path / "landing", name, ("\n".join(lines) + "\n").encode("cp1252"))
    as_csv, as_xlsx = lists_of(tmp_path, name, 3, 4, 5)
    assert as_csv.name == "2024__a__solo-observadas.csv"
    assert as_xlsx.name == "2024__a__solo-observadas.xlsx"
    shown = cells(as_csv)
    assert [len(row) for row in shown] == [64] * 4
    assert shown[0] == [*header.split(","), PARTIAL_HEADING]
    at = [column.name for column in contract.columns].index("pliego_nombre")
    assert shown[1][at] == "'=cmd|x"
    assert shown[1][-1] == "Fila 3: Meta: No es un número."
    assert shown[2] == [broken, *[""] * 62, "Fila 4: Meta: No es un número."]
    assert shown[3][at] == "DOS\nLÍNEAS"
    assert grid(as_xlsx, "Filas observadas")[1][at] == "=cmd|x"


def test_the_limit_is_one_number_of_lines_and_one_of_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = f"{PLAN}/2015__a.csv"
    put(tmp_path / "landing", name, "Cuadro 5\n" + f"{HEADER}\nPuno,10,x\nCusco,20,6\n")
    monkeypatch.setattr(work_list, "MOST_LINES", 4)
    assert lists_of(tmp_path, name, 3)[0].name == "2015__a.csv"
    monkeypatch.setattr(work_list, "MOST_LINES", 3)
    as_csv, _ = lists_of(tmp_path, name, 3)
    assert as_csv.name == "2015__a__solo-observadas.csv"
    assert cells(as_csv) == [
        ["Cuadro 5"],
        [*HEADER.split(","), PARTIAL_HEADING],
        ["Puno", "10", "x", "Fila 3: Meta: No es un número."],
    ]
    put_workbook(tmp_path / "landing", f"{PLAN}/2016__a.xlsx", {"H": [HEADER.split(","), ["Puno", 10, "x"], ["Cusco", 1, 2]]})
    monkeypatch.setattr(work_list, "MOST_BYTES", 100)
    as_csv, _ = lists_of(tmp_path, f"{PLAN}/2016__a.xlsx", 2, sheet="H")
    assert cells(as_csv)[1] == ["Puno", "10", "x", "Fila 2: Meta: No es un número."]


def test_a_large_file_is_never_held_whole(tmp_path: Path) -> None:
    name = f"{BUDGET}/2024__a.csv.gz"
    header = ",".join(column.name.upper() for column in all_contracts()[BUDGET].columns)
    path = put(tmp_path / "landing", name, b"")
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        stream.write(header + "\n")
        block = f"{budget_line(1)}\n" * 1000
        for _ in range(150):
            stream.write(block)
        stream.write("x" * (30 << 20) + "\n")
    tracemalloc.start()
    as_csv, _ = lists_of(tmp_path, name, 100_000, 150_002)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20 << 20
    shown = cells(as_csv)
    assert shown[1][:2] == ["2024", "1"]
    assert shown[2][0] == "x" * 2000


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


@pytest.fixture(scope="module")
def observed(scenario: Callable[..., Warehouse]) -> tuple[Warehouse, str, list[tuple[object, ...]]]:
    """A warehouse with a bulletin of four rows, two of them in quarantine; its file and what is said of it."""
    warehouse = scenario("listas")
    name = f"{BULLETIN}/2015-11-10__corah-lista.csv"
    days = [("02/11/2015", "Perú;31379"), ("11/02/2105", "Perú;3,5"), ("03/11/2015", "Perú;=cmd|x"), ("04/11/2015", "Perú;12,5")]
    lines = [f"{day};01/01/2015;acumulado;nacional;{place}" for day, place in days]
    text = "\n".join(["Fecha de corte;Desde;Tipo;Nivel;Lugar;Hectáreas", *lines])
    put(warehouse.settings.landing, name, text.encode("cp1252"), cited("corah-lista"))
    assert warehouse.run().build.succeeded
    return warehouse, name, quarantine(warehouse, name)


def quarantine(warehouse: Warehouse, name: str) -> list[tuple[object, ...]]:
    query = "select _row, column_label, received_value, reason_es from control.ctl_quarantine where _file = ? order by _row"
    return warehouse.built(query, name)


def accepted(warehouse: Warehouse, name: str) -> list[tuple[object, ...]]:
    return warehouse.built(
        "select _row, eradicated_ha from staging.stg_corah__eradication_bulletin where _file = ? order by 1", name
    )


def test_a_list_sent_back_replaces_its_edition_and_a_corrected_row_leaves_quarantine(
    observed: tuple[Warehouse, str, list[tuple[object, ...]]], tmp_path: Path
) -> None:
    warehouse, name, before = observed
    assert [row[:3] for row in before] == [(3, "Fecha de corte", "11/02/2105"), (4, "Hectáreas", "=cmd|x")]
    rows = [Observation(name, "", int(str(row)), str(label), str(reason)) for row, label, _, reason in before]
    made = write_work_lists(warehouse.settings.landing, {"corah": rows}, tmp_path)["corah", name]
    assert made.csv
    text = (tmp_path / made.csv).read_text(encoding="utf-8-sig")

    put(warehouse.settings.landing, name, (tmp_path / made.csv).read_bytes())
    assert warehouse.run().build.succeeded
    assert quarantine(warehouse, name) == before
    n_rows = warehouse.built("select rows_read from staging.stg_delivery where edition = 'corah-lista'")
    assert n_rows == [(4,)]

    put(warehouse.settings.landing, name, text.replace("11/02/2105", "01/11/2015").replace("'=cmd|x", "7,25"))
    assert warehouse.run().build.succeeded
    assert quarantine(warehouse, name) == []
    assert [row for row, _ in accepted(warehouse, name)] == [2, 3, 4, 5]


COLUMNS = [(contract, column) for contract in all_contracts().values() for column in contract.columns]


@pytest.mark.parametrize(("contract", "column"), COLUMNS, ids=lambda item: getattr(item, "id", getattr(item, "name", "")))
@pytest.mark.parametrize("published_on", [None, date(2006, 1, 1), date(2015, 11, 10)])
def test_the_example_keeps_the_contract(contract: Contract, column: Column, published_on: date | None) -> None:
    es, en, example = expected_of(contract, column.name, published_on)
    assert es and en and es != en
    if not example:
        assert not column.required and not column.key_position and column.type == "string"
        return
    typed: float | date | str = example
    if column.type == "date":
        typed = datetime.strptime(example, "%d/%m/%Y").date()
        low, high = (date.fromisoformat(str(bound or limit)) for bound, limit in bounds(column, "0001-01-01", "9999-12-31"))
        assert low <= typed <= high
    elif column.type in ("integer", "number"):
        assert example.lstrip("-").isdecimal()
        typed = float(example)
        assert all(float(low) <= typed <= float(high) for low, high in [limits(column)])
    if column.not_after_publication:
        day = published_on or date(2010, 12, 31)
        assert typed <= (day if column.type == "date" else day.year)  # type: ignore[operator]
    if column.allowed:
        assert fold(example) in [fold(value) for value in column.allowed]


def bounds(column: Column, low: str, high: str) -> list[tuple[object, str]]:
    return [(column.minimum, low), (column.maximum, high)]


def limits(column: Column) -> tuple[float, float]:
    low, high = column.minimum, column.maximum
    return float(low if low is not None else "-inf"), float(high if high is not None else "inf")


def test_examples_of_places_are_in_the_registry() -> None:
    registry = PROJECT_ROOT / "sources" / "reference"
    names: dict[str, set[str]] = {"zona": set(), "departamento": set(), "distrito": set()}
    for file in scan(registry):
        if file.dataset == "coca_zones":
            names["zona"] |= {fold(str(row[1])) for row in read_extract(file).rows}
        if file.dataset == "territories":
            for ubigeo, level, name, *_ in read_extract(file).rows:
                names.setdefault(str(level), set()).add(fold(str(ubigeo if level == "distrito" else name)))
    examples = [(c, expected_of(contract, c.name)[2]) for contract, c in COLUMNS if c.reference]
    assert len(examples) >= 5
    assert not [column.name for column, example in examples if fold(example) not in names[column.reference.level]]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("dataset", "column", "expected"),
    [
        (
            BULLETIN, "cutoff_date",
            (
                "una fecha, día/mes/año, desde 01/01/1983 y no posterior a la publicación del archivo; no puede quedar vacío",
                "a date, day/month/year, from 01/01/1983 on and not later than the publication of the file; it cannot be empty",
                "10/11/2015",
            ),
        ),
        (
            BULLETIN, "eradicated_ha",
            (
                "un número, en hectáreas, que no sea negativo; no puede quedar vacío",
                "a number, in hectares, not negative; it cannot be empty",
                "1250",
            ),
        ),
        (
            ZONES, "zone_name",
            ("el nombre de una zona conocida; no puede quedar vacío", "the name of a known zone; it cannot be empty", "VRAEM"),
        ),
        (
            BUDGET, "nivel_gobierno",
            (
                "uno de estos valores: «E», «R», «M»; no puede quedar vacío",
                "one of these values: «E», «R», «M»; it cannot be empty",
                "E",
            ),
        ),
    ],
)  # fmt: skip
def test_what_is_expected_is_said_as_an_official_would(dataset: str, column: str, expected: tuple[str, str, str]) -> None:
    assert expected_of(all_contracts()[dataset], column, date(2015, 11, 10)) == expected


def test_a_column_that_no_contract_has_is_named() -> None:
    with pytest.raises(KeyError, match="has no column 'hectareas'; it has: "):
        expected_of(all_contracts()[BULLETIN], "hectareas")
