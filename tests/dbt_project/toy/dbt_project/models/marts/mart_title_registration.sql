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
inner join {{ ref('int_verdict__given') }} as v on {{ value_key('r') }} = v.value_sk
