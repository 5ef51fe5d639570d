"""The record of what people decide: what of it stands on a day."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from expectations.ledger import create_ledger
from orchestration.decisions import decide, decision_file
from orchestration.decisions.decide import sign, waive
from orchestration.decisions.standing import offer_decisions
from orchestration.settings import Settings

VALUES = [
    ("2014", "pais", "00", date(2014, 12, 31), "basis-1", "v", "EN REVISIÓN", "pendiente"),
    ("2014", "zona", "VRAEM", date(2014, 12, 31), "basis-2", "v", "EN REVISIÓN", "pendiente"),
]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(decide, "_released_values", lambda *_: ("release", VALUES))
    return Settings(home=tmp_path)


@pytest.fixture
def ledger() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        create_ledger(connection)
        yield connection


def standing(ledger: duckdb.DuckDBPyConnection, settings: Settings, day: date) -> list[tuple[object, ...]]:
    offer_decisions(ledger, settings, day)
    return ledger.execute(
        "select signoff_id, territory_code, decision, signed_by from control.ctl_signoff order by all"
    ).fetchall()


def test_the_last_signature_of_a_value_stands_and_earlier_ones_stay_in_the_file(
    settings: Settings, ledger: duckdb.DuckDBPyConnection
) -> None:
    for number in (1, 2, 3):
        sign(settings, "COCA-AREA", "2014", f"Persona {number}", at=datetime(2026, 11, number, 15, tzinfo=UTC))
    last = [(3, "00", "publicar", "Persona 3"), (3, "VRAEM", "publicar", "Persona 3")]
    assert standing(ledger, settings, date(2026, 11, 24)) == last
    with sqlite3.connect(settings.decisions) as file:
        assert file.execute("select count(*) from decision").fetchone() == (3,)


def test_a_day_knows_what_was_decided_until_its_end_in_lima(settings: Settings, ledger: duckdb.DuckDBPyConnection) -> None:
    # 04:30 UTC of the 3rd is 23:30 of the 2nd in Lima; half an hour later it is the 3rd there too.
    sign(settings, "COCA-AREA", "2014", "Ana", at=datetime(2026, 11, 3, 4, 30, tzinfo=UTC))
    sign(settings, "COCA-AREA", "2014", "Eva", publish=False, reason="Falta el acta.", at=datetime(2026, 11, 3, 5, tzinfo=UTC))
    ana = [(1, "00", "publicar", "Ana"), (1, "VRAEM", "publicar", "Ana")]
    assert standing(ledger, settings, date(2026, 11, 1)) == []
    assert standing(ledger, settings, date(2026, 11, 2)) == ana
    # A refusal does not erase whose signature the value has: it stands before it.
    assert standing(ledger, settings, date(2026, 11, 3)) == [
        *ana,
        (2, "00", "no publicar", "Eva"),
        (2, "VRAEM", "no publicar", "Eva"),
    ]


def test_a_file_of_before_waivers_named_an_indicator_is_read_on(
    settings: Settings, ledger: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decide, "_require_blocking", lambda *_: None)
    with sqlite3.connect(settings.decisions) as file:
        file.executescript(
            decision_file._SCHEMA.split("    create table if not exists withdrawal")[0].replace(
                ",\n        indicator_code text);", ");"
            )
        )
        file.execute("insert into waiver values (1, 'G8', '2027-03-31', 'Ana', '2026-11-02T15:00:00+00:00', 'Avisó.')")
    before = settings.decisions.read_bytes()
    offer_decisions(ledger, settings, date(2026, 11, 24))
    assert ledger.execute("select rule_id, indicator_code from control.ctl_waiver").fetchall() == [("G8", None)]
    assert settings.decisions.read_bytes() == before, "a run reads the file and never changes it"
    moment = datetime(2026, 11, 3, 15, tzinfo=UTC)
    waive(settings, "G8", date(2027, 1, 31), "Eva", "También.", indicator_code="ERAD-YTD", at=moment)
    offer_decisions(ledger, settings, date(2026, 11, 24))
    assert ledger.execute("select rule_id, indicator_code, waived_by from control.ctl_waiver order by waiver_id").fetchall() == [
        ("G8", None, "Ana"),
        ("G8", "ERAD-YTD", "Eva"),
    ]
