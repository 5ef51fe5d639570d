"""Whatever happens while one file is found, named or read refuses that file by name, and every other file is loaded."""

# ruff: noqa: E501 - one case is one row of a table: its sentence stays in one line

from __future__ import annotations

import errno
import io
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import xlsxwriter
from own_landing import Landing, counts
from scenario import cited

import orchestration.loading.load as loading
from sources.landing import LandingFile, scan

CASES = Path(__file__).parent / "cases"
GOOD = "unodc/coca_area_national/2015-07-15__unodc-2014.csv"
NAME = "unodc/coca_area_national/2016-07-15__otro.csv"
CSV = "Año,Hectáreas\n2014,42900\n"
OTHER = "Año,Hectáreas\n2013,49800\n"


def _with_sidecar(text: str | bytes) -> Callable[[Landing], str]:
    def plant(landing: Landing) -> str:
        path = landing.put(NAME, OTHER)
        path.with_name("2016-07-15__otro.meta.yml").write_bytes(text.encode() if isinstance(text, str) else text)
        return NAME

    return plant


def _of_case(name: str, folder: str) -> Callable[[Landing], str]:
    def plant(landing: Landing) -> str:
        landing.put(f"{folder}/{name}", (CASES / name).read_bytes())
        return f"{folder}/{name}"

    return plant


def _named(name: str, content: str | bytes) -> Callable[[Landing], str]:
    def plant(landing: Landing) -> str:
        landing.put(name, content)
        return name

    return plant


def _folder(landing: Landing) -> str:
    (landing.settings.landing / NAME).mkdir(parents=True)
    return NAME


def _folder_as_sidecar(landing: Landing) -> str:
    path = landing.put(NAME, OTHER)
    path.with_name("2016-07-15__otro.meta.yml").mkdir()
    return NAME


def _latin_1(landing: Landing) -> str:
    folder = landing.settings.landing / "unodc/coca_area_national"
    folder.mkdir(parents=True, exist_ok=True)
    Path(os.fsdecode(os.fsencode(folder) + b"/2016__a\xf1o-2015.csv")).write_bytes(OTHER.encode())
    return "unodc/coca_area_national/2016__año-2015.csv"


def _pipe(landing: Landing) -> str:
    (landing.settings.landing / NAME).parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(landing.settings.landing / NAME)
    return NAME


def _link_to_nothing(landing: Landing) -> str:
    (landing.settings.landing / NAME).parent.mkdir(parents=True, exist_ok=True)
    (landing.settings.landing / NAME).symlink_to("nowhere.csv")
    return NAME


