-- The values of one level, period and cut-off that have the same verdict. One value alone is named and told; of several their number.
with entries as (
    select
        v.indicator_code,
        v.territory_level,
        v.period,
        v.cutoff_date,
        d.verdict,
        count(v.value) as n_values,
        case when count(*) = 1 then max(v.territory_name) end as territory_name,
        case when count(*) = 1 then max(v.value) end as value,
        min(d.step) as step,
        max(case d.evidence when 'cited' then 1 when 'derived' then 2 when 'unverified' then 3 else 4 end) as evidence_rank,
        {{ join_distinct('d.note_es', ' ') }} as note_es,
        {{ join_distinct('d.note_en', ' ') }} as note_en,
        {{ join_distinct("case when g.signoff_state = 'firmado' then g.signed_by end", ', ') }} as signed_by
    from {{ ref('int_indicator__values') }} as v
    inner join {{ ref('ctl_indicator_verdict') }} as d
        on v.indicator_code = d.indicator_code
        and v.territory_level = d.territory_level
        and v.territory_code = d.territory_code
        and v.period = d.period
        and v.cutoff_date = d.cutoff_date
    inner join {{ ref('ctl_signoff_state') }} as g
        on v.indicator_code = g.indicator_code
        and v.territory_level = g.territory_level
        and v.territory_code = g.territory_code
        and v.period = g.period
        and v.cutoff_date = g.cutoff_date
    group by v.indicator_code, v.territory_level, v.period, v.cutoff_date, d.verdict
)

select
    e.indicator_code,
    e.territory_level,
    e.territory_name,
    e.period,
    e.cutoff_date,
    cast({{ withheld('e.verdict', 'e.value') }} as decimal(18, 4)) as value,
    cast(e.n_values as bigint) as n_values,
    e.verdict,
    {{ evidence_of('e.evidence_rank') }} as evidence,
    e.note_es,
    e.note_en,
    s.since_on as since,
    e.step,
    s.score,
    s.grade,
    e.signed_by,
    cast(row_number() over (
        order by e.indicator_code, e.territory_level, e.cutoff_date, e.period, e.verdict
    ) as bigint) as position
from entries as e
inner join {{ ref('mart_dq_indicator_status') }} as s
    on e.indicator_code = s.indicator_code
    and e.territory_level = s.territory_level
    and e.period = s.period
    and e.cutoff_date = s.cutoff_date
