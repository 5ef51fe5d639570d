-- Score and verdict of each indicator day by day, today and the 89 days before. Of several runs on one day the last one speaks.
with today as (
    select
        s.indicator_code,
        r.run_date,
        s.score,
        s.verdict
    from {{ ref('mart_dq_indicator_status') }} as s
    cross join {{ source('run', 'scope') }} as r
    where s.is_headline
),

earlier as (
    select
        h.indicator_code,
        h.day as run_date,
        h.score,
        h.verdict,
        row_number() over (partition by h.indicator_code, h.day order by h.run_id desc) as recency
    from {{ source('ledger', 'ctl_indicator_history') }} as h
    inner join today as t on h.indicator_code = t.indicator_code
    where h.day > {{ days_after('t.run_date', -90) }} and h.day < t.run_date
),

days as (
    select
        indicator_code,
        run_date,
        cast(score as double) as score,
        verdict
    from earlier
    where recency = 1
    union all
    select
        indicator_code,
        run_date,
        cast(score as double) as score,
        verdict
    from today
)

select
    indicator_code,
    run_date as day,
    score,
    verdict,
    cast(row_number() over (order by indicator_code, run_date) as bigint) as position
from days
