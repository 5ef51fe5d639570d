"""The sentences an officer reads about one indicator: value, main reason, note, text to copy, since when.

Belongs here: choosing the message that fits a verdict and filling it. The same sentence serves the page and the CSV.
Does not belong here: the messages (``locale/``), formats (``display.py``) and what is shown where (templates).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from reports.display import EDITION, LIMA, Display
from reports.view import TONES, deciding_reason, headline, sorted_reasons

Item = Mapping[str, Any]

_NO_REASON = {"ok": "reason.none", "note": "reason.note_only", "no": "reason.unknown", "review": "reason.pending"}
# Characters of a sentence in a table of many indicators; the indicator's own page has it whole.
SHORT = 220
# The id of a release is its instant and a mark of its content; the mark alone tells it from every other.
_RELEASE = re.compile(r"\d{8}T\d{6}Z-(?P<mark>[0-9a-f]{6,})")
_SENTENCES = re.compile(r"(?<=[.!?»)]) (?=[A-ZÁÉÍÓÚÑ¿¡«])")
# A shorter piece may be part of an abbreviation.
_SHORTEST_SENTENCE = 20
_BEFORE_I = re.compile(r"h?i(?!e)|hy", re.IGNORECASE)
_UNSAFE_IN_CSS = re.compile(r"[^\w .,:·()-]")
# Reasons that are no rule of the method: they have a kind, not a severity, and no code that a reader could look up.
STATES = ("evidencia", "cuarentena", "firma", "decision", "excepcion")
NOT_RULES = frozenset({"SIN-DATO", "FIRMA", "EVIDENCIA", "DERIVADA", "CUARENTENA", "DECISION", "DEMOSTRACION"})
_LATE = re.compile(r"G8(\.aviso)?|P\..+")


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
        return self.display.prose(item[f"{name}_{self.display.catalogue.language}"] or "")

    def release(self) -> str:
        """Return the short name of the edition of data, or the word that none was issued."""
        release = self.run["release_id"] if self.run["released"] else None
        return short_release(release) if release else self.text("run.not_released")

    def stamp(self) -> str:
        """Return edition and time for the margin of a printed page, safe inside the quotes of a style sheet."""
        text = self.text("print.stamp", release=self.release(), time=self.display.lima_time(self.run["started_at"]))
        return _UNSAFE_IN_CSS.sub("", text)

    def no_update(self) -> str:
        """Return «No hubo actualización desde 22-nov-2026, 08:05 (hora de Lima)»."""
        last = self.run["last_good_at"]
        if not last:
            return self.text("refusal.never")
        return self.text("refusal.since", date=self.display.lima_time(last))

    def where(self, entry: Item) -> str:
        """Return the territory of an entry, or its level when it stands for several."""
        name = entry["territory_name"]
        return self.display.territory(name) if name else self.display.catalogue.word("level", entry["territory_level"])

    def period(self, entry: Item) -> str:
        """Return the period of an entry as a document prints it."""
        return self.display.period(entry["period"], entry["cutoff_date"])

    def window(self, period: str | None) -> str | None:
        """Return the period of a line with its window in words, ``ER-2011 (2011-2014)`` as ``2011-2014``."""
        return self.display.period(period, None) if period else None

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

    def since(self, day: str | None) -> str:
        """Return ``03-nov-2015 (hace 2 días)``; an instant is its day in Lima."""
        if not day:
            return self.display.missing()
        day = day_in_lima(day)
        elapsed = self.display.elapsed(day, self.today)
        shown = self.display.date(day)
        return self.text("since.with_days", date=shown, days=elapsed) if elapsed else shown

    def state(self, item: Item) -> str:
        """Return whether a problem is new; it is for the whole day on which it was first seen."""
        is_new = item["state"] == "nuevo" or self.days_open(item["since"]) == 0
        return self.display.catalogue.word("item", "nuevo" if is_new else "abierto")

    def pair(self, left: str, right: str) -> str:
        """Return «left y right», «left e inventario» before the sound of an i."""
        return self.text("pair.before_i" if _BEFORE_I.match(right) else "pair.and", left=left, right=right)

    def documents(self, files: Sequence[Item], titles: Mapping[str, str | None], shown: int = 5) -> str:
        """Return the documents of a work list by title, each with the columns it leaves empty, cut with a count."""
        lacks = [_empty_columns(file) for file in files]
        more = f" {self.display.count('count.and_more', len(files) - shown)}" if len(files) > shown else ""
        names = [self._document(file, titles.get(file["file"] or "")) for file in files[:shown]]
        if len(files) > 1 and all(columns == lacks[0] for columns in lacks):
            return self._lacking("; ".join(names) + more, lacks[0], len(files))
        return "; ".join(self._lacking(name, columns, 1) for name, columns in zip(names, lacks, strict=False)) + more

    def _document(self, file: Item, title: str | None) -> str:
        name = self.text("fix.title_of", title=title) if title else self.display.cell(file["file"])
        return self.text("fix.refused_document", document=name) if file["is_refused"] else name

    def _lacking(self, documents: str, columns: Sequence[str], count: int) -> str:
        said = ", ".join(columns)
        return self.display.catalogue.plural("fix.lacks", count, document=documents, columns=said) if columns else documents

    def days_open(self, day: str | None) -> int | None:
        """Return how many days a problem has been open."""
        return (self.today - date.fromisoformat(day_in_lima(day))).days if day else None

    def reason_since(self, indicator: Item) -> str:
        """Return since when the main reason has held, which may be before the verdict was first told."""
        reason = deciding_reason(indicator) if self.run["released"] else None
        return self.since((reason or indicator)["since"])

    def late(self, delivery: Item) -> str:
        """Return which file came late, and which one is missing, with their days."""
        publisher = self.display.catalogue.word("publisher", delivery["publisher"])
        names = {"name": self.of(delivery, "dataset_title"), "publisher": publisher}
        file = delivery["title"] or delivery["file"]
        said = []
        if delivery["days_late"]:
            days = self.display.quantity(delivery["days_late"], "días")
            dates = {"due": self.display.date(delivery["due_on"]), "published": self.display.date(delivery["published_on"])}
            said.append(self.text("deliveries.late_line", file=file, days=days, **names, **dates))
        if delivery["days_overdue"]:
            days = self.display.quantity(delivery["days_overdue"], "días")
            due = self.display.date(delivery["next_due_on"])
            said.append(self.text("deliveries.missing_line", file=file, days=days, due=due, **names))
        return " ".join(said)

    def named(self, items: Iterable[Item]) -> str:
        """Return ``Ejecución del presupuesto (BUD-EXEC)``, comma between several."""
        return ", ".join(f"{self.of(item, 'name')} ({item['indicator_code']})" for item in items)

    def open_points(self, work_list: Item) -> str:
        """Return how many rows somebody corrects, and how many points no row shows."""
        counts = (("fix.open", work_list["n_items"]), ("fix.open_tasks", len(work_list["tasks"])))
        return " · ".join(self.display.count(key, number) for key, number in counts if number)

    def unplaced(self, item: Item, *, named: bool = False) -> str:
        """Return of how many rows nobody knows which figure they would change; ``named``: of which indicator."""
        rows = self.display.count("count.rows", item["n_rows"])
        files = self.display.count("count.files", item["n_files"])
        if named:
            return self.text("quarantine.unplaced", name=self.of(item, "name"), rows=rows, files=files)
        return self.text("effect.unplaced", rows=rows, files=files)

    def effect(self, item: Item) -> str:
        """Return the sentence about what quarantine does to one total."""
        unit = item.get("measure_unit") or item.get("unit")
        rows = self.display.count("count.rows", item["rows_quarantined"])
        parts = [self.text("effect.rows", rows=rows)]
        if item["impact_abs"] is not None:
            impact = self.display.signed(item["impact_abs"], unit)
            if item["impact_pct"] is None:
                parts.append(self.text("effect.impact_alone", impact=impact))
            else:
                parts.append(self.text("effect.impact", impact=impact, pct=self.display.share(item["impact_pct"])))
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
        """Return «Lo publicado … ahora es …. Use 30,151 ha (título, publicado el 05-dic-2017)»."""
        return self.text(
            "changes.sentence",
            place=self.display.territory(change["territory_name"]) if change["territory_name"] else self.text("level.country"),
            period=self.period(change),
            old=self.display.quantity(change["old_value"], unit, decimals),
            new=self.display.quantity(change["new_value"], unit, decimals),
            difference=self.display.difference(change["difference"], unit, decimals),
            edition=self._edition(change["new_edition"]),
        )

    def _edition(self, text: str | None) -> str:
        match = EDITION.fullmatch(text or "")
        if not match:
            return text or self.text("value.missing")
        key = "edition.on" if len(match["date"]) == len("2017-12-05") else "edition.in"
        return self.text(key, title=match["title"], date=self.display.date(match["date"]))


def short_release(release: str) -> str:
    """Return the mark at the end of the id of a release, or the id when it has another shape."""
    match = _RELEASE.fullmatch(release)
    return match["mark"] if match else release


def _empty_columns(file: Item) -> list[str]:
    """Return the columns of a file of a work list that it leaves empty, each once."""
    empty = (item["column"] for item in file["items"] if item["column"] and item["value"] in (None, ""))
    return list(dict.fromkeys(empty))


def without_repeats(text: str) -> str:
    """Return a text that says each sentence once."""
    pieces: list[str] = []
    for piece in _SENTENCES.split(text):
        if piece not in pieces or len(piece) < _SHORTEST_SENTENCE:
            pieces.append(piece)
    return " ".join(pieces)


def day_in_lima(text: str) -> str:
    """Return the ISO day of an instant in Lima; a day stays as it is."""
    return datetime.fromisoformat(text).astimezone(LIMA).date().isoformat() if "T" in text else text
