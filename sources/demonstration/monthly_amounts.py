"""SQL of the seven amounts of a month's row: what each phase moved, from the amounts of the year.

Belongs here: how a year is shared out over its months. Does not belong here: the amounts of a year (``budget_lines.py``) and the
file (``budget_file.py``).
"""

from __future__ import annotations

from sources.demonstration.budget_lines import MONTHS, PACES
from sources.demonstration.catalogue import FLOWS, STOCKS

_WHOLE = 10_000  # the year, in the parts that a pace shares out


def amounts(month: int) -> str:
    """SQL text of the seven amounts of a month's row, each with its comma before it."""
    if month == 0:
        return f"""',"' || {_soles(STOCKS[0])} || '","' || {_soles(STOCKS[1])} || '","0","0","0","0","0"'"""
    flows = (_soles(_flow(phase, month)) for phase in range(len(FLOWS)))
    return """',"0","0","' || """ + """ || '","' || """.join(flows) + """ || '"'"""


def _soles(centimos: str) -> str:
    """SQL text of an amount with two decimals; the cast keeps the product in 64 bits."""
    return f"(({centimos})::decimal(16, 0) * 0.01::decimal(2, 2))::varchar"


def _flow(phase: int, month: int) -> str:
    """SQL of what a phase moved in a month: the year to date less that of the month before."""
    return f"{_to_date(phase, month)} - {_to_date(phase, month - 1)}"


def _to_date(phase: int, month: int) -> str:
    """SQL of the year to date. A month before a reversal runs ahead by the fiftieth that the reversal takes back."""
    if month == 0:
        return "0"
    amount = FLOWS[phase]
    if month == MONTHS - 1:
        return amount
    usual, ahead = _paced(phase, month), _paced(phase, month + 1)
    return f"(case when reversals & {1 << (month + 1)} > 0 then {ahead} + {amount} // 50 else {usual} end)"


def _paced(phase: int, month: int) -> str:
    amount = FLOWS[phase]
    paces = [_pace(pace, phase, month) for pace in range(PACES)]
    choice = " ".join(f"when {pace} then {parts}" for pace, parts in enumerate(paces))
    return f"({amount} * (case pace {choice} end) // {_WHOLE})"


def _pace(pace: int, phase: int, month: int) -> int:
    """Parts of ``_WHOLE`` reached by the end of ``month``: early phases run ahead, and each pace has a bend of its own."""
    months = MONTHS - 1
    bend = 2 + 5 * pace
    late = _WHOLE * month * (month + bend) // (months * (months + bend))
    early = _WHOLE - _WHOLE * (months - month) * (months - month + bend) // (months * (months + bend))
    return (early * (len(FLOWS) - phase) + late * phase) // len(FLOWS)
