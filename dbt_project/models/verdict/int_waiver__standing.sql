-- The last word of a rule's waiver for each indicator, whether it names the indicator or none; an expired one is none. A view: people
-- decide while the tables stand.
with said as (
    select
        d.indicator_code,
        w.waiver_id,
        w.rule_id,
        w.until_date,
        w.waived_by,
        w.waived_at,
        w.reason,
        row_number() over (partition by w.rule_id, d.indicator_code order by w.waived_at desc, w.waiver_id desc) as recency
    from {{ source('ledger', 'ctl_waiver') }} as w
    inner join {{ ref('dim_indicator') }} as d on w.indicator_code is null or w.indicator_code = d.indicator_code
)

select
    s.indicator_code,
    s.waiver_id,
    s.rule_id,
    s.until_date,
    s.waived_by,
    s.waived_at,
    s.reason
from said as s
cross join {{ source('run', 'scope') }} as r
where s.recency = 1 and s.until_date >= coalesce(r.as_of_date, r.run_date)
