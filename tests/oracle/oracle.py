"""What may be said of a landing whose truth is known: slow, plain, and without a look at how the product works."""

from __future__ import annotations

from dataclasses import dataclass, field

from installation import Said
from traps import Trap
from world import Figure, World

NOWHERE = -1.0


@dataclass
class Judgement:
    """``wrong``: figures that went out wrong without a word. ``blamed``: figures of a clean landing kept back or noted."""

    wrong: list[str] = field(default_factory=list)
    blamed: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)


def judged(world: World, traps: list[Trap], said: Said, always: set[str]) -> Judgement:
    """``always``: rules that speak of a figure in every landing, so they name no fault of this one."""
    found = Judgement(stopped=list(said.stopped))
    if said.stopped:
        return found
    truth = world.figures()
    is_clean = all(item.harmless for item in traps)
    may_note = any(item.told for item in traps)
    for figure, true_value in truth.items():
        value, verdict, note = said.values.get(figure, (None, "", ""))
        told = said.reasons.get(figure, set()) - always
        if value is not None and abs(value - true_value) > _tolerance(figure, true_value) and not (note and told):
            found.wrong.append(f"{_name(figure)}: {value:g}, true is {true_value:g}, {verdict}: {note}")
        if is_clean and (value is None or (told and not may_note)):
            found.blamed.append(f"{_name(figure)}: {value}, {verdict}: {sorted(told)} {note}")
    for figure, (value, verdict, note) in said.values.items():
        if figure in truth or value is None or (said.reasons.get(figure, set()) - always):
            continue
        rest = _remainder(said, truth, figure)
        if rest is not None and abs(value - rest) > 0.5:
            found.wrong.append(f"{_name(figure)}: {value:g} of nowhere, {verdict}: {note}")
    return found


def _remainder(said: Said, truth: dict[Figure, float], figure: Figure) -> float | None:
    """What a figure that no file prints must be: what the released parts of its level leave of the released country.

    None where no figure can be computed. A part that was lost leaves its hectares here, with the share that the others cover.
    A part or a country that is wrong was told, so what is left must be told as well: it is of nowhere here.
    """
    indicator, level, code, period, cutoff = figure
    if indicator not in {"COCA-AREA", "ERAD-YTD"}:
        return None
    if level in {"zona", "distrito"} and not code.startswith("SIN-"):
        return None  # what the product adds up of districts
    whole = (indicator, "pais", "00", period, cutoff)
    if whole not in said.values or not code.startswith("SIN-"):
        return NOWHERE  # a place or a period that nobody reported
    parts = [
        other
        for other in said.values
        if (other[0], other[1], other[3], other[4]) == (indicator, level, period, cutoff) and not other[2].startswith("SIN-")
    ]
    values = {other: said.values[other][0] for other in (whole, *parts)}
    known = {other: value for other, value in values.items() if value is not None}
    if len(known) < len(values):
        return NOWHERE  # a part is withheld, and what is left would give it away
    if any(abs(value - truth[other]) > _tolerance(other, truth[other]) for other, value in known.items() if other in truth):
        return NOWHERE
    return known[whole] - sum(known[other] for other in parts)


def _tolerance(figure: Figure, true_value: float) -> float:
    """A rate is rounded to four decimals. A change of area below the one per cent of its sheet asks for no word."""
    return 0.001 if figure[0] == "BUD-EXEC" else max(0.5, 0.01 * true_value)


def _name(figure: Figure) -> str:
    return " ".join(str(part) for part in figure[:4]) + f" to {figure[4]}"
