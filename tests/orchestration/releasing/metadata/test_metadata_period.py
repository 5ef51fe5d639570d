"""A period as people write it, as the standards want it."""

from __future__ import annotations

from datetime import date

import pytest

from orchestration.releasing.metadata.period import Period, UnknownPeriod, read_period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2014", Period(date(2014, 1, 1), "2014")),
        ("2012-2016", Period(date(2012, 1, 1), "2012-01-01/P5Y")),
        ("ER-2011 (2011-2014)", Period(date(2011, 12, 31), "2011-12-31/P3Y", "ER-2011")),
    ],
)
def test_each_way_of_writing_a_period_is_read(text: str, period: Period) -> None:
    assert read_period(text) == period


@pytest.mark.parametrize("text", ["", "2014 T1", "14", "2012–2016", "ER-2011"])
def test_a_new_way_of_writing_a_period_is_refused(text: str) -> None:
    with pytest.raises(UnknownPeriod):
        read_period(text)
