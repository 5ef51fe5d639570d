"""Every released value of a warehouse by its key, as several modules compare it."""

from __future__ import annotations

from typing import Any

from scenario import Warehouse

Key = tuple[str, str, str, str, str]
VALUES = """select indicator_code, territory_level, territory_code, period, cast(cutoff_date as varchar),
                   value, vintage_id, evidence, verdict, note_es, note_en
            from control.ctl_released_value"""


def values_of(warehouse: Warehouse) -> dict[Key, tuple[Any, ...]]:
    """Every released value: (value, vintage, evidence, verdict, notes) by indicator, territory, period and cut-off."""
    return {(row[0], row[1], row[2], row[3], row[4]): row[5:] for row in warehouse.released(VALUES)}
