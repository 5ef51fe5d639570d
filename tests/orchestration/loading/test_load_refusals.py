"""A file that breaks its contract is refused whole, in one clear sentence, and does not stop the others."""

# ruff: noqa: E501 - one case is one row of a table: its SQL and its sentence stay in one line

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from scenario import put, put_workbook

from orchestration.loading.load import load_landing
from orchestration.loading.warehouse import create_raw_schema, open_warehouse
from orchestration.settings import Settings

GOOD = "unodc/coca_area_national/2015-07-15__unodc-2014.csv"
CSV = "Año,Hectáreas\n2014,42900\n"
OTHER = "Año,Hectáreas\n2013,49800\n"


def _zip(*members: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for member in members:
            archive.writestr(member, OTHER)
    return stream.getvalue()


def _damaged_workbook() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    return stream.getvalue()


# (name below the landing folder, content, what the Spanish sentence says, what the English one says)
REFUSED: dict[str, tuple[str, bytes, str, str]] = {
    "missing column": (
        "unodc/coca_area_national/2015__x.csv", b"Ano\n2014\n",
        "Falta la columna «Hectáreas» en el encabezado.", "The header lacks the column «Hectáreas».",
    ),
    "unknown column": (
        "unodc/coca_area_national/2015__x.csv", "Año,Hectáreas,Superficie\n2014,1,x\n".encode(),
        "no conoce o que se repiten: «Superficie».", "does not know or that repeat: «Superficie».",
    ),
    "repeated column": (
        "unodc/coca_area_national/2015__x.csv", "Año,Hectáreas,HECTAREAS\n2014,1,2\n".encode(),
        "no conoce o que se repiten: «HECTAREAS».", "does not know or that repeat: «HECTAREAS».",
    ),
    "no year column": (
        "unodc/coca_area_by_zone/2015__x.csv", b"Zona\nVRAEM\n",
        "no tiene ninguna columna de año", "has no year column",
    ),
    "annex of no known year": (
        "unodc/coca_area_by_district/2015__anexo.csv", "UBIGEO,Hectáreas\n010103,5\n".encode(),
        "la edición «anexo» no dice de qué año es", "the edition 'anexo' does not say of which year",
    ),
    "wrong folder": (
        "unodc/varios/2015__x.csv", OTHER.encode(),
        "La carpeta «unodc/varios» no corresponde a ningún conjunto de datos", "The folder 'unodc/varios' is not a known dataset",
    ),
    "no folder": ("2015__x.csv", OTHER.encode(), "La carpeta «/» no corresponde", "The folder '/' is not a known dataset"),
    "bad name": (
        "unodc/coca_area_national/informe final.csv", OTHER.encode(),
        "El nombre «informe final.csv» no dice cuándo se publicó", "The name 'informe final.csv' does not say when it was published",
    ),
    "bad extension": (
        "unodc/coca_area_national/2015__x.xls", OTHER.encode(),
        "El nombre «2015__x.xls» no dice", "The name '2015__x.xls' does not say",
    ),
    "impossible date": (
        "unodc/coca_area_national/2015-13__x.csv", OTHER.encode(),
        "«2015-13» no es una fecha de publicación posible", "'2015-13' is not a possible publication date",
    ),
    "truncated gz": (
        "unodc/coca_area_national/2015__x.csv.gz", gzip.compress(OTHER.encode() * 500)[:60],
        "está incompleto o dañado", "is truncated or damaged",
    ),
    "not a gz": ("unodc/coca_area_national/2015__x.csv.gz", OTHER.encode(), "está incompleto o dañado", "is truncated or damaged"),
    "zip with two members": (
        "unodc/coca_area_national/2015__x.zip", _zip("a.csv", "b.csv"), "trae 2 archivos", "The zip holds 2 files",
    ),
    "zip without csv": ("unodc/coca_area_national/2015__x.zip", _zip("a.pdf"), "trae 1 archivos; se espera uno solo, en .csv", "exactly one .csv"),
    "damaged zip": ("unodc/coca_area_national/2015__x.zip", _zip("a.csv")[:40], "está incompleto o dañado", "is truncated or damaged"),
    "empty": ("unodc/coca_area_national/2015__x.csv", b"", "Falta la columna", "The header lacks the column"),
    "header only": (
        "unodc/coca_area_national/2015__x.csv", "Año,Hectáreas\n".encode(), "ninguna fila con datos", "no row with data",
    ),
    "NUL bytes": (
        "unodc/coca_area_national/2015__x.csv", OTHER.encode() + b"\0\0\0", "contiene bytes nulos", "contains NUL bytes",
    ),
    "damaged workbook": (
        "unodc/coca_area_national/2015__x.xlsx", _damaged_workbook(), "está dañado o no es .xlsx", "is damaged or is not .xlsx",
    ),
    "row longer than the header": (
        "unodc/coca_area_national/2015__x.csv", "Año,Hectáreas\n2013,1\n2014,42,900\n".encode(),
        "La fila 3 tiene 3 columnas y el encabezado 2", "Row 3 has 3 columns and the header 2",
    ),
    "unclosed quote": (
        "unodc/coca_area_national/2015__x.csv", 'Año,Hectáreas\n2013,1\n2014,"42900\n'.encode(),
        "La fila 3 no se puede separar en columnas", "Row 3 cannot be split into columns",
    ),
    "mixed number styles": (
        "unodc/coca_area_national/2015__x.csv", 'Año,Hectáreas\n2013,"1.234,5"\n2014,"1,234.5"\n'.encode(),
        "mezcla formas de escribir los números", "mixes number styles",
    ),
    "a card that is not YAML": (
        "registry/indicators/2026__x.yml", b"name: [", "no se puede leer como YAML", "cannot be read as YAML",
    ),
    "a card without its fields": ("registry/indicators/2026__x.yml", b"nota: x\n", "no conoce o que se repiten", "does not know or that repeat"),
}  # fmt: skip


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    for folder in ("landing", "registry"):
        (tmp_path / folder).mkdir()
    yield Settings(home=tmp_path / "home", landing=tmp_path / "landing", registry=tmp_path / "registry")


def load(settings: Settings) -> tuple[int, int, int]:
    with open_warehouse(settings.build_database) as connection:
        create_raw_schema(connection)
        result = load_landing(connection, settings)
    return len(result.new), result.unchanged, len(result.refused)


def refused(settings: Settings) -> list[tuple[str, str, str]]:
    with open_warehouse(settings.build_database) as connection:
        return connection.execute(
            "select file_name, reason_es, reason_en from raw.delivery where status = 'refused' and rows_read = 0"
        ).fetchall()


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_is_refused_with_one_sentence_and_the_others_are_loaded(settings: Settings, case: str) -> None:
    name, content, es, en = REFUSED[case]
    put(settings.landing, GOOD, CSV)
    put(settings.landing, name, content)
    assert load(settings) == (1, 0, 1)
    ((file_name, reason_es, reason_en),) = refused(settings)
    assert file_name == name
    assert es in reason_es
    assert en in reason_en
    assert reason_es.rstrip().endswith(".")
    assert "\n" not in reason_es + reason_en
    # It is read again on the next run, and refused again, while the good one is not.
    assert load(settings) == (0, 1, 1)
    assert len(refused(settings)) == 1


def test_an_unreadable_sidecar_of_a_new_file_refuses_the_file(settings: Settings) -> None:
    path = put(settings.landing, GOOD, CSV)
    path.with_name("2015-07-15__unodc-2014.meta.yml").write_text("evidence: [", encoding="utf-8")
    assert load(settings) == (0, 0, 1)
    ((name, es, en),) = refused(settings)
    assert name == GOOD
    assert "La ficha «2015-07-15__unodc-2014.meta.yml» que acompaña al archivo no se puede leer" in es
    assert "The sidecar '2015-07-15__unodc-2014.meta.yml' beside the file cannot be read" in en
    path.with_name("2015-07-15__unodc-2014.meta.yml").write_text("evidence: cited\n", encoding="utf-8")
    assert load(settings) == (1, 0, 0)
    assert refused(settings) == []


def test_an_unknown_field_in_a_sidecar_is_not_ignored(settings: Settings) -> None:
    put(settings.landing, GOOD, CSV, {"evidence": "cited", "evidense": "cited"})
    assert load(settings) == (0, 0, 1)
    assert "evidense" in refused(settings)[0][1]


def test_a_refused_file_is_loaded_once_it_is_mended(settings: Settings) -> None:
    put(settings.landing, GOOD, "Año,Comentario\n2014,x\n")
    assert load(settings) == (0, 0, 1)
    put(settings.landing, GOOD, CSV)
    assert load(settings) == (1, 0, 0)


def test_a_refused_file_that_was_taken_away_is_refused_no_more(settings: Settings) -> None:
    path = put(settings.landing, GOOD, "Año,Comentario\n2014,x\n")
    assert load(settings) == (0, 0, 1)
    path.unlink()
    assert load(settings) == (0, 0, 0)
    with open_warehouse(settings.build_database) as connection:
        assert connection.execute("select count(*) from raw.delivery_file").fetchone() == (0,)


def test_a_sheet_that_the_contract_names_must_exist_or_any_sheet_with_the_header_is_taken(settings: Settings) -> None:
    put_workbook(
        settings.landing,
        "unodc/coca_area_national/2015__libro.xlsx",
        {"Notas": [["nada"]], "Datos": [["Título"], ["Año", "Hectáreas"], [2014, 42900]]},
    )
    put_workbook(settings.landing, "unodc/coca_area_national/2016__libro.xlsx", {"Notas": [["nada"], ["tampoco"]]})
    assert load(settings) == (1, 0, 1)
    assert refused(settings)[0][0] == "unodc/coca_area_national/2016__libro.xlsx"
    with open_warehouse(settings.build_database) as connection:
        assert connection.execute("select _sheet, _row, area_ha from raw.unodc__coca_area_national").fetchall() == [
            ("Datos", 3, "42900")
        ]
