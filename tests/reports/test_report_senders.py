"""Pages for those who send: what to correct, what is late, what is in quarantine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Payload = dict[str, Any]
Pages = Callable[[Payload], dict[str, Any]]


def test_work_list_is_grouped_by_file_and_ordered_by_effect(payload: Payload, site: Pages) -> None:
    page = site(payload)["es/corregir/corah.html"]
    assert page.html.index(">Parte diario de erradicación</h2>") < page.html.index(">erradic_2015w43.xlsx</h2>")
    assert "<small>erradic_2015w44.xlsx</small>" in page.html
    rows = page.table("c1").rows
    assert rows[0] == [
        "Hoja",
        "Fila",
        "Columna",
        "Valor recibido",
        "Qué se esperaba",
        "Ejemplo correcto",
        "Regla",
        "Indicadores afectados",
        "Lo que pesa la fila",
        "Desde",
        "Estado",
    ]
    assert rows[1] == [
        "DIARIO",
        "118",
        "fecha",
        "11/02/2105",
        "Una fecha del año del boletín",
        "02/11/2015",
        "La fecha 11/02/2105 no es posible. G5",
        "ERAD-YTD",
        "3.5 ha",
        "21-nov-2026 (hace 2 días)",
        "abierto",
    ]
    assert len(rows) == 8 and page.table("c2").rows[1][6] == "El archivo no se puede abrir. G0"
    links = [attrs["href"] for attrs in page.all("a")]
    assert "../../datos/corregir/corah/erradic_2015w44.xlsx" in links
    assert "../../datos/corregir-corah.csv" in links
    assert (
        "Estimados señores de CORAH: en la revisión del 23-nov-2026, 08:05 (hora de Lima) hay 8 observaciones sobre "
        "cifras que se tomaron de 2 documentos: «Parte diario de erradicación», que no dice: hectáreas; erradic_2015w43.xlsx. "
        "Se adjunta cada archivo"
    ) in page.text
    assert "Indíquennos el dato que falta o el valor correcto." in page.text


def test_documents_that_lack_the_same_say_it_once(payload: Payload, site: Pages) -> None:
    first, second = payload["work_lists"][0]["files"]
    for file in (first, second):
        for item in file["items"]:
            item |= {"column": "fecha", "value": None}
    text = site(payload)["es/corregir/corah.html"].text
    assert "«Parte diario de erradicación»; erradic_2015w43.xlsx, que no dicen: fecha." in text
    english = site(payload)["en/corregir/corah.html"].text
    assert "“Parte diario de erradicación”; erradic_2015w43.xlsx, which do not give: fecha." in english
    assert "8 findings" in english and "observation" not in english


def test_a_problem_is_new_for_the_whole_first_day(payload: Payload, site: Pages) -> None:
    for file in payload["work_lists"][0]["files"]:
        for item in file["items"]:
            item |= {"state": "abierto", "since": "2026-11-23"}
    rows = site(payload)["es/corregir/corah.html"].table("c1").rows[1:]
    assert {row[-1] for row in rows} == {"nuevo"}


def test_what_is_expected_agrees_with_its_noun(payload: Payload, site: Pages) -> None:
    for file in payload["work_lists"][0]["files"]:
        for item in file["items"]:
            item["expected_es"] = "una fecha, desde 1983-01-01; no puede quedar vacío"
    rows = site(payload)["es/corregir/corah.html"].table("c1").rows[1:]
    assert {row[4] for row in rows} == {"una fecha, desde 01-ene-1983; no puede quedar vacía"}


def test_deliveries_say_what_is_late_and_score_each_file(payload: Payload, site: Pages) -> None:
    page = site(payload)["es/entregas.html"]
    assert (
        "tarde: Plan de titulación (DEVIDA (PIRDAIS)): Asignación de títulos 2015 debía publicarse el 31-oct-2015; su "
        "publicación es de 10-nov-2015, 10 días después. Plan de titulación (DEVIDA (PIRDAIS)): falta el archivo siguiente a "
        "Asignación de títulos 2015; debía llegar el 10-nov-2015, hace 2 días."
    ) in " ".join(page.text.replace(" :", ":").split())
    files = page.table("c-cargado")
    row = files.row("Parte diario de erradicación")
    assert row[0].endswith("erradic_2015w44.xlsx · corah-2015w44 nuevo · el más reciente de su conjunto"), row[0]
    assert row[1:] == [
        "CORAH",
        "03-nov-2015 debía llegar el 09-nov-2015",
        "a tiempo · pasa lo básico",
        "2",
        "citada",
        "Leídas: 310. Aceptadas: 303. En cuarentena: 7.",
    ]
    newest = ["el más reciente" in row[0] for row in files.rows[1:]]
    assert newest == sorted(newest, reverse=True) and sum(newest) == 3
    assert page.table("c-rechazado").rows[1][:2] == ["CORAH", "erradic_2015w43.xlsx"]
    assert [row[1:] for row in page.table("c-puntaje").rows[1:]] == [["0", "0", "0"], ["0", "1", "3"], ["0", "2", "4"]]


def test_quarantine_shows_effect_rows_and_owner(payload: Payload, site: Pages) -> None:
    page = site(payload)["es/cuarentena.html"]
    assert page.table("c-efecto").rows[1][1:] == [
        "Perú",
        "2015",
        "7",
        "6",
        "31,379 ha",
        "31,382.5 ha",
        "+3.5 ha",
        "+0.011 %",
    ]
    row = page.table("c-cuarentena").rows[1]
    assert row[0] == "Parte diario de erradicación, hoja DIARIO, fila 118, columna fecha erradic_2015w44.xlsx · CORAH"
    assert row[1] == "11/02/2105"
    assert row[3:] == ["3.5 ha", "ERAD-YTD", "CORAH", "21-nov-2026 (hace 2 días)"]
    assert "Si se incluyeran, el total cambiaría en +3.5 ha (0.011 %)." in page.text
    assert page.html.count("<figure") == 1
