"""People decide, and the machine never overwrites a person: acceptance 4 and the last two steps of the verdict."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from planted import ANA
from scenario import Warehouse, cited, put
from verdicts import verdict_of

from orchestration.decisions.decide import sign, waive

NATIONAL_AGAIN = "unodc/coca_area_national/2026-11-20__prueba-otra-edicion.csv"


@pytest.fixture(scope="module")
def decided(scenario: Callable[..., Warehouse]) -> dict[str, Any]:
    """One home through several runs; what each released is kept for the tests below."""
    warehouse = scenario("decided")
    settings = warehouse.settings
    at: dict[str, Any] = {}

    sign(settings, "COCA-AREA", "2014", ANA)
    sign(settings, "RED-EFECTIVA", "ER-2011", ANA)
    sign(settings, "TITULOS-META", "2015", ANA, publish=False, reason="Falta el acta.")
    waive(settings, "G8", date(2027, 3, 31), ANA, "CORAH avisó el retraso", indicator_code="ERAD-YTD")
    waive(settings, "G11", date(2026, 11, 2), ANA, "Ya vencida.", at=datetime(2026, 11, 1, tzinfo=UTC))
    before = hashlib.sha256(settings.decisions.read_bytes()).hexdigest()
    warehouse.run()
    names = (
        ("COCA-AREA", "2014"),
        ("RED-EFECTIVA", "ER-2011"),
        ("TITULOS-META", "2015"),
        ("ERAD-YTD", "2021"),
        ("COCA-AREA", "2022"),
    )
    at["signed"] = {name: verdict_of(warehouse, *name) for name in names}
    at["zones_2006"] = warehouse.released(
        "select distinct verdict from control.ctl_indicator_verdict where territory_level = 'zona' and period = '2006'"
    )
    at["payload"], at["page"] = warehouse.payload(), warehouse.page("indicador/TITULOS-META.html")
    at["file_untouched"] = hashlib.sha256(settings.decisions.read_bytes()).hexdigest() == before

    put(settings.landing, NATIONAL_AGAIN, "Año,Hectáreas\n2013,49800\n2014,42900\n", cited("prueba-otra-edicion"))
    sign(settings, "TITULOS-META", "2015", ANA)
    warehouse.run()
    at["delivered"] = {name: verdict_of(warehouse, *name) for name in names}
    at["delivered_changes"] = warehouse.payload()["changes"]["verdicts"]

    settings.build_database.unlink()
    sign(settings, "COCA-AREA", "2014", ANA)
    warehouse.run()
    at["rebuilt"] = {name: verdict_of(warehouse, *name) for name in names}
    at["warehouse"] = warehouse
    return at


def test_a_signature_makes_clean_data_publishable(decided: dict[str, Any]) -> None:
    assert decided["signed"]["COCA-AREA", "2014"] == (42900.0, "PUBLICABLE", "", None)
    assert decided["signed"]["RED-EFECTIVA", "ER-2011"][1:] == ("PUBLICABLE", "", None)


def test_a_new_delivery_voids_the_signature(decided: dict[str, Any]) -> None:
    """Acceptance 4: also when it says the same number, and of what rests on it as well."""
    value, verdict, note, step = decided["delivered"]["COCA-AREA", "2014"]
    assert (value, verdict, step) == (42900.0, "EN REVISIÓN", 7)
    assert "La firma es de una edición de datos anterior" in note
    assert decided["delivered"]["RED-EFECTIVA", "ER-2011"][1] == "EN REVISIÓN"
    changed = {(item["indicator_code"], item["period"]): item for item in decided["delivered_changes"]}
    assert changed["COCA-AREA", "2014"]["previous_verdict"] == "PUBLICABLE"
    assert changed["COCA-AREA", "2014"]["verdict"] == "EN REVISIÓN"


def test_signatures_survive_a_rebuild(decided: dict[str, Any]) -> None:
    assert decided["rebuilt"]["COCA-AREA", "2014"][1] == "PUBLICABLE"
    assert decided["rebuilt"]["TITULOS-META", "2015"][1] == "PUBLICABLE"


def test_a_persons_no_wins_until_he_signs(decided: dict[str, Any]) -> None:
    value, verdict, note, step = decided["signed"]["TITULOS-META", "2015"]
    assert (value, verdict, step) == (None, "NO PUBLICABLE", 8)
    assert note == f"{ANA} decidió no publicar: Falta el acta."
    assert decided["delivered"]["TITULOS-META", "2015"][:2] == (26000.0, "PUBLICABLE")


def test_a_waiver_turns_a_blocking_rule_into_a_note_until_its_day(decided: dict[str, Any]) -> None:
    value, verdict, note, _ = decided["signed"]["ERAD-YTD", "2021"]
    assert value is not None
    assert verdict == "PUBLICABLE CON NOTA"
    assert f"Se publica por excepción hasta el 31-mar-2027, autorizada por {ANA}: CORAH avisó el retraso." in note
    assert decided["signed"]["COCA-AREA", "2022"][1] == "NO PUBLICABLE", "the exception is of eradication alone"
    assert decided["zones_2006"] == [("NO PUBLICABLE",)], "a waiver that is over changes nothing"


def test_both_appear_in_the_report(decided: dict[str, Any]) -> None:
    indicators = {item["indicator_code"]: item for item in decided["payload"]["indicators"]}
    assert indicators["TITULOS-META"]["signoff"]["state"] == "no publicar"
    assert indicators["TITULOS-META"]["signoff"]["signed_by"] == ANA
    assert indicators["ERAD-YTD"]["waivers"][0]["rule_id"] == "G8"
    assert indicators["ERAD-YTD"]["waivers"][0]["reason"] == "CORAH avisó el retraso"
    assert ANA in decided["page"]
    assert "Falta el acta." in decided["page"]


def test_the_machine_never_writes_where_people_decide(decided: dict[str, Any]) -> None:
    assert decided["file_untouched"]
    path = decided["warehouse"].settings.decisions
    with sqlite3.connect(path) as connection:
        for statement in ("update decision set decision = 'publicar'", "delete from decided_value", "delete from waiver"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(statement)


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("sign", "COMP-TITULOS", "--period", "2012-2016", "--as", ANA), "csad waive RULE"),
        (("sign", "COCA-AREA", "--period", "1900", "--as", ANA), "periods:"),
        (("sign", "COCA", "--period", "2014", "--as", ANA), "indicators:"),
        (("sign", "COCA-AREA", "--period", "2014", "--as", " "), "--as NAME"),
        (("sign", "COCA-AREA", "--period", "2014", "--as", ANA, "--no-publicar"), "--reason TEXT"),
        (("waive", "R22.5", "--until", "2099-01-01", "--as", ANA, "--reason", "x"), "is mayor"),
        (("waive", "I1", "--until", "2099-01-01", "--as", ANA, "--reason", "x"), "is invariante"),
        (("waive", "R99", "--until", "2099-01-01", "--as", ANA, "--reason", "x"), "no rule R99"),
        (("waive", "R5.8", "--until", "2020-01-01", "--as", ANA, "--reason", "x"), "has passed"),
        (("waive", "R5.8", "--until", "2099-01-01", "--as", ANA, "--reason", "x", "--indicator", "COCA"), "not about COCA"),
    ],
    ids=[
        "withheld",
        "period",
        "indicator",
        "nobody",
        "no reason",
        "major",
        "invariant",
        "unknown rule",
        "past day",
        "not its indicator",
    ],
)
def test_a_decision_that_cannot_be_taken_is_refused_with_what_to_do(
    base: Warehouse, arguments: tuple[str, ...], text: str
) -> None:
    result = base.command(*arguments)
    assert result.exit_code == 2
    assert text in " ".join(result.output.replace("│", " ").split())
    assert not base.settings.decisions.exists()
