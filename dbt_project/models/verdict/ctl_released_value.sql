-- Every indicator value as it is released, with its verdict; withheld values are empty.
select
    v.indicator_code,
    v.territory_level,
    v.territory_code,
    v.territory_name,
    v.period,
    v.cutoff_date,
    {{ withheld_columns('d.verdict', {'value': 'v.value'}) }},
    v.vintage_id,
    d.evidence,
    d.verdict,
    d.note_es,
    d.note_en
from {{ ref('int_indicator__values') }} as v
inner join {{ ref('int_verdict__given') }} as d on v.value_sk = d.value_sk
