"""The sentences an officer reads about one indicator: value, main reason, note, text to copy, since when.

Belongs here: choosing the message that fits a verdict and filling it. The same sentence serves the page and the CSV.
Does not belong here: the messages (``locale/``), formats (``display.py``) and what is shown where (templates).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from reports.display import LIMA, Display
from reports.view import TONES, headline, sorted_reasons

Item = Mapping[str, Any]

_NO_REASON = {"ok": "reason.none", "note": "reason.note_only", "no": "reason.unknown", "review": "reason.pending"}
# Characters of a sentence in a table of many indicators; the indicator's own page has it whole.
SHORT = 220


@dataclass(frozen=True)
class Wording:
    """Sentences of one language about one run."""

    display: Display
    run: Item

    @property
    def today(self) -> date:
        """The day of the run in Lima, from which the days since are counted."""
        return datetime.fromisoformat(self.run["started_at"]).astimezone(LIMA).date()

    def text(self, key: str, **params: object) -> str:
        """Return a message of the language."""
        return self.display.catalogue.text(key, **params)

    def of(self, item: Item, name: str) -> str:
        """Return the field of this language, ``name_es`` or ``name_en``; empty when it is unknown."""
        return item[f"{name}_{self.display.catalogue.language}"] or ""

    def release(self) -> str:
        """Return the name of the publication of data, or the word that none was issued."""
        return self.run["release_id"] if self.run["released"] and self.run["release_id"] else self.text("run.not_released")

    def no_update(self) -> str:
        """Return «No hubo actualización desde 22-nov-2026, 08:05 (hora de Lima)»."""
        last = self.run["last_good_at"]
        if not last:
            return self.text("refusal.never")
        return self.text("refusal.since", date=self.display.lima_time(last))

    def where(self, entry: Item) -> str:
        """Return the territory of an entry, or its level when it stands for several."""
        return entry["territory_name"] or self.display.catalogue.word("level", entry["territory_level"])

    def period(self, entry: Item) -> str:
        """Return the period of an entry as a document prints it."""
        return self.display.period(entry["period"], entry["cutoff_date"])

    def amount(self, indicator: Item, entry: Item | None) -> str:
        """Return the value of an entry, the word for withheld or for missing, or how many values it stands for."""
        if entry is None or not entry["n_values"]:
            return self.text("value.missing")
        if entry["verdict"] == "NO PUBLICABLE":
            several = entry["n_values"] > 1
            return self.display.count("count.withheld", entry["n_values"]) if several else self.text("value.withheld")
        if entry["value"] is None:
            return self.display.count("count.values", entry["n_values"])
        return self.display.quantity(entry["value"], indicator["unit"], indicator["rounding_decimals"])

    def reason(self, entry: Item | None, verdict: str, step: int | None = None) -> str:
        """Return the main reason of a verdict as one sentence."""
        if not self.run["released"]:
            return self.no_update()
        reasons = sorted_reasons(entry, step) if entry else []
        return self.of(reasons[0], "text") if reasons else self.text(_NO_REASON[TONES["verdict"][verdict]])

    def main_reason(self, indicator: Item) -> str:
        """Return the main reason of the headline verdict."""
        return self.reason(headline(indicator), indicator["verdict"], indicator["step"])

    def who(self, indicator: Item) -> str:
        """Return who corrects the main reason, or the owner of the indicator when nothing is wrong."""
        entry = headline(indicator)
        reasons = sorted_reasons(entry, indicator["step"]) if entry else []
        return self.of(reasons[0] if reasons else indicator, "owner")

    def note(self, entry: Item | None) -> str:
        """Return the sentence that must go with a figure, or why there is nothing to publish."""
        if not self.run["released"]:
            return self.text("note.not_released")
        if entry is None or not entry["n_values"]:
            return self.text("note.no_value")
        tone = TONES["verdict"][entry["verdict"]]
        if tone in ("no", "review"):
            return self.text("note.withheld" if tone == "no" else "note.pending")
        if self.of(entry, "note"):
            return self.of(entry, "note")
        return self.text("note.lost" if tone == "note" else "note.none")

    def may_be_copied(self, entry: Item | None) -> bool:
        """Tell whether a figure may go into a document; one that needs a note must have its text."""
        if entry is None or not self.run["released"] or not entry["n_values"]:
            return False
        verdict = entry["verdict"]
        return verdict == "PUBLICABLE" or (verdict == "PUBLICABLE CON NOTA" and bool(self.of(entry, "note")))

    def copied(self, indicator: Item, entry: Item) -> str:
        """Return what is pasted in a document: the figure named in full, its note and where it comes from."""
        slots = {"name": self.of(indicator, "name"), "place": self.where(entry), "period": self.period(entry)}
        if entry["value"] is None:
            said = self.text("copy.several", **slots)
        else:
            said = self.text("copy.one", value=self.amount(indicator, entry), **slots)
        note = self.of(entry, "note")
        as_of = self.run["as_of"]
        source = (
            self.text("copy.source_as_of", date=self.display.date(as_of), release=self.run["release_id"])
            if as_of
            else self.text("copy.source", release=self.run["release_id"])
        )
        return " ".join(part for part in (said, self.text("copy.note", note=note) if note else "", source) if part)

    def nothing_to_copy(self, entry: Item | None) -> str:
        """Return why there is no text to copy."""
        return self.text("copy.nothing", why=self.note(entry))

    def since(self, day: str | None) -> str:
        """Return ``03-nov-2015 (hace 2 días)``; an instant is its day in Lima."""
        if not day:
            return self.display.missing()
        day = day_in_lima(day)
        elapsed = self.display.elapsed(day, self.today)
        shown = self.display.date(day)
        return self.text("since.with_days", date=shown, days=elapsed) if elapsed else shown

    def days_open(self, day: str | None) -> int | None:
        """Return how many days a problem has been open."""
        return (self.today - date.fromisoformat(day_in_lima(day))).days if day else None

    def effect(self, item: Item) -> str:
        """Return the sentence about what quarantine does to one total."""
        unit = item.get("measure_unit") or item.get("unit")
        rows = self.display.count("count.rows", item["rows_quarantined"])
        parts = [self.text("effect.rows", rows=rows)]
        if item["impact_abs"] is not None:
            pct = self.display.share(item["impact_pct"]) if item["impact_pct"] is not None else self.text("value.missing")
            parts.append(self.text("effect.impact", impact=self.display.signed(item["impact_abs"], unit), pct=pct))
        if item["changes_target_met"]:
            parts.append(self.text("effect.target"))
        if item["rows_unparseable"]:
            parts.append(self.display.count("effect.unknown", item["rows_unparseable"]))
        return " ".join(parts)

    def revision(self, item: Item | None) -> str:
        """Return the mean revision of the last twelve months, or that nothing was given anew."""
        if item is None:
            return self.text("panel.no_revision")
        counts = {name: self.display.number(item[f"n_{name}"], 0) for name in ("compared", "changed")}
        return self.text("panel.revision", mean=self.display.share(item["mean_pct"]), **counts)

    def restated(self, change: Item, unit: str, decimals: int) -> str:
        """Return «Lo publicado … ahora es …: diga la nueva cifra y la fecha de edición»."""
        return self.text(
            "changes.sentence",
            place=change["territory_name"] or self.text("level.country"),
            period=self.period(change),
            old=self.display.quantity(change["old_value"], unit, decimals),
            new=self.display.quantity(change["new_value"], unit, decimals),
            difference=self.display.signed(change["difference"], unit, decimals),
            edition=change["new_edition"] or self.text("value.missing"),
        )


def day_in_lima(text: str) -> str:
    """Return the ISO day of an instant in Lima; a day stays as it is."""
    return datetime.fromisoformat(text).astimezone(LIMA).date().isoformat() if "T" in text else text
