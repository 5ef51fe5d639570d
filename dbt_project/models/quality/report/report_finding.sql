-- The findings of this run. A finding about a whole delivery names the file of that delivery.
select
    i.issue_id,
    i.rule_id,
    i.severity,
    i.indicator_code,
    i.delivery_id,
    d.publisher || '/' || d.dataset as dataset_id,
    coalesce(i.file, d.file_name) as file_name,
    i.sheet as sheet_name,
    i.row as row_number,
    i.column as column_name,
    i.value as received_value,
    -- Where in which file. Empty when the finding names no file itself: then nobody counts a place.
    i.file || '|' || coalesce(i.sheet, '') || '|' || cast(coalesce(i.row, 0) as string) as place,
    i.text_es,
    i.text_en,
    i.owner_es,
    i.owner_en,
    i.magnitude,
    i.unit,
    -- The rule may know the day since which the finding is so; else the day of the first run that saw the finding counts.
    coalesce(i.since_date, {{ lima_day('i.first_seen_at') }}) as since,
    i.first_seen_at >= s.started_at as is_new,
    i.closed_at is null as is_open,
    coalesce(d.status = 'refused', false) as is_refused
from {{ source('ledger', 'ctl_issue') }} as i
inner join {{ source('run', 'scope') }} as s on i.run_id = s.run_id
left join {{ source('run', 'delivery') }} as d on i.delivery_id = d.delivery_id
