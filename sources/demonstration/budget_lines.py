"""The model of the demonstration budget: who spends, on what, and how much in the year, one entry per classifier line.

Amounts are whole céntimos. The phase chain girado ≤ devengado ≤ comprometido ≤ comprometido anual ≤ certificado ≤ PIM holds
on every line for the full year; how the year spreads over the months belongs to ``budget_file``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sources.demonstration.catalogue import (
    ABROAD,
    CLASSIFIER_GROUPS,
    COCA_DEPARTMENTS,
    DEPARTMENTS,
    FLOWS,
    FUNDS,
    LEVELS,
    LIMA,
    LINES_PER_GOAL,
    OTHER_ACTIVITIES,
    PIRDAIS_ACTIVITIES,
    PIRDAIS_TRANSFERS,
    TRANSFER_CLASSIFIERS,
    Activity,
)
from sources.demonstration.draws import Draws, Integers, Mask

MONTHS = 13  # month 0 carries PIA and PIM
PACES = 4
_GOALS_PER_UNIT = 3  # of a small file; a full-size file has a level's most units and many goals in each
_PIRDAIS_GOALS = 150  # in ten thousand goals of the coca departments: 0.5 to 1 % of all lines
_REVERSALS = 11  # in a thousand month rows of the months 2 to 12
_LATE_CHANGES = 350  # lines in a thousand that a later edition of the year changes
_PHASE_SHARES = (82, 90, 92, 94, 96)  # the least hundredths of the phase before that a flow phase reaches


@dataclass(frozen=True)
class Level:
    """The lines of one level of government, in file order."""

    code: str
    first: int
    last: int  # exclusive

    @property
    def lines(self) -> int:
        return self.last - self.first


@dataclass(frozen=True)
class BudgetLines:
    """One array entry per classifier line. Positions refer to the catalogue; ``amounts`` are céntimos of the full year.

    ``unit`` counts within the level, ``goal`` within the unit. ``reversals``: bit m says that month m takes money back.
    """

    levels: tuple[Level, ...]
    level: Integers
    unit: Integers
    goal: Integers
    seat: Integers
    department: Integers
    activity: Integers
    fund: Integers
    classifier: Integers
    pace: Integers
    reversals: Integers
    amounts: dict[str, Integers]

    @property
    def count(self) -> int:
        return len(self.unit)


def budget_lines(rows: int, seed: int, restated: bool) -> BudgetLines:
    """The lines of a file of ``rows`` rows below the header. ``restated``: the same lines, a third with other amounts."""
    draws = Draws(seed)
    count = -(-rows // MONTHS)
    levels = _levels(count)
    everything = np.arange(count, dtype=np.int64)
    level, unit, seat, goal, group, goal_id = _places(levels)
    pirdais = _is_pirdais(draws, level, unit, seat, goal, goal_id)
    transfers = _is_transfer(draws, level, unit, goal, pirdais, goal_id)
    amounts = _amounts(draws, everything, restated)
    if rows % MONTHS:
        for phase in FLOWS:  # the last line lacks some months, so it has spent nothing
            amounts[phase][-1] = 0
    return BudgetLines(
        levels=levels,
        level=level,
        unit=unit,
        goal=goal,
        seat=seat,
        department=_department(draws, level, seat, pirdais, goal_id),
        activity=_activity(draws, pirdais, transfers, goal_id),
        fund=draws.below(len(FUNDS), "fund", goal_id),
        classifier=_classifier(draws, group, transfers, everything),
        pace=draws.below(PACES, "pace", everything),
        reversals=_reversals(draws, everything),
        amounts=amounts,
    )


def _national() -> int:
    return next(position for position, level in enumerate(LEVELS) if level.code == "E")


def _levels(count: int) -> tuple[Level, ...]:
    found, first, share = [], 0, 0
    for level in LEVELS:
        share += level.share
        last = count * share // 100
        found.append(Level(level.code, first, last))
        first = last
    return tuple(found)


def units_of(level: int, lines: int) -> int:
    """Executing units among which ``lines`` lines of a level are shared out."""
    return max(1, min(LEVELS[level].most_units, lines // (LINES_PER_GOAL * _GOALS_PER_UNIT)))


def seat_of(level: int, units: int, unit: Integers) -> Integers:
    """Department in which each unit sits: alphabetical; among the national ones most sit in Lima."""
    departments = len(DEPARTMENTS)
    if level != _national():
        return unit * departments // units
    before, after = LIMA * 2, (departments - 1 - LIMA) * 2  # hundredths: 2 for each department, the rest in Lima
    hundredth = unit * 100 // units
    seat = np.where(hundredth < before, hundredth // 2, LIMA)
    return np.where(hundredth >= 100 - after, LIMA + 1 + (hundredth - (100 - after)) // 2, seat)


def _places(levels: tuple[Level, ...]) -> tuple[Integers, ...]:
    """Level, unit, seat, goal within the unit, group of classifiers, and a number that no two goals share."""
    parts = []
    for position, level in enumerate(levels):
        line = np.arange(level.lines, dtype=np.int64)
        units = units_of(position, level.lines)
        unit = line * units // max(level.lines, 1)
        first = -(-unit * level.lines // units)
        within = line - first
        goal = within // LINES_PER_GOAL
        goal_id = (np.int64(position) << 56) + (unit << 32) + goal
        parts.append((np.full_like(line, position), unit, seat_of(position, units, unit), goal, within % LINES_PER_GOAL, goal_id))
    return tuple(np.concatenate(column) for column in zip(*parts, strict=True))


def _is_pirdais(draws: Draws, level: Integers, unit: Integers, seat: Integers, goal: Integers, goal_id: Integers) -> Mask:
    """Goals of programme 0072: a few of the coca departments and of the national units, and always the first of each level."""
    eligible = np.isin(seat, COCA_DEPARTMENTS) | (level == _national())
    drawn: Mask = eligible & (draws.below(10_000, "programme", goal_id) < _PIRDAIS_GOALS)
    always: Mask = (unit == 0) & ((goal == 0) | ((goal == 1) & (level == _national())))
    return drawn | always


def _is_transfer(draws: Draws, level: Integers, unit: Integers, goal: Integers, pirdais: Mask, goal_id: Integers) -> Mask:
    """National goals that hand money to other governments: a third in programme 0072, and always one; elsewhere a few."""
    drawn: Mask = draws.below(100, "transfers", goal_id) < np.where(pirdais, 33, 5)
    found: Mask = (level == _national()) & (drawn | ((unit == 0) & (goal == 1)))
    return found


def _department(draws: Draws, level: Integers, seat: Integers, pirdais: Mask, goal_id: Integers) -> Integers:
    """Department of the goal: that of the seat, but national units spend elsewhere and some abroad (one past the last)."""
    anywhere = draws.below(len(DEPARTMENTS), "department", goal_id)
    anywhere = np.where(draws.below(100, "abroad", goal_id) == 0, len(DEPARTMENTS), anywhere)
    away = (level == _national()) & (draws.below(100, "away", goal_id) < 45)
    coca = np.array(COCA_DEPARTMENTS, dtype=np.int64)[draws.below(len(COCA_DEPARTMENTS), "coca department", goal_id)]
    return np.where(pirdais & (level == _national()), coca, np.where(away, anywhere, seat))


def _activity(draws: Draws, pirdais: Mask, transfers: Mask, goal_id: Integers) -> Integers:
    """Position in ``all_activities()``."""
    ours = draws.below(len(PIRDAIS_ACTIVITIES), "activity", goal_id)
    transfer = len(PIRDAIS_ACTIVITIES) + draws.below(len(PIRDAIS_TRANSFERS), "activity", goal_id)
    own = len(PIRDAIS_ACTIVITIES) + len(PIRDAIS_TRANSFERS)
    other = own + draws.below(len(OTHER_ACTIVITIES), "activity", goal_id)
    return np.where(pirdais, np.where(transfers, transfer, ours), other)


def _classifier(draws: Draws, group: Integers, transfers: Mask, line: Integers) -> Integers:
    """Position in ``all_classifiers()``: the groups one after the other, then the transfers."""
    sizes = np.array([len(options) for options in CLASSIFIER_GROUPS], dtype=np.int64)
    starts = np.cumsum(sizes) - sizes
    ordinary = starts[group] + draws.below(1 << 32, "classifier", line) % sizes[group]
    return np.where(transfers, sizes.sum() + group, ordinary)


def _reversals(draws: Draws, line: Integers) -> Integers:
    """Bit m for each of the months 2 to 12 that takes money back."""
    bits = np.zeros_like(line)
    for month in range(2, MONTHS):
        bits |= (draws.below(1_000, f"reversal {month}", line) < _REVERSALS).astype(np.int64) << month
    return bits


def _amounts(draws: Draws, line: Integers, restated: bool) -> dict[str, Integers]:
    """Céntimos of the full year by phase. PIA and PIM are whole soles, as in the real file; three lines in ten have no PIA."""
    magnitude = 10 ** draws.below(4, "magnitude", line)
    pia = (100 + draws.below(900, "size", line)) * magnitude
    pim = pia * (60 + draws.below(110, "change", line)) // 100
    pia = np.where(draws.below(10, "no pia", line) < 3, 0, pia)
    changed = draws.below(1_000, "late", line) < _LATE_CHANGES if restated else np.zeros(len(line), dtype=bool)
    pim = np.where(changed, pim * (90 + draws.below(30, "late change", line)) // 100 + 1, pim)
    amounts = {"pia": pia * 100, "pim": pim * 100}
    before = amounts["pim"]
    for phase, least in zip(FLOWS, _PHASE_SHARES, strict=True):
        share = least * 100 + draws.below((100 - least) * 100 + 1, phase, line) + 150 * changed
        before = before * np.minimum(share, 10_000) // 10_000
        amounts[phase] = before
    untouched = draws.below(100, "untouched", line) < 6  # lines on which nothing was spent
    for phase in FLOWS:
        amounts[phase] = np.where(untouched, 0, amounts[phase])
    return amounts


def all_activities() -> tuple[Activity, ...]:
    """What ``BudgetLines.activity`` counts."""
    return PIRDAIS_ACTIVITIES + PIRDAIS_TRANSFERS + OTHER_ACTIVITIES


def all_classifiers() -> tuple[tuple[str, ...], ...]:
    """What ``BudgetLines.classifier`` counts."""
    return tuple(line for group in CLASSIFIER_GROUPS for line in group) + TRANSFER_CLASSIFIERS


def all_departments() -> tuple[tuple[str, str], ...]:
    """What ``BudgetLines.department`` counts."""
    return (*DEPARTMENTS, ABROAD)
