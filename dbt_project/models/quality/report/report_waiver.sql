-- The exceptions that let a figure of the indicator out today.
with used as (
    select distinct indicator_code, rule_id
    from {{ ref('ctl_verdict_reason') }}
    where severity = 'excepcion'
)

select
    u.indicator_code,
    w.rule_id,
    w.until_date as until,
    w.waived_by,
    w.waived_at,
    w.reason,
    cast(row_number() over (order by u.indicator_code, w.rule_id, w.until_date) as bigint) as position
from used as u
inner join {{ ref('int_waiver__standing') }} as w on u.indicator_code = w.indicator_code and u.rule_id = w.rule_id
