"""The lists of the report as CSV, whole: what a page cuts, its file has.

Belongs here: which columns each list has and the rows it takes from the payload, with Spanish headers.
Does not belong here: writing a cell safely (``spreadsheet.py``) and sentences (``wording.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reports import view
from reports.display import Display
from reports.speech import day_in_lima
from reports.spreadsheet import write_csv
from reports.wording import Wording, without_repeats

Item = Mapping[str, Any]
Cell = Callable[[Item], object]


@dataclass(frozen=True)
class Column:
    """One column: message key of its header and what it takes from a row."""

    key: str
    cell: Cell


def write_downloads(data: Item, display: Display, names: Any, folder: Path) -> list[Path]:
    """Write every list under ``folder`` and return the paths. ``display`` is the Spanish one."""
    say = Wording(display, data["run"])
    folder.mkdir(parents=True, exist_ok=True)
    lists: list[tuple[str, Sequence[Column], Iterable[Item]]] = [
        ("indicadores", _indicator_columns(say), view.worst_first(data["indicators"])),
        ("entregas", _DELIVERIES, _delivery_rows(data["deliveries"])),
        ("cuarentena", _QUARANTINE, data["quarantine"]),
        ("conciliaciones", _RECONCILIATIONS, _reconciliation_rows(data["reconciliations"])),
        ("cambios", _CHANGES, _change_rows(data["changes"])),
        ("cifras-publicadas", _FIGURES, view.figures_worst_first(data["published_figures"])),
        ("reglas", _rule_columns(say), data["rules"]),
        ("problemas", _ISSUES, _issue_rows(data["work_lists"])),
    ]
    lists.append(("cuarentena-efecto", _EFFECTS, view.by_effect(data["quarantine_effects"])))
    for indicator in data["indicators"]:
        stem = names.indicators[indicator["indicator_code"]]
        lists.append((f"indicador-{stem}", _entry_columns(say, indicator), view.newest_first(indicator["entries"])))
    for work_list in data["work_lists"]:
        stem = names.work_lists[work_list["slug"]]
        lists.append((f"corregir-{stem}", _item_columns(say), _item_rows(work_list)))
    return [_write(folder / f"{name}.csv", columns, rows, say) for name, columns, rows in lists]


def _write(path: Path, columns: Sequence[Column], rows: Iterable[Item], say: Wording) -> Path:
    headers = [say.text(column.key) for column in columns]
    write_csv(path, headers, ([_plain(column.cell(row)) for column in columns] for row in rows))
    return path


def _plain(value: object) -> object:
    """Return a cell of plain text on one line or a number: a list becomes its words.

    If a line break stood before a sign, ``write_csv`` would not see the sign, and a spreadsheet would run the text after it.
    """
    if isinstance(value, list):
        value = " · ".join(str(item) for item in value)
    if isinstance(value, str):
        return " ".join(value.split())
    return "" if value is None else value


def _field(name: str) -> Cell:
    return lambda row: row[name]


def _columns(**fields: str) -> list[Column]:
    """Return columns from ``column key without its family = field of the row``."""
    return [Column(f"column.{key}", _field(name)) for key, name in fields.items()]


def _place_columns() -> list[Column]:
    return _columns(file="file", sheet="sheet", row="row", column="column", received="value")


def _indicator_columns(say: Wording) -> list[Column]:
    def of_headline(name: str) -> Cell:
        return lambda row: (view.headline(row) or {}).get(name)

    return [
        *_columns(code="indicator_code", indicator="name_es", verdict="verdict"),
        Column("column.since", lambda row: day_in_lima(row["since"]) if row["since"] else None),
        Column("column.main_reason", say.main_reason),
        *_columns(owner_data="owner_es"),
        Column("column.territory", lambda row: say.where(view.headline(row) or {}) if view.headline(row) else None),
        Column("column.period", of_headline("period")),
        Column("column.cutoff", of_headline("cutoff_date")),
        Column("column.value", of_headline("value")),
        *_columns(unit="unit"),
        Column("column.note", lambda row: say.note(view.headline(row))),
        Column("column.score", lambda row: row["score"]["score"]),
        Column("column.grade", lambda row: row["score"]["grade"]),
        *_columns(last_delivery="last_delivery_on", next_delivery="next_delivery_due", problems="n_issues"),
    ]


def _entry_columns(say: Wording, indicator: Item) -> list[Column]:
    """Return the columns of the figures of one indicator; withheld figures were emptied before (``withholding.py``)."""
    return [
        Column("column.territory", say.where),
        *_columns(period="period", cutoff="cutoff_date", value="value"),
        Column("column.unit", lambda _: say.display.catalogue.unit_name(indicator["unit"])),
        *_columns(n_values="n_values", verdict="verdict"),
        Column("column.note", lambda row: without_repeats(row["note_es"])),
        Column("column.note_en", lambda row: without_repeats(row["note_en"])),
        Column("column.since", lambda row: day_in_lima(row["since"]) if row["since"] else None),
        Column("column.evidence", lambda row: say.display.catalogue.word("evidence", row["evidence"])),
    ]


_EFFECTS = [
    *_columns(code="indicator_code", indicator="name_es", level="territory_level", period="period"),
    *_columns(rows_quarantined="rows_quarantined", rows_unparseable="rows_unparseable", total_published="total_published"),
    *_columns(total_if_included="total_if_included", effect_total="impact_abs", effect_pct="impact_pct", unit="unit"),
]


def _delivery_rows(deliveries: Iterable[Item]) -> list[Item]:
    items = list(deliveries)
    return [*view.accepted_deliveries(items), *view.refused_deliveries(items)]


_DELIVERIES = [
    *_columns(publisher="publisher", dataset="dataset_title_es", file="file", file_edition="edition", publication="title"),
    *_columns(citation="citation", published_on="published_on", loaded_on="loaded_on", due_on="due_on"),
    *_columns(timeliness="timeliness", quality="quality", delivery_score="score"),
    *_columns(rows_read="rows_read", rows_accepted="rows_accepted", rows_filtered="rows_filtered"),
    *_columns(rows_quarantined="rows_quarantined", why="reason_es"),
]
_QUARANTINE = [
    *_columns(publisher="publisher"),
    *_place_columns(),
    *_columns(why="reason_es", rule_code="rule_id", weight="measure_value", unit="unit", indicators="indicators"),
    *_columns(owner="owner_es", since="since"),
]
_FIGURES = [
    *_columns(figure="figure_id", text="text_es", publication="publication", slide="slide", printed="value", unit="unit"),
    *_columns(recomputed="recomputed_value", difference="difference", status="status", since="since", note="note_es"),
]
_ISSUES = [
    *_columns(owner="owner_es"),
    *_place_columns(),
    *_columns(problem="text_es", rule_code="rule_id", indicators="indicators", effect="effect", unit="unit", since="since"),
]


def _reconciliation_rows(items: Iterable[Item]) -> list[Item]:
    """Return one row per compared line; a reconciliation without lines keeps one row."""
    empty = dict.fromkeys(("period", "territory_name", "left_value", "right_value", "difference", "unit"))
    rows: list[Item] = []
    for item in view.reconciliations_worst_first(items):
        for line in item["lines"] or [empty]:
            rows.append({**item, **line, "status": line.get("status", item["status"])})
    return rows


_RECONCILIATIONS = [
    *_columns(reconciliation="reconciliation_id", left="left_es", right="right_es", grain="grain_es"),
    *_columns(tolerance="tolerance_es", period="period", territory="territory_name", left_value="left_value"),
    *_columns(right_value="right_value", difference="difference", unit="unit", status="status"),
    *_columns(first_failed="first_failed_at", owner="owner_es"),
]


def _change_rows(changes: Item) -> list[Item]:
    """Return restatements, then changes of verdict, in the same columns."""
    blank = dict.fromkeys(
        ("cutoff_date", "old_value", "new_value", "difference", "difference_pct", "unit", "old_edition", "new_edition")
    )
    restated = [{"previous_verdict": None, "verdict": None, **item, "since": item["published_on"]} for item in changes["values"]]
    return [*restated, *({**blank, **item} for item in changes["verdicts"])]


_CHANGES = [
    *_columns(code="indicator_code", indicator="name_es", territory="territory_name", period="period", cutoff="cutoff_date"),
    *_columns(old_value="old_value", new_value="new_value", difference="difference", difference_pct="difference_pct"),
    *_columns(unit="unit", old_edition="old_edition", new_edition="new_edition", previous_verdict="previous_verdict"),
    *_columns(verdict="verdict", since="since"),
]


def _rule_columns(say: Wording) -> list[Column]:
    return [
        *_columns(rule_code="rule_id", rule="text_es", severity="severity"),
        Column("column.dimension", lambda row: say.display.catalogue.word("dimension", row["dimension"].lower())),
        Column("column.status", lambda row: say.display.catalogue.word("status", row["status"])),
        Column("column.origin", lambda row: say.display.catalogue.word("origin", row["origin"])),
        *_columns(rows_checked="rows_checked", rows_failed="rows_failed", magnitude="magnitude", unit="unit"),
        *_columns(since="since", indicators="indicators", owner="owner_es"),
    ]


def _item_rows(work_list: Item) -> list[Item]:
    """The rows to correct, then the points that no row of a file shows, which have no place."""
    owner = {"owner_es": work_list["owner_es"]}
    nowhere = dict.fromkeys(
        ("file", "sheet", "row", "column", "value", "expected_es", "example", "effect", "unit", "dataset_title_es")
    )
    return [
        *_observed_rows(work_list),
        *({**nowhere, **task, **owner, "state": "abierto"} for task in work_list["tasks"]),
    ]


def _observed_rows(work_list: Item) -> list[Item]:
    return [
        {**line, "file": file["file"], "owner_es": work_list["owner_es"], "dataset_title_es": file["dataset_title_es"]}
        for file in work_list["files"]
        for line in file["items"]
    ]


def _issue_rows(work_lists: Iterable[Item]) -> list[Item]:
    return [row for work_list in work_lists for row in _observed_rows(work_list)]


def _item_columns(say: Wording) -> list[Column]:
    return [
        *_place_columns(),
        *_columns(expected="expected_es", example="example", rule="text_es", rule_code="rule_id"),
        *_columns(indicators="indicators", effect="effect", unit="unit", since="since"),
        Column("column.days", lambda row: say.days_open(row["since"])),
        Column("column.state", say.state),
    ]
