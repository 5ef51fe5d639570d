"""The lists as CSV: whole, with Spanish headers, opened by a spreadsheet without running anything."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reports.site import write_site

Payload = dict[str, Any]
CODES = ("COCA-AREA", "ERAD-YTD", "RED-EFECTIVA", "TITULOS-META", "TITULOS-COSTO", "COMP-KM-CAMINOS")
LISTS = {
    *(f"indicador-{code}" for code in CODES),
    "cuarentena-efecto",
    "indicadores",
    "entregas",
    "cuarentena",
    "conciliaciones",
    "cambios",
    "cifras-publicadas",
    "reglas",
    "problemas",
    "corregir-corah",
    "corregir-devida-pirdais",
}


def read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "datos" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_list_is_there_with_all_its_rows(payload: Payload, tmp_path: Path) -> None:
    write_site(payload, tmp_path)
    assert {path.stem for path in (tmp_path / "datos").glob("*.csv")} == LISTS
    sizes = {name: len(read(tmp_path, name)) for name in LISTS}
    assert sizes == {
        **{f"indicador-{item['indicator_code']}": len(item["entries"]) for item in payload["indicators"]},
        "cuarentena-efecto": len(payload["quarantine_effects"]),
        "indicadores": 6,
        "entregas": len(payload["deliveries"]),
        "cuarentena": 7,
        "conciliaciones": 4,
        "cambios": 2,
        "cifras-publicadas": len(payload["published_figures"]),
        "reglas": len(payload["rules"]),
        "problemas": 9,
        "corregir-corah": 9,  # eight rows and one point that no row shows
        "corregir-devida-pirdais": 1,
    }
    assert (tmp_path / "datos" / "indicadores.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_cells_of_the_lists(payload: Payload, tmp_path: Path) -> None:
    write_site(payload, tmp_path)
    eradication = next(row for row in read(tmp_path, "indicadores") if row["Código"] == "ERAD-YTD")
    assert eradication["Veredicto"] == "PUBLICABLE CON NOTA"
    assert eradication["Valor"] == "31379" and eradication["Unidad"] == "ha"
    assert eradication["Motivo principal"].startswith("Las zonas suman 34,964 ha")
    item = read(tmp_path, "corregir-corah")[0]
    assert list(item) == [
        "Archivo",
        "Hoja",
        "Fila",
        "Columna",
        "Valor recibido",
        "Qué se esperaba",
        "Ejemplo correcto",
        "Regla",
        "Código de la regla",
        "Indicadores afectados",
        "Lo que pesa la fila",
        "Unidad",
        "Desde",
        "Días abierto",
        "Estado",
    ]
    assert item["Fila"] == "118" and item["Lo que pesa la fila"] == "3.5" and item["Días abierto"] == "2"
    change = read(tmp_path, "cambios")[0]
    assert (change["Valor anterior"], change["Valor nuevo"]) == ("30812", "30790")


def test_the_figures_of_an_indicator_stand_with_their_notes(
    payload: Payload, tmp_path: Path, of: Callable[[Payload, str], Payload]
) -> None:
    eradication = of(payload, "ERAD-YTD")
    headline = eradication["entries"][eradication["entry"]]
    headline |= {"note_es": "Faltan 904 ha sin zona asignada. Faltan 904 ha sin zona asignada.", "note_en": "=1+1"}
    write_site(payload, tmp_path)
    rows = read(tmp_path, "indicador-ERAD-YTD")
    assert rows[0] == {
        "Territorio": "Perú",
        "Periodo": "2015",
        "Corte": "2015-11-02",
        "Valor": "31379",
        "Unidad": "ha",
        "Cifras que reúne": "1",
        "Veredicto": "PUBLICABLE CON NOTA",
        "Nota que acompaña la cifra": "Faltan 904 ha sin zona asignada.",
        "Nota en inglés": "'=1+1",
        "Desde": "2026-11-21",
        "Sustento": "citada",
    }
    assert [row["Valor"] for row in rows if row["Veredicto"] == "NO PUBLICABLE"] == [""]


def test_hostile_cells_never_run(payload: Payload, tmp_path: Path) -> None:
    payload["quarantine"][0]["value"] = '=HYPERLINK("x")'
    payload["quarantine"][1]["value"] = "\u202e+1"
    payload["quarantine"][2]["value"] = "\n=1+1"
    payload["work_lists"][0]["files"][1]["items"][0]["value"] = "@cmd"
    write_site(payload, tmp_path)
    received = [row["Valor recibido"] for row in read(tmp_path, "cuarentena")]
    assert received[:2] == ['\'=HYPERLINK("x")', "'+1"]
    assert "'@cmd" in [row["Valor recibido"] for row in read(tmp_path, "corregir-corah")]


def test_withheld_values_are_not_in_the_lists(payload: Payload, tmp_path: Path, of: Callable[[Payload, str], Payload]) -> None:
    indicator = of(payload, "COMP-KM-CAMINOS")
    indicator["entries"][0] |= {"value": 987654, "n_values": 1}
    write_site(payload, tmp_path)
    assert all("987654" not in path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.*"))
