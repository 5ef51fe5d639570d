select
    r.indicator_code,
    r.territory_level,
    r.territory_code,
    r.territory_name,
    r.period,
    r.cutoff_date,
    {{ withheld_columns('v.verdict', {'titles_registered': 'r.value'}) }},
    v.verdict,
    v.note_es,
    v.note_en
from {{ ref('int_registration__values') }} as r
inner join {{ ref('ctl_indicator_verdict') }} as v
    on r.indicator_code = v.indicator_code
    and r.territory_level = v.territory_level
    and r.territory_code = v.territory_code
    and r.period = v.period
    and r.cutoff_date = v.cutoff_date
