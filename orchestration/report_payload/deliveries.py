"""The parts of ``report.json`` about files: what arrived and with which score, what is in quarantine and what that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from orchestration.report_payload.rows import Row, listed, rows, told
from sources.contract import publishers

if TYPE_CHECKING:
    from orchestration.loading.load import LoadResult


def deliveries(connection: duckdb.DuckDBPyConnection, load: LoadResult, *, is_built: bool) -> list[Row]:
    """Every file that the run may know; without a build what was read is known, not what was accepted."""
    found = told(connection, "delivery") if is_built else rows(connection, _DELIVERIES_UNBUILT)
    new = {*load.new, *(file.delivery_id for file in load.refused)}
    for entry in found:
        entry["is_new"] = entry["delivery_id"] in new
    return found


def delivery_regions(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """Country and departments, each with the score of the newest file of every publisher that speaks of it."""
    regions: dict[str, Row] = {}
    for row in told(connection, "delivery_region"):
        empty = {
            "territory_code": row["territory_code"],
            "territory_name": row["territory_name"],
            "scores": dict.fromkeys(publishers()),
        }
        scores = regions.setdefault(row["territory_code"], empty)["scores"]
        if row["publisher"] in scores:
            scores[row["publisher"]] = row["score"]
    return list(regions.values())


def quarantine(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """Every refused row, with the indicators that are made of its dataset."""
    found = told(connection, "quarantine")
    for row in found:
        row["indicators"] = listed(row["indicators"])
    return found


def quarantine_unplaced(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """By indicator that a new delivery continues, the rows in quarantine of files on which none of its figures rests."""
    return told(connection, "quarantine_unplaced")


def quarantine_effects(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """What the refused rows would change, the largest share of its figure first."""
    return told(connection, "quarantine_effect", "* exclude (cutoff_date, position)")


# When dbt failed, no model stands: the record of the deliveries itself says what arrived.
_DELIVERIES_UNBUILT = """
    select d.delivery_id, d.publisher, d.dataset, coalesce(c.title_es, d.dataset) as dataset_title_es,
           coalesce(c.title_en, d.dataset) as dataset_title_en, d.file_name as file, d.edition, d.title, d.citation,
           d.published_on, cast(d.loaded_at - interval 5 hours as date) as loaded_on, d.status, d.evidence, d.rows_read,
           null as rows_accepted, null as rows_filtered, null as rows_quarantined, d.reason_es, d.reason_en,
           null as timeliness, case d.status when 'refused' then 'no pasa lo básico' end as quality,
           case d.status when 'refused' then 0 end as score,
           null as due_on, 0 as days_late, null as next_due_on, 0 as days_overdue, false as is_latest
    from raw.delivery as d left join raw.contract as c using (publisher, dataset)
    order by d.publisher, d.dataset, d.published_on desc, d.file_name
"""
