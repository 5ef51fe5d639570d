select
    'ERAD-YTD' as indicator_code,
    c.territory_level,
    c.territory_code,
    c.scope_name,
    c.territory_sk,
    c.zone_sk,
    c.year,
    c.cutoff_date,
    c.is_final,
    cast({{ withheld('v.verdict', 'c.ytd_ha') }} as decimal(18, 4)) as ytd_ha,
    c.series_code,
    coalesce(e.label_es, c.series_code) as series_label_es,
    coalesce(e.label_en, c.series_code) as series_label_en,
    c.is_comparable,
    c.is_comparable and c.vintage_id = r.vintage_id as is_selected,
    c.vintage_id,
    c.published_on,
    c.obs_status,
    c.evidence,
    coalesce(v.verdict, 'NO PUBLICABLE') as verdict
from {{ ref('int_eradication__candidates') }} as c
left join {{ ref('seed_series') }} as e on e.subject = 'eradication' and c.series_code = e.series_code
left join {{ ref('int_eradication__resolved') }} as r
    on c.territory_level = r.territory_level and c.territory_code = r.territory_code and c.cutoff_date = r.cutoff_date
left join {{ ref('ctl_indicator_verdict') }} as v
    on v.indicator_code = 'ERAD-YTD'
    and c.territory_level = v.territory_level
    and v.period = cast(c.year as varchar)
    and c.cutoff_date = v.cutoff_date
