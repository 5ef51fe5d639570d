select
    'COCA-AREA' as indicator_code,
    c.territory_level,
    c.territory_code,
    c.territory_sk,
    c.zone_sk,
    c.year,
    cast({{ withheld('v.verdict', 'c.area_ha') }} as decimal(18, 4)) as area_ha,
    c.series_code,
    coalesce(e.label_es, c.series_code) as series_label_es,
    coalesce(e.label_en, c.series_code) as series_label_en,
    c.is_comparable,
    c.is_comparable and c.vintage_id = r.vintage_id and c.series_code = r.series_code as is_selected,
    c.vintage_id,
    c.published_on,
    c.obs_status,
    c.evidence,
    coalesce(v.verdict, 'NO PUBLICABLE') as verdict
from {{ ref('int_coca_area__candidates') }} as c
left join {{ ref('seed_series') }} as e on e.subject = 'coca_area' and c.series_code = e.series_code
left join {{ ref('int_coca_area__resolved') }} as r
    on c.territory_level = r.territory_level and c.territory_code = r.territory_code and c.year = r.year
left join {{ ref('ctl_indicator_verdict') }} as v
    on v.indicator_code = 'COCA-AREA'
    and c.territory_level = v.territory_level
    and v.period = cast(c.year as varchar)
