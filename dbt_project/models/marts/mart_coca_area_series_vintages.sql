with marked as (
    select
        c.*,
        r.value_sk,
        coalesce(c.is_comparable and c.vintage_id = r.vintage_id and c.series_code = r.series_code, false) as is_selected,
        b.delivery_id is not null as is_blocked
    from {{ ref('int_coca_area__candidates') }} as c
    left join {{ ref('int_coca_area__resolved') }} as r
        on c.territory_level = r.territory_level and c.territory_code = r.territory_code and c.year = r.year
    left join {{ ref('dim_vintage') }} as d on c.vintage_sk = d.vintage_sk
    left join {{ ref('ctl_blocked_delivery') }} as b on d.delivery_id = b.delivery_id
)

select
    'COCA-AREA' as indicator_code,
    c.territory_level,
    c.territory_code,
    c.territory_sk,
    c.zone_sk,
    c.year,
    {{ withheld_columns('v.verdict', {'area_ha': 'case when not c.is_blocked then c.area_ha end'}) }},
    c.series_code,
    coalesce(e.label_es, c.series_code) as series_label_es,
    coalesce(e.label_en, c.series_code) as series_label_en,
    c.is_comparable,
    c.is_selected,
    c.vintage_id,
    c.published_on,
    c.obs_status,
    c.evidence,
    -- Only the default figure has a verdict; another edition or series is quoted as such, or not at all.
    v.verdict
from marked as c
left join {{ ref('seed_series') }} as e on e.subject = 'coca_area' and c.series_code = e.series_code
left join {{ ref('int_verdict__given') }} as v on c.is_selected and c.value_sk = v.value_sk
