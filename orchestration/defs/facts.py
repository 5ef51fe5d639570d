"""What the build database says of itself, for the metadata of the graph. Nothing is judged or changed here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from orchestration.building.last_build import last_build
from orchestration.loading.warehouse import open_warehouse
from orchestration.settings import REPORT_SCHEMA, Settings
from sources.contract import Contract


@dataclass(frozen=True)
class RawFacts:
    """What is loaded of one dataset; the last file is the one published last, empty before the first."""

    rows: int
    deliveries: int
    refused: int
    last_delivery: str
    last_file: str
    last_published_on: str


def raw_facts(settings: Settings, contract: Contract) -> RawFacts:
    """Rows and deliveries of a raw table as recorded: the rows themselves lie where the engine keeps them."""
    with open_warehouse(settings.build_database) as connection:
        row = connection.execute(
            """select coalesce(sum(rows_read - coalesce(rows_filtered, 0)) filter (status = 'loaded'), 0)
                       - (select count(*) from raw.unreadable_line as u join raw.delivery as d on u._delivery_id = d.delivery_id
                          where d.publisher = $1 and d.dataset = $2),
                   count(*) filter (status = 'loaded'), count(*) filter (status = 'refused'),
                   coalesce(arg_max(delivery_id, (published_on_date, load_number)) filter (status = 'loaded'), ''),
                   coalesce(arg_max(file_name, (published_on_date, load_number)) filter (status = 'loaded'), ''),
                   coalesce(arg_max(published_on, (published_on_date, load_number)) filter (status = 'loaded'), '')
                from raw.delivery where publisher = $1 and dataset = $2""",
            [contract.publisher, contract.dataset],
        ).fetchone()
    return RawFacts(*row) if row else RawFacts(0, 0, 0, "", "", "")


def is_built(settings: Settings) -> bool:
    """Whether the last build was a good one."""
    with open_warehouse(settings.build_database) as connection:
        return last_build(connection) is not None


def rows_by_relation(settings: Settings, relations: Iterable[str]) -> dict[str, int]:
    """Rows of each of ``relations`` (``schema.table``) that stands, but none of the views of the report.

    One query each: DuckDB needed a minute to plan one query over all views of the warehouse (2026-11-27).
    """
    with open_warehouse(settings.build_database) as connection:
        standing = connection.execute(
            """select table_schema || '.' || table_name from information_schema.tables
               where table_catalog = current_database() and table_schema <> ?""",
            [REPORT_SCHEMA],
        ).fetchall()
        asked = sorted({name for (name,) in standing} & set(relations))
        return {name: len_of(connection, name) for name in asked}


def len_of(connection: duckdb.DuckDBPyConnection, relation: str) -> int:
    """How many rows a table or view has."""
    row = connection.execute(f"select count(*) from {relation}").fetchone()
    return int(row[0]) if row else 0


def sentences(settings: Settings, run_id: str, limit: int = 3) -> dict[str, list[tuple[str, str]]]:
    """The first findings of each rule of a run, in Spanish and in English, the heaviest first."""
    with open_warehouse(settings.build_database) as connection:
        rows = connection.execute(
            """select rule_id, text_es, text_en from control.ctl_issue where run_id = ?
               qualify row_number() over (partition by rule_id order by abs(magnitude) desc nulls last, text_es) <= ?
               order by rule_id, abs(magnitude) desc nulls last, text_es""",
            [run_id, limit],
        ).fetchall()
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for rule_id, text_es, text_en in rows:
        found[rule_id].append((text_es, text_en))
    return found
