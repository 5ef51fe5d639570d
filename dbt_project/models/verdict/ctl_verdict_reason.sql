-- The reasons of each verdict, with the figure that they are about.
select
    v.indicator_code,
    v.territory_level,
    v.territory_code,
    v.period,
    v.cutoff_date,
    r.rule_id,
    r.severity,
    r.severity_rank,
    r.step,
    r.text_es,
    r.text_en,
    r.owner_es,
    r.owner_en
from {{ ref('int_indicator__values') }} as v
inner join {{ ref('int_verdict__reason') }} as r on v.value_sk = r.value_sk