def _odd_zip() -> bytes:
    """A zip that says it is packed by a method that nobody reads."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.csv", OTHER)
    content = stream.getvalue()
    head, central = content.index(b"PK\x03\x04"), content.index(b"PK\x01\x02")
    return content[: head + 8] + b"\x63\0" + content[head + 10 : central + 10] + b"\x63\0" + content[central + 12 :]


def _book(cells: dict[str, object]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Datos")
        for place, value in cells.items():
            sheet.write(place, value)
    return stream.getvalue()


TABLE = {"A1": "Año", "B1": "Hectáreas", "A2": 2013, "B2": 49800}
SHEET = "unodc/coca_area_national/2016__libro.xlsx"
ZONES = "unodc/coca_area_by_zone"

# (plants one file and says its name, what the Spanish sentence says, what the English one says)
REFUSED: dict[str, tuple[Callable[[Landing], str], str, str]] = {
    "a sidecar of 30 February": (_with_sidecar((CASES / "sidecar-30-febrero.meta.yml").read_bytes()), "el campo «transcribed_on» no puede ser «2026-02-30»", "the field 'transcribed_on' cannot be '2026-02-30'"),
    "a sidecar of aliases": (_with_sidecar((CASES / "sidecar-alias-372-bytes.meta.yml").read_bytes()), "usa el alias «*a»", "uses the alias '*a'"),
    "a deep sidecar": (_with_sidecar("[" * 100_000), "tiene más de 20 niveles", "more than 20 nested levels"),
    "a huge sidecar": (_with_sidecar("title: " + "x" * 300_000), "ocupa más de 256 KiB", "takes more than 256 KiB"),
    "a sidecar that says a thing twice": (_with_sidecar("evidence: cited\nevidence: unverified\n"), "el campo «evidence» aparece dos veces", "the field 'evidence' stands twice"),
    "a sidecar in Latin-1": (_with_sidecar("title: año\n".encode("latin-1")), "no se puede leer", "cannot be read"),
    "a sidecar with a list as a key": (_with_sidecar("? [a, b]\n: 1\n"), "no se puede leer", "cannot be read"),
    "a sidecar of a year beyond all years": (_with_sidecar(f"plan_year: {'9' * 30}\n"), "el campo «plan_year» no puede ser", "the field 'plan_year' cannot be"),
    "a sidecar of tomorrow": (_with_sidecar("transcribed_on: 2106-01-01\n"), "que es después de hoy", "which is after today"),
    "a sidecar of another file": (_with_sidecar(f"sha256: '{'0' * 64}'\n"), f"el SHA-256 del archivo es {'0' * 64} y el que llegó tiene", f"the SHA-256 of the file is {'0' * 64} and the one that arrived"),
    "a sidecar of more rows": (_with_sidecar("rows: 30\n"), "tiene 30 filas de datos y llegaron 1", "has 30 rows of data and 1 arrived"),
    "a folder in place of a sidecar": (_folder_as_sidecar, "es una carpeta y su nombre es el de un archivo", "is a folder and its name is that of a file"),
    "a folder in place of a file": (_folder, "«2016-07-15__otro.csv» es una carpeta", "'2016-07-15__otro.csv' is a folder"),
    "a name in Latin-1": (_latin_1, "El nombre «2016__año-2015.csv» tiene letras que no se pueden leer", "The name '2016__año-2015.csv' has letters that cannot be read"),
    "a pipe": (_pipe, "no es un archivo corriente", "is no ordinary file"),
    "a link to nothing": (_link_to_nothing, "desapareció antes de leerse", "disappeared before it was read"),
    "a zip of an unknown method": (_named("unodc/coca_area_national/2016__x.zip", _odd_zip()), "está incompleto o dañado", "is truncated or damaged"),
    "a file of 2106": (_named("unodc/coca_area_national/2106-01-01__unodc-2014.csv", OTHER), "dice que se publicó en 2106-01-01, que es después de hoy", "says that it was published in 2106-01-01, which is after today"),
    "a year of 2106": (_named("unodc/coca_area_national/2106__unodc-2014.csv", OTHER), "dice que se publicó en 2106, que es después de hoy", "was published in 2106, which is after today"),
    "a stray cell in the last corner": (_of_case("2026-03-01__celda-lejana.xlsx", "unodc/coca_area_by_department"), "La hoja «Sheet1» tiene un dato suelto en la celda XFD1048576", "Sheet 'Sheet1' has a stray value in cell XFD1048576"),
    "a stray cell in the last row": (_named(SHEET, _book({**TABLE, "D1048576": " x"})), "La hoja «Datos» tiene un dato suelto en la celda D1048576", "in cell D1048576"),
    "a year twice": (_of_case("2026-03-01__zonas-anio-repetido.csv", ZONES), "El encabezado (fila 1) trae el año 2004 en más de una columna: «2004» (2), «2004» (4)", "The header (row 1) has the year 2004 in more than one column"),
    "a year twice, once with its unit": (_named(f"{ZONES}/2016__zonas.csv", "Zona,2004,2004 (ha)\nVRAEM,1,2\n"), "trae el año 2004 en más de una columna: «2004» (2), «2004 (ha)» (3)", "the year 2004 in more than one column"),
    "a card that says a thing twice": (_named("registry/indicators/2026__x.yml", "name_es: a\nname_es: b\n"), "el campo «name_es» aparece dos veces", "the field 'name_es' stands twice"),
    "a copy cut in its last number": (_named(NAME, OTHER + "2014,42"), "La última línea (fila 3) no termina en salto de línea y parece cortada: su último dato es «42»", "The last line (row 3) does not end in a line break and looks cut short: its last value is '42'"),
    "a copy cut in its last row": (_named(NAME, OTHER + "2014"), "La última línea (fila 3) no termina", "The last line (row 3) does not end"),
    "a heading that would take for ever": (_named(f"{ZONES}/2016__zonas.csv", f"Zona,2004{'*' * 60}x\nVRAEM,1\n"), "no conoce o que se repiten", "does not know or that repeat"),
    "ten thousand headings nobody knows": (_named(f"{ZONES}/2016__zonas.csv", "Zona,2004," + ",".join(f"x{n}" for n in range(10_000)) + "\nVRAEM,1\n"), "Retírelas o pida ampliar el contrato.", "Remove them or ask for the contract to be extended."),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_that_file_is_refused_by_name_and_the_others_are_loaded(landing: Landing, case: str) -> None:
    plant, es, en = REFUSED[case]
    landing.put(GOOD, CSV)
    name = plant(landing)
    assert counts(landing.load()) == (1, 0, 1, 0)
    ((refused, reason_es, reason_en),) = landing.rows(
        "select file_name, reason_es, reason_en from raw.delivery where status = 'refused'"
    )
    assert refused == name
    assert es in reason_es
    assert en in reason_en
    assert max(len(reason_es), len(reason_en)) <= 1_300
    assert landing.rows("select status from raw.delivery where file_name = ?", GOOD) == [("loaded",)]
    # It is looked at again on the next run, and refused again under the same record.
    assert counts(landing.load()) == (0, 1, 1, 0)
    assert landing.rows("select count(*) from raw.delivery") == [(2,)]


def test_a_file_that_vanishes_during_the_scan_is_told_and_stops_no_other(
    landing: Landing, monkeypatch: pytest.MonkeyPatch
) -> None:
    landing.put(GOOD, CSV)
    gone = landing.put(NAME, OTHER)

    def scan_and_lose(root: Path) -> Iterator[LandingFile]:
        yield from list(scan(root))
        if root == landing.settings.landing:
            gone.unlink()

    monkeypatch.setattr(loading, "scan", scan_and_lose)
    result = landing.load()
    assert counts(result) == (1, 0, 1, 0)
    assert result.refused[0].file_name == NAME
    assert "desapareció antes de leerse" in result.refused[0].reason_es


@pytest.mark.parametrize("name", [NAME, "pirdais/achievements/2016__logros.csv"])
def test_a_fault_that_nobody_foresaw_is_the_refusal_of_its_file(
    landing: Landing, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError("Juan Pérez, DNI 01234567")

    landing.put(name, OTHER)
    monkeypatch.setattr(loading, "read_extract", fail)
    (refused,) = landing.load().refused
    assert refused.file_name == name
    assert f"El archivo «{name.rsplit('/', 1)[1]}» no se pudo leer (ZeroDivisionError" in refused.reason_es


def test_a_full_disk_is_the_fault_of_no_file(landing: Landing, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    landing.put(GOOD, CSV)
    monkeypatch.setattr(loading, "read_extract", fail)
    with pytest.raises(OSError, match="No space left"):
        landing.load()


def test_what_was_hashed_is_what_was_read(landing: Landing, monkeypatch: pytest.MonkeyPatch) -> None:
    path = landing.put(GOOD, CSV)
    read = loading.read_extract

    def read_and_change(file: LandingFile) -> object:
        extract = read(file)
        path.write_text(OTHER, encoding="utf-8")
        return extract

    monkeypatch.setattr(loading, "read_extract", read_and_change)
    (refused,) = landing.load().refused
    assert "cambió mientras se leía" in refused.reason_es
    monkeypatch.undo()
    assert counts(landing.load()) == (1, 0, 0, 0)
    assert landing.rows("select area_ha from raw.unodc__coca_area_national") == [("49800",)]


def test_a_file_that_somebody_still_writes_waits_for_the_next_run(landing: Landing, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    growing = landing.put(GOOD, CSV)
    landing.put(NAME, OTHER)
    os.utime(growing)

    def write_on(seconds: float) -> None:
        waited.append(seconds)
        with growing.open("a", encoding="utf-8") as stream:
            stream.write("2015,40300\n")

    monkeypatch.setattr("orchestration.loading.arrival.time.sleep", write_on)
    monkeypatch.setattr(landing, "settings", landing.settings.model_copy(update={"settle_seconds": 2.0}))
    result = landing.load()
    assert (len(result.new), [file.file_name for file in result.refused]) == (1, [GOOD])
    assert "cambió mientras se leía. Espere a que termine de copiarse" in result.refused[0].reason_es
    # Files that rest are not waited for, and one that rests by the next run is loaded whole.
    os.utime(growing, (1_700_000_000, 1_700_000_000))
    assert counts(landing.load()) == (1, 1, 0, 0)
    assert landing.rows("select count(*) from raw.unodc__coca_area_national where _file = ?", GOOD) == [(2,)]
    assert waited == [2.0]


def test_a_year_or_month_that_has_begun_is_not_the_future(landing: Landing) -> None:
    landing.put("unodc/coca_area_national/2026__unodc-2014.csv", CSV)
    assert counts(landing.load()) == (1, 0, 0, 0)


def test_a_sidecar_vouches_for_rows_and_content_and_says_who_printed_the_figures(landing: Landing) -> None:
    path = landing.put(GOOD, CSV.rstrip("\n"))
    (file,) = scan(landing.settings.landing)
    landing.put(GOOD, path.read_bytes(), cited("unodc-2014", sha256=file.sha256(), rows=1, source_type="oficial"))
    assert counts(landing.load()) == (1, 0, 0, 0)
    assert landing.rows("select source_type from raw.delivery") == [("oficial",)]
    landing.put(GOOD, path.read_bytes(), cited("unodc-2014", rows=2, source_type="secundaria"))
    assert counts(landing.load()) == (0, 1, 1, 0)
    landing.put(GOOD, path.read_bytes(), cited("unodc-2014", source_type="secundaria"))
    assert counts(landing.load()) == (0, 1, 0, 1)
    assert landing.rows("select status, source_type from raw.delivery where file_name = ?", GOOD) == [("loaded", "secundaria")]


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        (OTHER + "2014,42900", False),
        (OTHER + '2014,"42900"', False),
        ("Año,Hectáreas\n2012,100000\n2013,9999\n2014,42900", True),
        ("Año,Hectáreas\n2014,42900", True),
        ("Año,Hectáreas\n2012,100000\n2013,9999\n2014,42900\n", False),
    ],
)
def test_a_last_line_without_its_end_is_noted_unless_it_could_not_be_longer(landing: Landing, text: str, is_open: bool) -> None:
    landing.put(GOOD, text)
    assert counts(landing.load()) == (1, 0, 0, 0)
    assert landing.rows("""select layout like '%"open_end"%' from raw.delivery""") == [(is_open,)]
