"""No row is lost, and a second run changes nothing. A rebuild from nothing is in ``test_as_of``."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from scenario import EXTRACTS, Warehouse
from typer.testing import Result


@dataclass
class Rerun:
    """A home after a second run, how ``current`` stood before that run, and what the command answered."""

    warehouse: Warehouse
    before: tuple[str, dict[str, tuple[int, int]]]
    result: Result


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


def test_a_double_and_a_spreadsheet_keep_every_key_whole(base: Warehouse) -> None:
    """A spreadsheet shows fifteen digits, and a double counts one by one up to sixteen."""
    keys = base.released(
        """select schema_name || '.' || table_name, column_name from duckdb_columns()
           where schema_name in ('core', 'marts', 'control') and column_name like '%\\_sk' escape '\\'"""
    )
    assert len(keys) > 20
    widest = {f"{table}.{key}": base.released(f"select coalesce(max(abs({key})), 0) from {table}")[0][0] for table, key in keys}
    assert {name: value for name, value in widest.items() if value >= 10**15} == {}


def test_every_refused_row_says_where_it_is_and_why(base: Warehouse) -> None:
    rows = base.released(
        """select _file, _row, reason_es, reason_en, rule_id, owner_es, owner_en, measure_value from control.ctl_quarantine"""
    )
    assert len(rows) == 16
    assert all(all(cell for cell in row) for row in rows)
    assert ("corah/eradication_bulletin/2011__inforegion-2011-pizana.csv", 2) in {row[:2] for row in rows}


@pytest.fixture(scope="module")
def again(scenario: Callable[..., Warehouse]) -> Rerun:
    """``csad run --json`` once more on a home where nothing is new."""
    warehouse = scenario("second_run")
    before = warehouse.current_state()
    return Rerun(warehouse, before, warehouse.command("run", "--json"))


def test_a_second_run_loads_nothing_and_changes_no_number(again: Rerun, base: Warehouse) -> None:
    outcome = again.warehouse.outcome
    assert outcome is not None
    assert outcome.word == "unchanged"
    assert (len(outcome.load.new), outcome.load.unchanged, outcome.load.refused) == (0, len(EXTRACTS), [])
    assert again.warehouse.release_hashes() == base.release_hashes()
    assert again.warehouse.current_state() == again.before
    assert outcome.build.nodes == []
    assert base.outcome is not None
    assert outcome.rows == base.outcome.rows


def test_json_is_one_line_with_every_key(again: Rerun, base: Warehouse) -> None:
    result = again.result
    assert result.exit_code == 0
    assert result.stdout.count("\n") == 1
    line = json.loads(result.stdout)
    assert base.outcome is not None
    assert base.outcome.publication is not None
    assert line["release_id"] == base.outcome.publication.release_id
    assert (line["released"], line["outcome"]) == (True, "unchanged")
    assert line["deliveries"] == {"new": 0, "unchanged": len(EXTRACTS), "refused": 0}
    assert line["rows"] == base.outcome.rows
    assert set(line["rules"]) == {"passed", "failed", "errored"}
    for counts in line["rules"].values():
        assert set(counts) == {"invariante", "bloqueante", "mayor", "menor"}
    assert sum(sum(counts.values()) for counts in line["rules"].values()) == len(base.outcome.results)
    assert set(line["seconds"]) == {"load", "build", "check", "release"}
    assert all(isinstance(seconds, float) for seconds in line["seconds"].values())
