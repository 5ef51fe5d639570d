"""The parts of ``report.json`` about files: what arrived and with which score, what is in quarantine and what that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from orchestration.report_payload.rows import SINCE, Row, rows

if TYPE_CHECKING:
    from orchestration.loading.load import LoadResult

PUBLISHERS = ("unodc", "corah", "pirdais")


def deliveries(connection: duckdb.DuckDBPyConnection, load: LoadResult, *, is_built: bool) -> list[Row]:
    """Every file that the run may know; without a build what was read is known, not what was accepted."""
    found = rows(connection, _DELIVERIES if is_built else _DELIVERIES_UNBUILT)
    new = {*load.new, *(file.delivery_id for file in load.refused)}
    for entry in found:
        entry["is_new"] = entry["delivery_id"] in new
    return found


def delivery_regions(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """Country and departments, each with the score of the newest file of every publisher that speaks of it."""
    regions: dict[str, Row] = {}
    for row in rows(connection, _REGIONS):
        empty = {
            "territory_code": row["territory_code"],
            "territory_name": row["territory_name"],
            "scores": dict.fromkeys(PUBLISHERS),
        }
        regions.setdefault(row["territory_code"], empty)["scores"][row["publisher"]] = row["score"]
    return list(regions.values())


def quarantine(connection: duckdb.DuckDBPyConnection, run_id: str) -> list[Row]:
    return rows(connection, _QUARANTINE, run_id)


def quarantine_unplaced(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """By indicator that a new delivery continues, the rows in quarantine of files on which none of its figures rests."""
    return rows(connection, _UNPLACED)


def quarantine_effects(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    return rows(connection, _EFFECTS)


_COLUMNS = """
    d.delivery_id, d.publisher, d.dataset, coalesce(c.title_es, d.dataset) as dataset_title_es,
    coalesce(c.title_en, d.dataset) as dataset_title_en, d.file_name as file, d.edition, d.title, d.citation, d.published_on
"""
_DELIVERIES = f"""
    select {_COLUMNS}, cast(r.loaded_at - interval 5 hours as date) as loaded_on, d.status, d.evidence, d.rows_read,
           d.rows_accepted,
           d.rows_filtered,
           d.rows_quarantined, d.reason_es, d.reason_en, d.timeliness, d.quality, d.score, d.due_on, d.days_late,
           d.next_due_on, d.days_overdue, d.is_latest
    from control.ctl_delivery as d
    inner join raw.delivery as r using (delivery_id)
    left join raw.contract as c on d.publisher = c.publisher and d.dataset = c.dataset
    order by d.publisher, d.dataset, d.published_on desc, d.file_name
"""
_DELIVERIES_UNBUILT = f"""
    select {_COLUMNS}, cast(d.loaded_at - interval 5 hours as date) as loaded_on, d.status, d.evidence, d.rows_read,
           null as rows_accepted,
           null as rows_filtered, null as rows_quarantined, d.reason_es, d.reason_en, null as timeliness,
           case d.status when 'refused' then 'no pasa lo básico' end as quality, case d.status when 'refused' then 0 end as score,
           null as due_on, 0 as days_late, null as next_due_on, 0 as days_overdue, false as is_latest
    from raw.delivery as d left join raw.contract as c using (publisher, dataset)
    order by d.publisher, d.dataset, d.published_on desc, d.file_name
"""
_REGIONS = """
    with spoken as (
        select distinct d.publisher, d.delivery_id, d.published_on, d.is_latest, d.score,
               case s.territory_level when 'pais' then '00' else substr(s.territory_code, 1, 2) end as territory_code
        from control.ctl_value_source as s inner join control.ctl_delivery as d on s._delivery_id = d.delivery_id
        where s.territory_level in ('pais', 'departamento', 'distrito') and d.publisher in ('unodc', 'corah', 'pirdais')
    ),
    newest as (
        select * from spoken
        qualify row_number() over (partition by publisher, territory_code
            order by is_latest desc, published_on desc nulls last, delivery_id)
          = 1
    )
    select n.territory_code, coalesce(t.name_es, 'Perú') as territory_name, n.publisher, n.score
    from newest as n
    left join core.dim_territory as t
        on n.territory_code = t.ubigeo and t.territory_level = 'departamento' and t.is_current
    where n.territory_code = '00' or t.ubigeo is not null
    order by n.territory_code, n.publisher
"""
_QUARANTINE = f"""
    with ages as (
        select file, coalesce(sheet, '') as sheet, "row", "column", min({SINCE}) as since
        from control.ctl_issue where run_id = ? and rule_id like 'Q.%' group by all
    ),
    made as (
        select publisher || '/' || dataset as dataset_id, list(i.indicator_code order by i.indicator_code) as codes
        from (select distinct publisher, dataset from control.ctl_quarantine) as q
        inner join core.dim_indicator as i on '|' || i.datasets || '|' like '%|' || q.publisher || '/' || q.dataset || '|%'
        group by all
    )
    select q.publisher, q.dataset, q._file as file, q._sheet as sheet, q._row as "row", coalesce(q._column,
           q.column_label) as "column",
           q.received_value as value, q.rule_id, q.reason_es, q.reason_en, q.unit, q.measure_value, q.owner_es, q.owner_en,
           coalesce(m.codes, []) as indicators, a.since
    from control.ctl_quarantine as q
    left join ages as a on q._file = a.file and coalesce(q._sheet, '') = a.sheet and q._row = a."row"
      and coalesce(q._column, q.column_label) = a."column"
    left join made as m on q.publisher || '/' || q.dataset = m.dataset_id
    order by q._file, q._sheet, q._row, q._column
"""
# Nobody knows which figure they would change: no row of their file could be placed.
_UNPLACED = """
    select i.indicator_code, i.name_es, i.name_en, count(*) as n_rows, count(distinct q._delivery_id) as n_files
    from control.ctl_quarantine as q
    inner join core.dim_indicator as i on '|' || i.datasets || '|' like '%|' || q.publisher || '/' || q.dataset || '|%'
    where i.measure_type in ('stock', 'flow_ytd')
      and not exists (
        select 1 from control.ctl_value_source as s
        where s.indicator_code = i.indicator_code and s._delivery_id = q._delivery_id
      )
    group by i.indicator_code, i.name_es, i.name_en
    order by i.indicator_code
"""
_EFFECTS = """
    select e.indicator_code, i.name_es, i.name_en, i.unit, e.territory_level, e.period, e.rows_quarantined, e.rows_unparseable,
           case when s.verdict <> 'NO PUBLICABLE' then e.total_published end as total_published,
           case when s.verdict <> 'NO PUBLICABLE' then e.total_if_included end as total_if_included, e.impact_abs,
           case when s.verdict <> 'NO PUBLICABLE' then e.impact_pct end as impact_pct,
           e.changes_target_met
    from control.ctl_quarantine_effect as e
    inner join core.dim_indicator as i using (indicator_code)
    inner join marts.mart_dq_indicator_status as s using (indicator_code, territory_level, period, cutoff_date)
    order by abs(e.impact_pct) desc nulls last, e.indicator_code, e.territory_level, e.period, e.cutoff_date
"""
