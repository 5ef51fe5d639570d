"""A large payload made from the sample: many indicators, rules, rows, files and changes.

Belongs here: growing the sample. Does not belong here: what the pages must keep with it (``test_report_stress.py``).
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

Payload = dict[str, Any]


def grow(items: list[Payload], count: int, **changes: Callable[[int], object]) -> list[Payload]:
    """Return ``count`` copies of the items in turn, with fields set from their number."""
    return [
        copy.deepcopy(items[index % len(items)]) | {name: value(index) for name, value in changes.items()}
        for index in range(count)
    ]


def stressed(payload: Payload, indicators: int = 200, rules: int = 3000, items: int = 700) -> Payload:
    """Return the sample grown to many indicators and rules, with long lists everywhere; ``items`` to correct in each file."""
    grown = copy.deepcopy(payload)
    grown["indicators"] = grow(payload["indicators"], indicators, indicator_code=lambda index: f"IND-{index:03}")
    for item in grown["indicators"]:
        item["issues"] = (item["issues"] * 10)[:10]
        item["n_issues"] = 1300
        days = [f"2026-{month:02}-{day:02}" for month in (8, 9, 10, 11) for day in range(1, 29)][:90]
        item["history"] = [item["history"][place * len(item["history"]) // 90] | {"day": day} for place, day in enumerate(days)]
    grown["rules"] = grow(payload["rules"], rules, rule_id=lambda index: f"R{index}")
    for rule in grown["rules"]:
        rule["failures"] = (rule["failures"] * 10)[:10]
        rule["indicators"] = [f"IND-{number:03}" for number in range(40)]
    grown["quarantine"] = grow(payload["quarantine"], 3000, row=lambda index: index + 2)
    grown["quarantine_effects"] = grow(payload["quarantine_effects"], 300, indicator_code=lambda index: f"IND-{index % 200:03}")
    grown["deliveries"] = grow(payload["deliveries"], 900)
    grown["published_figures"] = grow(payload["published_figures"], 400, figure_id=lambda index: f"F{index}")
    grown["reconciliations"] = grow(payload["reconciliations"], 13, reconciliation_id=lambda index: f"X{index + 1:02}")
    for item in grown["reconciliations"]:
        item["lines"], item["history"] = (item["lines"] * 40)[:40], (item["history"] * 90)[:90]
        item["n_lines"] = 500
    changes = grown["changes"]
    changes["verdicts"] = grow(changes["verdicts"], 200)
    changes["n_verdicts"] = 900
    changes["values"] = grow(changes["values"], 900, indicator_code=lambda index: f"IND-{index % 200:03}")
    for work_list in grown["work_lists"]:
        for file in work_list["files"]:
            file["items"] = grow(file["items"], items, row=lambda index: index + 2)
        work_list["files"] = grow(work_list["files"], 60, file=lambda index: f"archivo-{index}.xlsx")
        if work_list["tasks"]:
            work_list["tasks"] = grow(work_list["tasks"], 900, text_es=lambda index: f"Falta el archivo {index}.")
        work_list["n_items"] = sum(len(file["items"]) for file in work_list["files"])
    grown["delivery_regions"] = grow(payload["delivery_regions"], 26, territory_code=lambda index: f"{index:02}")
    return grown
