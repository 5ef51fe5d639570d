-- The verdict of each figure, with the figure that it is about.
select
    v.indicator_code,
    v.territory_level,
    v.territory_code,
    v.period,
    v.cutoff_date,
    d.evidence,
    d.verdict,
    d.step,
    d.note_es,
    d.note_en
from {{ ref('int_indicator__values') }} as v
inner join {{ ref('int_verdict__given') }} as d on v.value_sk = d.value_sk
