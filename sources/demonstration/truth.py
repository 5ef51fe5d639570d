"""Totals that a reader of the demonstration budget must find, computed from the model and never from the file."""

from __future__ import annotations

from typing import Any

import numpy as np

from sources.demonstration.budget_lines import MONTHS, BudgetLines, all_activities, all_classifiers, all_departments
from sources.demonstration.catalogue import LEVELS, PHASES, PROGRAMME, TRANSFER_GENERIC
from sources.demonstration.draws import Integers, Mask

_GENERIC = 3  # place of GENERICA among the cells of a classifier


def truth(lines: BudgetLines, rows: int) -> dict[str, Any]:
    """Céntimos by phase for programme 0072 and for all: in total, by level, by level and department, and transfers apart.

    ``rows``: rows of the file below its header, of which the last classifier line may lack some months.
    """
    ours = _has(lines.activity, [activity.programme[0] == PROGRAMME for activity in all_activities()])
    everything = np.ones(lines.count, dtype=bool)
    missing = lines.count * MONTHS - rows
    return {
        "unit": "céntimos",
        "classifier_lines": lines.count,
        "programmes": {name: _totals(lines, chosen, missing) for name, chosen in ((PROGRAMME, ours), ("*", everything))},
    }


def _totals(lines: BudgetLines, chosen: Mask, missing: int) -> dict[str, Any]:
    transfers = chosen & _has(lines.classifier, [cells[_GENERIC] == TRANSFER_GENERIC for cells in all_classifiers()])
    by_level = {level.code: chosen & (lines.level == position) for position, level in enumerate(LEVELS)}
    return {
        "rows": int(chosen.sum()) * MONTHS - (missing if chosen[-1] else 0),
        "classifier_lines": int(chosen.sum()),
        "total": _by_phase(lines, chosen),
        "by_level": {code: _by_phase(lines, mask) for code, mask in by_level.items()},
        "by_level_and_department": {code: _by_department(lines, mask) for code, mask in by_level.items()},
        "transfers_by_level": {code: _by_phase(lines, mask & transfers) for code, mask in by_level.items()},
    }


def _by_department(lines: BudgetLines, chosen: Mask) -> dict[str, dict[str, int]]:
    """By code of DEPARTAMENTO_META; departments without lines are left out."""
    found = {}
    for position, (code, _) in enumerate(all_departments()):
        mask = chosen & (lines.department == position)
        if mask.any():
            found[code] = _by_phase(lines, mask)
    return found


def _by_phase(lines: BudgetLines, chosen: Mask) -> dict[str, int]:
    return {phase: int(lines.amounts[phase][chosen].sum()) for phase in PHASES}


def _has(positions: Integers, wanted: list[bool]) -> Mask:
    return np.array(wanted, dtype=bool)[positions]
