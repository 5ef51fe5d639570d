"""The part of ``report.json`` for those who correct: each owner's files, the rows observed in them, what was expected instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import TYPE_CHECKING

import duckdb

from orchestration.report_payload.rows import Row, listed, rows, told
from orchestration.work_lists.expected_value import expected_of
from orchestration.work_lists.work_list import Observation
from sources.contract import Contract, all_contracts
from sources.text import fold

if TYPE_CHECKING:
    from orchestration.work_lists.work_list import ListFile


# What asks somebody to do something, the most urgent first; a decision of a person and a grade of evidence do not.
_ASKS = ("bloqueante", "mayor", "firma")


def observations(connection: duckdb.DuckDBPyConnection) -> dict[str, list[Observation]]:
    """The observed rows of files by the slug of who corrects them; a file that could not be read has no rows."""
    found: dict[str, list[Observation]] = {}
    for row in rows(connection, _OBSERVED_ROWS):
        found.setdefault(slug_of(row.pop("owner_es")), []).append(Observation(**row))
    return found


def owner_slugs(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The slug of each owner who has something to correct, by name."""
    return {row["owner_es"]: slug_of(row["owner_es"]) for row in told(connection, "observed", "owner_es")}


def work_lists(
    connection: duckdb.DuckDBPyConnection, lists: Mapping[tuple[str, str], ListFile], indicators: Sequence[Row]
) -> list[Row]:
    """One entry per owner: the files in the order of the model, and what no row of a file shows (``tasks``).

    ``lists`` are the sender's sheets, by slug and file; ``indicators`` those of the same payload.
    """
    contracts = all_contracts()
    owners: dict[str, Row] = {}
    for row in told(connection, "observed"):
        slug = slug_of(row["owner_es"])
        owner = owners.setdefault(slug, _owner(row))
        owner["n_items"] += 1
        file = owner["files"].setdefault(row["file"], _file(row, lists.get((slug, row["file"]))))
        file["items"].append(_item(row, contracts.get(row["dataset_id"])))
    for owner in owners.values():
        owner["files"] = list(owner["files"].values())
    shown = {
        (owner["owner_es"], item["rule_id"]) for owner in owners.values() for file in owner["files"] for item in file["items"]
    }
    for task in _tasks(indicators, shown):
        owners.setdefault(slug_of(task["owner_es"]), _owner(task) | {"files": []})["tasks"].append(task)
    return [owners[slug] for slug in sorted(owners)]


def _owner(row: Row) -> Row:
    texts = {name: row[name] for name in ("owner_es", "owner_en")}
    return {"slug": slug_of(row["owner_es"]), **texts, "n_items": 0, "files": {}, "tasks": []}


def _tasks(indicators: Sequence[Row], shown: Set[tuple[str, str]]) -> list[Row]:
    """What somebody must deliver, sign or clear up: reasons of the newest figures, then rules that fail for other figures.

    ``shown``: owner and rule of what stands with a file already, as do the rows that wait in quarantine. A waiver asks nobody for
    anything.
    """
    found: dict[tuple[str, str, str], Row] = {}
    for indicator in indicators:
        newest = indicator["entries"][indicator["entry"]]["reasons"]
        asks = _ASKS if indicator["verdict"] != "NO PUBLICABLE" else _ASKS[:-1]  # a signature would not let it out
        others = [rule for rule in indicator["rules"]["failed"] if not rule["is_of_headline"] and not rule["is_waived"]]
        for reason in (*newest, *others):
            if reason["severity"] not in asks or reason["rule_id"] == "CUARENTENA":
                continue
            if (reason["owner_es"], reason["rule_id"]) in shown:
                continue
            names = ("rule_id", "severity", "text_es", "text_en", "owner_es", "owner_en", "since")
            key = (reason["owner_es"], reason["rule_id"], reason["text_es"])
            task = found.setdefault(key, {name: reason[name] for name in names})
            task.setdefault("indicators", []).append(indicator["indicator_code"])
    return sorted(found.values(), key=lambda task: (_ASKS.index(task["severity"]), task["since"] or "", task["rule_id"]))


def slug_of(owner: str) -> str:
    """A name for files and addresses: letters, digits and hyphens."""
    words = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in fold(owner)).split()
    return "-".join(words)[:60].strip("-") or "sin-responsable"


def _file(row: Row, made: ListFile | None) -> Row:
    return {
        "file": row["file"],
        "dataset_title_es": row["dataset_title_es"],
        "dataset_title_en": row["dataset_title_en"],
        "csv": made.csv if made else None,
        "xlsx": made.xlsx if made else None,
        "is_refused": row["is_refused"],
        "items": [],
        "effect": row["file_effect"],
        # The heaviest row comes first.
        "unit": row["unit"] if row["file_effect"] is not None else "",
    }


def _item(row: Row, contract: Contract | None) -> Row:
    expected_es, expected_en, example = _expected(contract, row["column"])
    names = ("sheet", "row", "column", "value", "rule_id", "text_es", "text_en", "unit", "since")
    return {
        **{name: row[name] for name in names},
        "indicators": listed(row["indicators"]),
        "expected_es": expected_es,
        "expected_en": expected_en,
        "example": example,
        "effect": row["effect"],
        "state": row["state"],
    }


def _expected(contract: Contract | None, column: str | None) -> tuple[str | None, str | None, str | None]:
    """What the contract asks of the column, which people name by its heading; nothing for what no contract says."""
    if contract is None or not column:
        return None, None, None
    named = next((item for item in contract.columns if column in (item.label_es, item.name)), None)
    # In a table with one column per year the heading is a year, and its cells are the measure.
    meant = named or (contract.measure if column.isdigit() else None)
    return expected_of(contract, meant.name) if meant else (None, None, None)


# As the rows stand in the sheet; a file that could not be read has no rows.
_OBSERVED_ROWS = """
    select owner_es, file_name as file, sheet_name as sheet, row_number as "row", column_name as "column", text_es
    from report.report_observed
    where row_number is not null
    order by all
"""
