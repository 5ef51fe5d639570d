"""The sentences an officer reads about files, refused rows and changed figures.

Belongs here: choosing the message for a delivery, a work list, a total or a restatement. Does not belong here: sentences about
one indicator (``wording.py``), messages (``locale/``) and formats (``display.py``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reports.display import EDITION
from reports.speech import Item, Speech


class ListSentences(Speech):
    """Sentences of one language about what arrived, what is refused and what changed."""

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

    def open_points(self, work_list: Item) -> str:
        """Return how many rows somebody corrects, and how many points no row shows."""
        counts = (("fix.open", work_list["n_items"]), ("fix.open_tasks", len(work_list["tasks"])))
        return " · ".join(self.display.count(key, number) for key, number in counts if number)

    def unplaced(self, item: Item, *, named: bool = False) -> str:
        """Return how many refused rows have no known figure that they would change; ``named``: with the indicator's name."""
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


def _empty_columns(file: Item) -> list[str]:
    """Return the columns of a file of a work list that it leaves empty, each once."""
    empty = (item["column"] for item in file["items"] if item["column"] and item["value"] in (None, ""))
    return list(dict.fromkeys(empty))
