"""What may be said of a landing whose truth is known: slow, plain, and without a look at how the product works."""

from __future__ import annotations

from dataclasses import dataclass, field

from installation import Said
from traps import Trap
from world import Figure, World


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
        if value is not None and abs(value - true_value) > _tolerance(figure) and not (note and told):
            found.wrong.append(f"{_name(figure)}: {value:g}, true is {true_value:g}, {verdict}: {note}")
        if is_clean and (value is None or (told and not may_note)):
            found.blamed.append(f"{_name(figure)}: {value}, {verdict}: {sorted(told)} {note}")
    for figure, (value, verdict, note) in said.values.items():
        if figure in truth or value is None or (said.reasons.get(figure, set()) - always):
            continue
        rest = _remainder(world, figure)
        if rest is not None and abs(value - rest) > 0.5:
            found.wrong.append(f"{_name(figure)}: {value:g} of nowhere, {verdict}: {note}")
    return found


def _remainder(world: World, figure: Figure) -> float | None:
    """What a figure that no file prints must be: what the parts of its level leave of the country; none of an unknown year."""
    indicator, level, code, period, cutoff = figure
    truth = world.figures()
    whole = truth.get((indicator, "pais", "00", period, cutoff))
    if indicator not in {"COCA-AREA", "ERAD-YTD"}:
        return None
    if level in {"zona", "distrito"} and not code.startswith("SIN-"):
        return None  # what the product adds up of districts
    if whole is None or not code.startswith("SIN-"):
        return -1.0  # a place or a period that nobody reported
    parts = [value for (i, lv, _, p, day), value in truth.items() if (i, lv, p, day) == (indicator, level, period, cutoff)]
    return whole - sum(parts)


def _tolerance(figure: Figure) -> float:
    """Hectares are whole in these files; a rate is rounded to four decimals."""
    return 0.001 if figure[0] == "BUD-EXEC" else 0.5


def _name(figure: Figure) -> str:
    return " ".join(str(part) for part in figure[:4]) + f" to {figure[4]}"
