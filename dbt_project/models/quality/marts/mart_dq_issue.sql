with run as (
    select run_id from {{ source('run', 'scope') }}
)

select
    i.issue_id,
    i.rule_id,
    t.title_es,
    t.title_en,
    i.severity,
    t.dimension,
    t.step,
    t.origin,
    i.indicator_code,
    i.territory_level,
    i.territory_code,
    i.period,
    i.cutoff_date,
    i.delivery_id,
    i.file as file_name,
    i.sheet as sheet_name,
    i.row as row_number,
    i.column as column_name,
    i.value as received_value,
    cast(i.magnitude as decimal(18, 4)) as magnitude,
    i.unit,
    i.text_es,
    i.text_en,
    i.owner_es,
    i.owner_en,
    {{ lima_day('i.first_seen_at') }} as first_seen_on
from {{ source('ledger', 'ctl_issue') }} as i
inner join run as r on i.run_id = r.run_id
inner join {{ source('ledger', 'ctl_rule') }} as t on i.rule_id = t.rule_id
where i.closed_at is null
