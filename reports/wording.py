"""The sentences an officer reads about one indicator: value, main reason, note, text to copy, since when.

Belongs here: choosing the message that fits a verdict and filling it. The same sentence serves the page and the CSV.
Does not belong here: sentences about files and rows (``list_sentences.py``), the messages (``locale/``), formats
(``display.py``) and what is shown where (templates).
"""

from __future__ import annotations

import re

from reports.list_sentences import ListSentences
from reports.speech import Item
from reports.view import TONES, deciding_reason, headline, sorted_reasons

_NO_REASON = {"ok": "reason.none", "note": "reason.note_only", "no": "reason.unknown", "review": "reason.pending"}
# Characters of a sentence in a table of many indicators; the indicator's own page has it whole.
SHORT = 220
_SENTENCES = re.compile(r"(?<=[.!?»)]) (?=[A-ZÁÉÍÓÚÑ¿¡«])")
# A shorter piece may be part of an abbreviation.
_SHORTEST_SENTENCE = 20
# Reasons that are no rule of the method: they have a kind, not a severity, and no code that a reader could look up.
STATES = ("evidencia", "cuarentena", "firma", "decision", "excepcion")
NOT_RULES = frozenset({"SIN-DATO", "FIRMA", "EVIDENCIA", "DERIVADA", "CUARENTENA", "DECISION", "DEMOSTRACION"})
_LATE = re.compile(r"G8(\.aviso)?|P\..+")


class Wording(ListSentences):
    """All sentences of one language about one run: what templates and downloads call."""

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
        return self.of(deciding_reason(indicator) or indicator, "owner")

    def acts(self, reason: Item) -> str:
        """Return what is asked of the owner of a reason: to sign, to deliver or to correct."""
        key = "reason.signs" if reason["severity"] == "firma" else "reason.fixes"
        if _LATE.fullmatch(reason["rule_id"]):
            key = "reason.delivers"
        return self.text(key, owner=self.of(reason, "owner"))

    def who_acts(self, indicator: Item) -> str:
        """Return the same for the main reason of an indicator; nothing when it has none."""
        reason = deciding_reason(indicator)
        return self.acts(reason) if reason else ""

    def about(self, reason: Item) -> str:
        """Return severity or kind, who acts and since when."""
        key = "reason.kind" if reason["severity"] in STATES else "reason.severity"
        severity = self.display.catalogue.word("severity", reason["severity"])
        since = self.text("sheet.since", since=self.since(reason["since"]))
        return self.text("reason.about", kind=self.text(key, severity=severity), acts=self.acts(reason), since=since)

    def note(self, entry: Item | None) -> str:
        """Return the sentence that must go with a figure, or why there is nothing to publish."""
        if not self.run["released"]:
            return self.text("note.not_released")
        if entry is None or not entry["n_values"]:
            return self.text("note.no_value")
        tone = TONES["verdict"][entry["verdict"]]
        if tone == "no":
            return self.text("note.withheld")
        if tone == "review":
            return self._pending(entry)
        if self.of(entry, "note"):
            return without_repeats(self.of(entry, "note"))
        return self.text("note.lost" if tone == "note" else "note.none")

    def repeats(self, reason: str, note: str) -> bool:
        """Tell whether a note says the reason already."""
        return reason.rstrip(".").lower() in note.lower()

    def noted(self, item: Item, note: str) -> str:
        """Return a note as it stands beside a figure; one that must be published with it says that it is the note."""
        return self.text("indicators.note", note=note) if item["verdict"] == "PUBLICABLE CON NOTA" else note

    def _pending(self, entry: Item) -> str:
        """Return whose signature is missing, or that the assessment has not ended."""
        signature = next((reason for reason in entry["reasons"] if reason["severity"] == "firma"), None)
        if signature:
            return self.display.prose(self.text("note.unsigned", owner=self.of(signature, "owner")))
        return self.text("note.unfinished" if entry["signed_by"] else "note.unsigned_alone")

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
        note = self.note(entry) if self.of(entry, "note") else ""
        source = self.of(indicator["sheet"], "source") or next((file["title"] for file in indicator["lineage"]["files"]), None)
        day = self.display.date(self.run["as_of"] or self.today.isoformat())
        origin = (
            self.text("copy.source", source=source.rstrip(". "), date=day) if source else self.text("copy.no_source", date=day)
        )
        return " ".join(part for part in (said, note, origin) if part)

    def nothing_to_copy(self, entry: Item | None) -> str:
        """Return why there is no text to copy."""
        return self.text("copy.nothing", why=self.note(entry))

    def state(self, item: Item) -> str:
        """Return whether a problem is new; it is for the whole day on which it was first seen."""
        is_new = item["state"] == "nuevo" or self.days_open(item["since"]) == 0
        return self.display.catalogue.word("item", "nuevo" if is_new else "abierto")

    def reason_since(self, indicator: Item) -> str:
        """Return since when the main reason has held, which may be before the verdict was first told."""
        reason = deciding_reason(indicator) if self.run["released"] else None
        return self.since((reason or indicator)["since"])


def without_repeats(text: str) -> str:
    """Return a text that says each sentence once."""
    pieces: list[str] = []
    for piece in _SENTENCES.split(text):
        if piece not in pieces or len(piece) < _SHORTEST_SENTENCE:
            pieces.append(piece)
    return " ".join(pieces)
