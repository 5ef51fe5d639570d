-- What a rule found, for each indicator that the rule speaks against. Findings on the indicator itself speak first, then findings on
-- its files, then findings that the indicator inherits from another.
with spoken as (
    select distinct indicator_code, rule_id
    from {{ ref('ctl_verdict_reason') }}
)

select
    s.indicator_code,
    s.rule_id,
    min(f.unit) as unit,
    coalesce(min(case when f.indicator_code = s.indicator_code then f.since end), min(f.since)) as since,
    cast(coalesce(
        nullif(count(distinct case when f.indicator_code = s.indicator_code then f.place end), 0), count(distinct f.place)
    ) as bigint) as n_places
from spoken as s
inner join {{ ref('report_finding') }} as f on s.rule_id = f.rule_id
group by s.indicator_code, s.rule_id
