with cutoffs as (
    select
        e.*,
        v.verdict,
        v.note_es,
        v.note_en,
        {{ withheld('v.verdict', 'e.ytd_ha') }} as released_ytd_ha
    from {{ ref('int_eradication__resolved') }} as e
    inner join {{ ref('int_verdict__given') }} as v on e.value_sk = v.value_sk
),

sequenced as (
    select
        *,
        lag(released_ytd_ha) over (
            partition by territory_level, territory_code, year order by cutoff_date nulls last
        ) as previous_ytd_ha,
        lag(cutoff_date) over (
            partition by territory_level, territory_code, year order by cutoff_date nulls last
        ) as previous_cutoff_date
    from cutoffs
),

unassigned as (
    select cutoff_date, vintage_sk, ytd_ha as zone_unassigned_ha
    from {{ ref('int_eradication__resolved') }}
    where territory_code = 'SIN-ZONA'
),

targeted as (
    select
        s.*,
        case when s.territory_level = 'pais' then t.target_operational_ha end as target_operational_ha,
        case when s.territory_level = 'pais' then t.target_strategy_ha end as target_strategy_ha,
        g.target_to_date_value as target_to_date_ha,
        case when s.territory_level = 'pais' then u.zone_unassigned_ha end as zone_unassigned_ha
    from sequenced as s
    left join {{ ref('int_eradication__targets') }} as t on s.year = t.year
    left join {{ ref('int_indicator__targets') }} as g
        on g.indicator_code = 'ERAD-YTD' and s.territory_level = g.territory_level and g.period = cast(s.year as string)
        and s.cutoff_date = g.cutoff_date
    left join unassigned as u on s.cutoff_date = u.cutoff_date and s.vintage_sk = u.vintage_sk
)

select
    'ERAD-YTD' as indicator_code,
    territory_level,
    territory_code,
    territory_name,
    territory_sk,
    zone_sk,
    year,
    cutoff_date,
    {{ date_key('cutoff_date') }} as cutoff_date_sk,
    is_final,
    is_latest_cutoff,
    cast(released_ytd_ha as decimal(18, 4)) as ytd_ha,
    cast(case when released_ytd_ha is not null then replanted_ha end as decimal(18, 4)) as replanted_ha,
    cast(target_operational_ha as decimal(18, 4)) as target_operational_ha,
    cast(target_strategy_ha as decimal(18, 4)) as target_strategy_ha,
    target_to_date_ha,
    cast(case when target_operational_ha is not null then released_ytd_ha end as decimal(18, 4)) as progress_vs_annual_num_ha,
    cast(case when released_ytd_ha is not null then target_operational_ha end as decimal(18, 4)) as progress_vs_annual_den_ha,
    cast({{ rounded("100 * " ~ ratio('released_ytd_ha', 'target_operational_ha'), 4) }} as decimal(18, 4)) as progress_vs_annual_pct,
    cast(released_ytd_ha - previous_ytd_ha as decimal(18, 4)) as increment_since_prev_cutoff_ha,
    cast({{ days_between('previous_cutoff_date', 'cutoff_date') }} as bigint) as days_since_prev_cutoff,
    cast(case when released_ytd_ha is not null then restated_ha end as decimal(18, 4)) as restated_ha,
    cast(case when released_ytd_ha is not null then zone_unassigned_ha end as decimal(18, 4)) as zone_unassigned_ha,
    series_code,
    vintage_id,
    published_on,
    obs_status,
    evidence,
    verdict,
    note_es,
    note_en
from targeted
