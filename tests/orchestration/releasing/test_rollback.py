"""A rollback stands until something is new, or until a run is told to end it; then that run says so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest
from scenario import put

from expectations.ledger import create_ledger, replace_rows
from expectations.records import Waiver
from orchestration.loading.load import load_landing
from orchestration.loading.warehouse import create_raw_schema, open_warehouse, set_scope
from orchestration.outcome import Outcome
from orchestration.releasing import release
from orchestration.releasing.inputs import inputs_digest
from orchestration.releasing.release import publish
from orchestration.releasing.rollback import roll_back, standing_rollback
from orchestration.releasing.shelf import current_release_id, swap_current
from orchestration.settings import Settings

OLD, NEW = "20260101T000000Z-aaaaaaaa", "20260106T000000Z-aaaaaaaa"
STARTED = datetime(2026, 1, 7, 11, tzinfo=UTC)


@pytest.fixture
def gone_back(shelf: Settings) -> Settings:
    """Somebody went back from the newest release, which was made of «inputs», to the oldest."""
    manifest = shelf.releases / NEW / "release.json"
    manifest.write_text(json.dumps({"release_id": NEW, "inputs": "inputs"}), encoding="utf-8")
    swap_current(shelf, NEW)
    roll_back(shelf, OLD)
    return shelf


def run_that_ends(settings: Settings, monkeypatch: pytest.MonkeyPatch, inputs: str) -> Outcome:
    """The publication of a run with these inputs; a release that it would write is the folder of the newest."""

    def write(*_: object, **__: object) -> None:
        raise NotImplementedError("a release is written")

    monkeypatch.setattr(release, "inputs_digest", lambda *_: inputs)
    monkeypatch.setattr(release, "export_database", write)
    outcome = Outcome("run", STARTED, None, None, None)  # type: ignore[arg-type]  # publication asks no engine
    with duckdb.connect() as connection:
        outcome.publication = publish(connection, settings, outcome)
    return outcome


def test_a_run_with_nothing_new_leaves_the_rollback_and_says_so(gone_back: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = run_that_ends(gone_back, monkeypatch, "inputs")
    assert outcome.word == "unchanged"
    assert outcome.publication is not None
    assert (outcome.publication.release_id, outcome.publication.went_back) == (OLD, True)
    assert current_release_id(gone_back) == OLD
    (said,) = outcome.notices
    assert said.text_es.startswith(f"Sigue vigente la publicación {OLD}, a la que se volvió el ")
    assert f"nothing new since {NEW}" in said.text_en
    assert "csad run --end-rollback" in said.text_es


@pytest.mark.parametrize(("inputs", "end"), [("other inputs", False), ("inputs", True)])
def test_something_new_or_a_word_ends_it(gone_back: Settings, monkeypatch: pytest.MonkeyPatch, inputs: str, end: bool) -> None:
    with pytest.raises(NotImplementedError, match="a release is written"):
        run_that_ends(gone_back.model_copy(update={"end_rollback": end}), monkeypatch, inputs)


def test_whoever_goes_back_twice_and_returns_has_ended_it(gone_back: Settings) -> None:
    roll_back(gone_back, "20260103T000000Z-aaaaaaaa")
    again = standing_rollback(gone_back)
    assert again is not None
    assert (again.left_id, again.inputs) == (NEW, "inputs")
    roll_back(gone_back, NEW)
    assert standing_rollback(gone_back) is None
    assert not gone_back.rollback.exists()


def test_a_rollback_that_a_release_followed_stands_no_more(gone_back: Settings) -> None:
    assert standing_rollback(gone_back) is not None
    swap_current(gone_back, NEW)
    assert standing_rollback(gone_back) is None


@pytest.fixture
def build(tmp_path: Path) -> Iterator[tuple[Settings, duckdb.DuckDBPyConnection]]:
    """A build database with one file of a year that is not over, as on the 20th of November."""
    (tmp_path / "registry").mkdir()
    settings = Settings(home=tmp_path / "home", landing=tmp_path / "landing", registry=tmp_path / "registry")
    put(settings.landing, "corah/eradication_ytd/2026__a.csv", "x\n1\n")
    with open_warehouse(settings.build_database) as connection:
        create_raw_schema(connection)
        create_ledger(connection)
        set_scope(connection, "run", None, datetime(2026, 11, 20, 12, tzinfo=UTC))
        load_landing(connection, settings)
        yield settings, connection


def test_another_day_is_nothing_new_and_a_file_or_a_decision_is(build: tuple[Settings, duckdb.DuckDBPyConnection]) -> None:
    settings, connection = build
    first = inputs_digest(connection, settings)
    set_scope(connection, "next", None, datetime(2026, 11, 21, 12, tzinfo=UTC))
    assert inputs_digest(connection, settings) == first
    replace_rows(
        connection,
        "ctl_waiver",
        [Waiver(1, "G8", None, date(2027, 1, 1), "Ana", datetime(2026, 11, 20), "Avisó.")],
    )
    decided = inputs_digest(connection, settings)
    put(settings.landing, "corah/eradication_ytd/2026__b.csv", "x\n2\n")
    load_landing(connection, settings)
    assert len({first, decided, inputs_digest(connection, settings)}) == 3
