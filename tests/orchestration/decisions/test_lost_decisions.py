"""A file of decisions that lacks what a release knows stops the run, and a release makes it again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from expectations.ledger import LEDGER_TABLES, create_ledger
from orchestration.commands.cli import app
from orchestration.decisions import decide
from orchestration.decisions.decide import sign, waive
from orchestration.decisions.decision_file import opened, stamp
from orchestration.decisions.kept import KINDS, DecisionsLost, last_numbers, require_kept
from orchestration.decisions.standing import offer_decisions
from orchestration.settings import DATABASE, Settings
from orchestration.stages.run import start

RELEASE = "20261105T000000Z-aaaaaaaa"
DAY = date(2026, 11, 24)
VALUES = [
    ("2014", "pais", "00", date(2014, 12, 31), "basis-1", "v", "EN REVISIÓN", "pendiente"),
    ("2014", "zona", "VRAEM", date(2014, 12, 31), "basis-2", "v", "EN REVISIÓN", "pendiente"),
]


@pytest.fixture
def ledger() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        create_ledger(connection)
        yield connection


@pytest.fixture
def decided(tmp_path: Path, ledger: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Two signatures of one value, a refusal, an exception and a withdrawal, all known to the one release that is kept."""
    monkeypatch.setattr(decide, "_released_values", lambda *_: (RELEASE, VALUES))
    monkeypatch.setattr(decide, "_require_blocking", lambda *_: None)
    settings = Settings(home=tmp_path)
    for number in (1, 2):
        sign(settings, "COCA-AREA", "2014", "Ana", at=datetime(2026, 11, number, 15, tzinfo=UTC))
    sign(settings, "ERAD", "2014", "Eva", publish=False, reason="Falta el acta.", at=datetime(2026, 11, 3, 15, tzinfo=UTC))
    waive(settings, "G8", date(2027, 1, 31), "Eva", "Avisó.", at=datetime(2026, 11, 3, 16, tzinfo=UTC))
    with opened(settings) as file:
        at = stamp(datetime(2026, 11, 4, tzinfo=UTC))
        file.execute("insert into withdrawal values (1, 'cora-1', 'a.csv', 'Ana', ?, 'Es un borrador.')", [at])
    offer_decisions(ledger, settings, DAY)
    folder = settings.releases / RELEASE
    folder.mkdir(parents=True)
    manifest = {"release_id": RELEASE, "decisions": last_numbers(ledger)}
    (folder / "release.json").write_text(json.dumps(manifest), encoding="utf-8")
    ledger.execute(f"attach '{folder / DATABASE}' as released; create schema released.control")
    for kind in KINDS:
        ledger.execute(f"create table released.control.{kind} as select * from control.{kind}")
    ledger.execute("detach released")
    return settings


def standing(ledger: duckdb.DuckDBPyConnection, settings: Settings) -> dict[str, list[tuple[object, ...]]]:
    offer_decisions(ledger, settings, DAY)
    return {kind: ledger.execute(f"select * from control.{kind} order by all").fetchall() for kind in KINDS}


def deleted(file: Path) -> None:
    file.unlink()


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def overwritten(file: Path) -> None:
    file.write_bytes(b"this is no database at all, and it is longer than a header" * 20)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def of_last_week(file: Path) -> None:
    """A backup that is older than the release."""
    file.unlink()
    with opened(Settings(home=file.parent / "elsewhere")) as decisions:
        decisions.execute(
            "insert into decision values (1, 'COCA-AREA', '2014', 'publicar', 'Ana', '2026-11-01T15:00:00+00:00', '', 'r')"
        )
    (file.parent / "elsewhere" / file.name).rename(file)


DAMAGES = [
    (deleted, "no existe el archivo decisions.sqlite", "the file decisions.sqlite does not exist"),
    (emptied, "al archivo decisions.sqlite le faltan 4 decisiones", "the file decisions.sqlite lacks 4 decisions"),
    (overwritten, "el archivo decisions.sqlite no se puede leer", "the file decisions.sqlite cannot be read"),
    (cut, "el archivo decisions.sqlite no se puede leer", "the file decisions.sqlite cannot be read"),
    (of_last_week, "al archivo decisions.sqlite le faltan 4 decisiones", "the file decisions.sqlite lacks 4 decisions"),
]


@pytest.mark.parametrize(("damage", "said_es", "said_en"), DAMAGES, ids=[damage[0].__name__ for damage in DAMAGES])
def test_a_lost_decision_stops_the_run_and_the_release_brings_it_back(
    decided: Settings, ledger: duckdb.DuckDBPyConnection, damage: Callable[[Path], None], said_es: str, said_en: str
) -> None:
    before = standing(ledger, decided)
    assert [len(rows) for rows in before.values()] == [4, 1, 1]
    damage(decided.decisions)
    with start(decided) as outcome:
        (refusal,) = outcome.refusals
    rests_es, rests_en = f"y la publicación {RELEASE} descansa en 4 decisiones", f"and release {RELEASE} rests on 4 decisions"
    assert refusal.text_es.startswith(f"No se publica nada: {said_es}, {rests_es}")
    assert refusal.text_en.startswith(f"Nothing is released: {said_en}, {rests_en}")
    assert refusal.text_es.endswith(f"csad restore-decisions {RELEASE}")
    with pytest.raises(DecisionsLost):
        sign(decided, "COCA-AREA", "2014", "Ana")

    told = CliRunner().invoke(app, ["restore-decisions", RELEASE, "--home", str(decided.home)])
    assert told.exit_code == 0, told.output
    assert "4 decisiones vigentes" in told.output
    assert standing(ledger, decided) == before
    with start(decided) as outcome:
        assert outcome.refusals == []
    # What lay there is put aside, and the next decision gets a number of its own.
    assert len(list(decided.home.glob("decisions.sqlite.*"))) == (0 if damage is deleted else 1)
    sign(decided, "COCA-AREA", "2014", "Eva")
    require_kept(decided)


def test_nothing_is_restored_over_a_sound_file_or_from_a_place_that_is_no_release(decided: Settings) -> None:
    before = decided.decisions.read_bytes()
    for release, said in ((RELEASE, "nothing is missing"), ("../../evil", "no such release")):
        told = CliRunner().invoke(app, ["restore-decisions", release, "--home", str(decided.home)], env={"COLUMNS": "200"})
        assert told.exit_code == 2
        assert said in told.output
    assert decided.decisions.read_bytes() == before


def test_a_file_that_cannot_be_read_stops_the_run_even_if_no_release_knows_a_decision(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    require_kept(settings)
    overwritten(settings.decisions)
    with pytest.raises(DecisionsLost, match="si nadie ha firmado nada, retire el archivo"):
        require_kept(settings)


def test_every_decision_of_the_ledger_is_looked_for() -> None:
    of_people = {name for name, record in LEDGER_TABLES.items() if any(f.endswith("_by") for f in record.__annotations__)}
    assert set(KINDS) == of_people
