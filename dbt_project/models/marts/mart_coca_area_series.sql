with areas as (
    select
        a.*,
        v.verdict,
        v.note_es,
        v.note_en,
        {{ withheld('v.verdict', 'a.area_ha') }} as released_area_ha
    from {{ ref('int_coca_area__resolved') }} as a
    inner join {{ ref('int_verdict__given') }} as v on a.value_sk = v.value_sk
),

compared as (
    select
        a.*,
        b.released_area_ha as previous_area_ha
    from areas as a
    left join areas as b
        on a.territory_level = b.territory_level and a.territory_code = b.territory_code and a.year = b.year + 1
)

select
    'COCA-AREA' as indicator_code,
    territory_level,
    territory_code,
    territory_name,
    territory_sk,
    zone_sk,
    year,
    {{ date_key(day_of('year', 12, 31)) }} as reference_date_sk,
    {{ day_of('year', 12, 31) }} as cutoff_date,
    cast(released_area_ha as decimal(18, 4)) as area_ha,
    cast(released_area_ha - previous_area_ha as decimal(18, 4)) as yoy_num_ha,
    cast(case when released_area_ha is not null then previous_area_ha end as decimal(18, 4)) as yoy_den_ha,
    cast({{ rounded("100 * " ~ ratio('released_area_ha - previous_area_ha', 'previous_area_ha'), 4) }} as decimal(18, 4)) as yoy_pct,
    series_code,
    vintage_id,
    published_on,
    obs_status,
    evidence,
    -- Years on both sides of a change of method are not comparable by zone.
    year in (
        select b.year from {{ ref('int_series__breaks') }} as b
        where b.subject = 'coca_area'
    ) as is_method_break,
    verdict,
    note_es,
    note_en
from compared
