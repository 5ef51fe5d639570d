with areas as (
    select
        a.*,
        v.verdict,
        v.note_es,
        v.note_en,
        {{ withheld('v.verdict', 'a.area_ha') }} as released_area_ha
    from {{ ref('int_coca_area__closed') }} as a
    inner join {{ ref('int_verdict__given') }} as v on a.value_sk = v.value_sk
),

compared as (
    select
        a.*,
        a.series_code <> b.series_code as is_other_series,
        a.year in (
            select k.year from {{ ref('int_series__breaks') }} as k
            where k.subject = 'coca_area'
        ) as is_method_break,
        b.released_area_ha as previous_released_ha
    from areas as a
    left join areas as b
        on a.territory_level = b.territory_level and a.territory_code = b.territory_code and a.year = b.year + 1
),

-- Only like is compared with like: one series, one method (docs/adr/0023).
alike as (
    select
        *,
        case
            when {{ is_remainder('territory_code') }} then 'remainder'
            when released_area_ha is null or previous_released_ha is null then 'no_figure'
            when is_other_series then 'other_series'
            when is_method_break then 'method_break'
        end as why_no_change
    from compared
),

changed as (
    select
        *,
        case when why_no_change is null then previous_released_ha end as previous_area_ha
    from alike
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
    cast(previous_area_ha as decimal(18, 4)) as yoy_den_ha,
    cast({{ rounded("100 * " ~ ratio('released_area_ha - previous_area_ha', 'previous_area_ha'), 4) }} as decimal(18, 4)) as yoy_pct,
    case why_no_change
        when 'no_figure' then {{ said('no_change_no_figure', 'es') }}
        when 'other_series' then {{ said('no_change_other_series', 'es') }}
        when 'method_break' then {{ said('no_change_method_break', 'es') }}
        when 'remainder' then {{ said('no_change_remainder', 'es') }}
    end as yoy_note_es,
    case why_no_change
        when 'no_figure' then {{ said('no_change_no_figure', 'en') }}
        when 'other_series' then {{ said('no_change_other_series', 'en') }}
        when 'method_break' then {{ said('no_change_method_break', 'en') }}
        when 'remainder' then {{ said('no_change_remainder', 'en') }}
    end as yoy_note_en,
    series_code,
    vintage_id,
    published_on,
    obs_status,
    evidence,
    is_method_break,
    verdict,
    note_es,
    note_en
from changed
