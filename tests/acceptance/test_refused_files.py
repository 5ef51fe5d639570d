"""A broken file: who sent it reads what to mend, who publishes reads only that something may be missing."""

from __future__ import annotations

from planted import ANA, DAMAGED, NO_COLUMN
from scenario import Warehouse


def test_the_terminal_names_every_refused_file_and_why(troubled: Warehouse) -> None:
    output = troubled.said
    assert "2 refused" in output
    assert f"✕ {DAMAGED}\n    El libro «{DAMAGED.rsplit('/', 1)[1]}» está dañado" in output
    assert f"✕ {NO_COLUMN}\n    Falta la columna" in output
    assert "The header lacks the column" in output


def test_a_refused_file_is_one_finding_of_its_sender_and_stands_first(troubled: Warehouse) -> None:
    (work_list,) = [item for item in troubled.payload()["work_lists"] if item["slug"].startswith("corah")]
    assert [file["file"] for file in work_list["files"] if file["is_refused"]] == [NO_COLUMN, DAMAGED]
    assert [file["file"] for file in work_list["files"][:2]] == [NO_COLUMN, DAMAGED]
    (damaged,) = work_list["files"][1]["items"]
    assert damaged["text_es"].startswith("El archivo no se pudo cargar. El libro «")
    assert (damaged["effect"], damaged["indicators"]) == (None, ["ERAD-YTD", "NUEVA-SIEMBRA", "RED-EFECTIVA"])
    assert [task["rule_id"] for task in work_list["tasks"] if task["rule_id"].startswith("G1.")] == []


def test_the_note_beside_a_figure_tells_no_reader_to_mend_a_file(troubled: Warehouse) -> None:
    (note,) = {
        note
        for (note,) in troubled.released(
            """select note_es from control.ctl_indicator_verdict
               where indicator_code = 'NUEVA-SIEMBRA' and territory_level = 'pais'"""
        )
    }
    assert note.count("Llegó un archivo que no se pudo cargar: puede faltar un dato más reciente o corregido.") == 1
    assert "reenvíe" not in note
    for language, mend in (("es", "guárdelo otra vez como .xlsx"), ("en", "save it again as .xlsx")):
        for code in ("NUEVA-SIEMBRA", "ERAD-YTD"):
            page = troubled.page(f"indicador/{code}.html", language)
            assert page.count(mend) == 1, "panel 5 alone says how to mend it, before the rows"


def test_an_exception_of_one_indicator_has_the_age_and_the_words_of_that_one(troubled: Warehouse) -> None:
    indicators = {item["indicator_code"]: item for item in troubled.payload()["indicators"]}
    area, eradication = indicators["COCA-AREA"], indicators["ERAD-YTD"]
    (reason,) = [item for item in area["entries"][area["entry"]]["reasons"] if item["rule_id"] == "G8"]
    assert (reason["severity"], reason["since"]) == ("excepcion", "2025-07-01")
    assert reason["text_es"].endswith(f"autorizada por {ANA}: UNODC publica en julio.")
    assert [rule["since"] for rule in area["rules"]["failed"] if rule["rule_id"] == "G8"] == ["2025-07-01"]
    assert [waiver["reason"] for waiver in area["waivers"]] == ["UNODC publica en julio"]
    (late,) = [item for item in eradication["entries"][eradication["entry"]]["reasons"] if item["rule_id"] == "G8"]
    assert (late["severity"], late["since"]) == ("bloqueante", "2019-12-17")
    assert eradication["waivers"] == []
