"""No row is lost; a second run changes nothing; a rebuild from nothing gives the same marts."""

from __future__ import annotations

from collections.abc import Callable

from scenario import EXTRACTS, Warehouse


def test_rows_read_are_accepted_or_in_quarantine_for_every_delivery(base: Warehouse) -> None:
    rows = base.released(
        """select delivery_id, rows_read, rows_accepted, rows_filtered, rows_quarantined
           from control.ctl_delivery where status = 'loaded'"""
    )
    assert len(rows) == len(EXTRACTS)
    assert [row for row in rows if row[1] != sum(row[2:]) or row[1] == 0] == []
    assert base.outcome is not None
    assert base.outcome.rows == {
        name: sum(row[n] for row in rows) for n, name in enumerate(("read", "accepted", "filtered", "quarantined"), 1)
    }


def test_every_refused_row_says_where_it_is_and_why(base: Warehouse) -> None:
    rows = base.released(
        """select _file, _row, reason_es, reason_en, rule_id, owner_es, owner_en, measure_value from control.ctl_quarantine"""
    )
    assert len(rows) == 16
    assert all(all(cell for cell in row) for row in rows)
    assert ("corah/eradication_bulletin/2011__inforegion-2011-pizana.csv", 2) in {row[:2] for row in rows}


def test_a_second_run_loads_nothing_and_changes_no_number(scenario: Callable[..., Warehouse], base: Warehouse) -> None:
    again = scenario("second_run")
    before, state = again.release_hashes(), again.current_state()
    outcome = again.run()
    assert outcome.word == "unchanged"
    assert (len(outcome.load.new), outcome.load.unchanged, outcome.load.refused) == (0, len(EXTRACTS), [])
    assert again.release_hashes() == before == base.release_hashes()
    assert again.current_state() == state
    assert outcome.build.nodes == []
    assert base.outcome is not None
    assert outcome.rows == base.outcome.rows


def test_deleting_the_build_database_and_running_again_gives_identical_tables(
    scenario: Callable[..., Warehouse], base: Warehouse
) -> None:
    rebuilt = scenario("rebuilt")
    rebuilt.settings.build_database.unlink()
    outcome = rebuilt.run()
    assert len(outcome.load.new) == len(EXTRACTS)
    hashes = rebuilt.release_hashes()
    assert len(hashes) >= 30
    assert hashes == base.release_hashes()
    # The content is the same, so the release that stood goes on standing.
    assert outcome.word == "unchanged"
    assert rebuilt.settings.current.readlink() == base.settings.current.readlink()
