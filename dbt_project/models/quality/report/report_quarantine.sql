-- Every row in quarantine, with the indicators made of its dataset and the day since which its rule has refused the row.
with ages as (
    select
        file_name,
        coalesce(sheet_name, '') as sheet_name,
        row_number,
        column_name,
        min(since) as since
    from {{ ref('report_finding') }}
    where rule_id like 'Q.%'
    group by file_name, coalesce(sheet_name, ''), row_number, column_name
),

refused as (
    select
        *,
        publisher || '/' || dataset as dataset_id,
        coalesce(_column, column_label) as column_name
    from {{ ref('ctl_quarantine') }}
)

select
    q.publisher,
    q.dataset,
    q._file as file_name,
    q._sheet as sheet_name,
    q._row as row_number,
    q.column_name,
    q.received_value,
    q.rule_id,
    q.reason_es,
    q.reason_en,
    q.unit,
    q.measure_value,
    q.owner_es,
    q.owner_en,
    coalesce(m.indicators, '') as indicators,
    a.since,
    cast(row_number() over (
        order by q._file, q._sheet nulls last, q._row nulls last, q._column nulls last, q.column_label, q.rule_id
    ) as bigint) as position
from refused as q
left join ages as a
    on q._file = a.file_name and coalesce(q._sheet, '') = a.sheet_name and q._row = a.row_number
    and q.column_name = a.column_name
left join {{ ref('report_dataset') }} as m on q.dataset_id = m.dataset_id
