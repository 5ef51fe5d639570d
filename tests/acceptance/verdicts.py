"""The verdict of one period, as several modules read it."""

from __future__ import annotations

from typing import Any

from scenario import Warehouse


def verdict_of(warehouse: Warehouse, code: str, period: str, level: str = "pais") -> tuple[Any, ...]:
    """Value, verdict, Spanish note and deciding step of the one value of a period."""
    (row,) = warehouse.released(
        """select r.value, r.verdict, r.note_es, v.step from control.ctl_released_value as r
           inner join control.ctl_indicator_verdict as v
               using (indicator_code, territory_level, territory_code, period, cutoff_date)
           where r.indicator_code = ? and r.territory_level = ? and (r.period = ? or r.period like ? || ' (%')""",
        code, level, period, period,
    )  # fmt: skip
    return (None if row[0] is None else float(row[0]), *row[1:])
