-- Every year-to-date figure: cumulative reports up to their cut-off, and annual figures as the cut-off of 31 December.
with to_date as (
    select
        *,
        -- Two starts for one cut-off in one bulletin: the earlier one is the year to date.
        row_number() over (
            partition by vintage_sk, territory_level, territory_code, cutoff_date, report_type
            order by period_from_date nulls last, source_row_sk nulls last
        ) as start_order
    from {{ ref('fct_eradication') }}
    where report_type in ('acumulado', 'anual')
),

reported as (
    select
        f.territory_level,
        f.territory_code,
        f.scope_name,
        f.territory_sk,
        f.zone_sk,
        f.year,
        f.cutoff_date,
        f.eradicated_ha as ytd_ha,
        f.replanted_ha,
        f.report_type = 'anual' as is_final,
        f.obs_status,
        v.series_code,
        v.series_priority,
        v.is_comparable,
        v.evidence,
        v.evidence_rank,
        v.vintage_id,
        v.vintage_sk,
        v.published_on,
        v.published_on_date,
        v.precedence,
        f.source_row_sk
    from to_date as f
    inner join {{ ref('dim_vintage') }} as v on f.vintage_sk = v.vintage_sk
    where f.start_order = 1
),

-- What a bulletin reports for the country and for none of its zones, or of its departments: shown in a row of its own, never spread.
unassigned as (
    select
        n.vintage_sk,
        n.cutoff_date,
        n.is_final,
        z.territory_level,
        n.ytd_ha - sum(z.ytd_ha) as ytd_ha
    from reported as n
    inner join reported as z
        on n.vintage_sk = z.vintage_sk
        and n.cutoff_date = z.cutoff_date
        and n.is_final = z.is_final
        and z.territory_level <> 'pais'
    where n.territory_level = 'pais'
    group by n.vintage_sk, n.cutoff_date, n.is_final, z.territory_level, n.ytd_ha
    -- Parts above the country are a fault of the bulletin (rules R22.8 and G31), not hectares without a place.
    having n.ytd_ha - sum(z.ytd_ha) > 0
)

select * from reported

union all

select
    u.territory_level,
    {{ remainder_code('u.territory_level') }} as territory_code,
    {{ remainder_name('u.territory_level') }} as scope_name,
    cast(case when u.territory_level = 'zona' then -2 else -1 end as bigint) as territory_sk,
    cast(case when u.territory_level = 'zona' then -1 else -2 end as bigint) as zone_sk,
    r.year,
    u.cutoff_date,
    cast(u.ytd_ha as decimal(18, 4)) as ytd_ha,
    cast(null as decimal(18, 4)) as replanted_ha,
    r.is_final,
    'E' as obs_status,
    r.series_code,
    r.series_priority,
    r.is_comparable,
    -- A subtraction of ours: derived at best.
    case when r.evidence_rank > 2 then r.evidence else 'derived' end as evidence,
    greatest(r.evidence_rank, 2) as evidence_rank,
    r.vintage_id,
    r.vintage_sk,
    r.published_on,
    r.published_on_date,
    r.precedence,
    cast(null as bigint) as source_row_sk
from unassigned as u
inner join reported as r
    on u.vintage_sk = r.vintage_sk and u.cutoff_date = r.cutoff_date and u.is_final = r.is_final and r.territory_level = 'pais'
