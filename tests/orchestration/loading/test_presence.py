"""A delivery that a person took back counts for nothing until its file is sent again; a file that left the landing is known."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from own_landing import Landing

from expectations.ledger import create_ledger, replace_rows
from expectations.records import Withdrawal
from orchestration.loading.presence import mark_withdrawn

NAME = "corah/eradication_bulletin/2026-11__b.csv"
AT = datetime(2026, 11, 27, 15, 30, 0, 500_000)


def nanoseconds(moment: datetime) -> int:
    return int(moment.replace(tzinfo=UTC).timestamp() * 1_000_000) * 1000


@pytest.fixture
def taken_back(landing: Landing) -> tuple[Landing, Path]:
    """One loaded delivery, written half a second before Ana took it back."""
    create_ledger(landing.connection)
    source = Path(__file__).parents[3] / "sources/published" / "corah/eradication_bulletin/2011-07__inforegion-2011-07.csv"
    path = landing.put(NAME, source.read_bytes())
    os.utime(path, ns=(0, nanoseconds(AT) - 500_000_000))
    (delivery,) = landing.load().new
    replace_rows(landing.connection, "ctl_withdrawal", [Withdrawal(1, delivery, NAME, "Ana", AT, "Es un borrador.")])
    mark_withdrawn(landing.connection)
    return landing, path


def state(landing: Landing) -> list[tuple[object, ...]]:
    landing.load()
    mark_withdrawn(landing.connection)
    return landing.rows("select is_withdrawn, reason_es, reason_en from raw.delivery")


def test_it_stands_while_the_file_only_goes_on_lying_there(taken_back: tuple[Landing, Path]) -> None:
    landing, path = taken_back
    said = (True, "La retiró Ana el 27-nov-2026: Es un borrador.", "Ana took it back on 27 Nov 2026: Es un borrador.")
    assert state(landing) == [said]
    # Neither a copy of the old file, which keeps its time, nor its absence brings it back.
    path.rename(path.with_name("2026-11__c.csv"))
    assert state(landing) == [said]
    path.with_name("2026-11__c.csv").unlink()
    assert state(landing) == [said]


def test_sending_the_file_again_brings_it_back_and_a_new_withdrawal_takes_it_again(taken_back: tuple[Landing, Path]) -> None:
    landing, path = taken_back
    os.utime(path, ns=(0, nanoseconds(AT) + 1_000_000))
    ((is_withdrawn, text_es, text_en),) = state(landing)
    assert is_withdrawn is False
    assert text_es == "Ana la retiró el 27-nov-2026 (Es un borrador.) y el archivo se envió otra vez: vuelve a contar."
    assert text_en == "Ana took it back on 27 Nov 2026 (Es un borrador.) and the file was sent again: it counts again."
    ((delivery,),) = landing.rows("select delivery_id from raw.delivery")
    later = AT.replace(hour=16)
    both = [Withdrawal(1, delivery, NAME, "Ana", AT, "x"), Withdrawal(2, delivery, NAME, "Eva", later, "Otra vez.")]
    replace_rows(landing.connection, "ctl_withdrawal", both)
    assert state(landing)[0][:2] == (True, "La retiró Eva el 27-nov-2026: Otra vez.")


def test_a_day_that_does_not_know_the_withdrawal_counts_the_delivery(taken_back: tuple[Landing, Path]) -> None:
    landing, _ = taken_back
    replace_rows(landing.connection, "ctl_withdrawal", [])
    assert state(landing) == [(None, None, None)]


def test_a_file_that_left_the_landing_is_known_and_comes_back(landing: Landing) -> None:
    path = landing.put(NAME, "x\n1\n")
    landing.put("corah/eradication_bulletin/2026-11__other.csv", "x\n2\n")
    # Both are refused; what is known of a refused file that left is forgotten, so look at the table before that.
    landing.load()
    landing.connection.execute("update raw.delivery set status = 'loaded'")
    present = "select file_name, is_present from raw.delivery_file order by all"
    content = path.read_bytes()
    path.unlink()
    landing.load()
    assert landing.rows(present) == [(NAME, False), ("corah/eradication_bulletin/2026-11__other.csv", True)]
    path.write_bytes(content)
    landing.load()
    assert landing.rows(present)[0] == (NAME, True)
