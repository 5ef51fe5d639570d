-- How each reconciliation stood on the 89 days before today. Of several runs on one day the last one speaks.
with ranked as (
    select
        h.reconciliation_id,
        h.day,
        h.status,
        row_number() over (partition by h.reconciliation_id, h.day order by h.run_id desc) as recency
    from {{ source('ledger', 'ctl_reconciliation_history') }} as h
    cross join {{ source('run', 'scope') }} as r
    where h.day > {{ days_after('r.run_date', -90) }} and h.day < r.run_date
)

select
    reconciliation_id,
    day,
    status,
    cast(row_number() over (order by reconciliation_id, day) as bigint) as position
from ranked
where recency = 1
