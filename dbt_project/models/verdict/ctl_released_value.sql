-- Every indicator value as it is released, with its verdict; withheld values are empty.
select
    v.indicator_code,
    v.territory_level,
    v.territory_code,
    v.territory_name,
    v.period,
    v.cutoff_date,
    cast({{ withheld('d.verdict', 'v.value') }} as decimal(18, 4)) as value,
    v.vintage_id,
    {{ evidence_of('v.evidence_rank') }} as evidence,
    d.verdict,
    d.note_es,
    d.note_en
from {{ ref('int_indicator__values') }} as v
inner join {{ ref('ctl_indicator_verdict') }} as d
    on v.indicator_code = d.indicator_code
    and v.territory_level = d.territory_level
    and v.territory_code = d.territory_code
    and v.period = d.period
    and v.cutoff_date = d.cutoff_date
