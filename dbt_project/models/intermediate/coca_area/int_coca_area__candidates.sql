-- Every area that somebody gives for a territory and year, from any series and edition, with the sums of districts beside.
with snapshots as (
    select
        f.territory_level,
        f.territory_code,
        f.territory_sk,
        f.zone_sk,
        f.year,
        f.area_ha,
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
    from {{ ref('fct_coca_area_snapshot') }} as f
    inner join {{ ref('dim_vintage') }} as v on f.vintage_sk = v.vintage_sk
),

districts as (
    select * from snapshots
    where territory_level = 'distrito' and is_comparable and area_ha is not null
),

zone_sums as (
    select
        'zona' as territory_level,
        z.zone_code as territory_code,
        d.year,
        d.vintage_sk,
        sum(d.area_ha * b.weight) as area_ha
    from districts as d
    inner join {{ ref('bridge_zone_territory') }} as b
        on d.territory_sk = b.territory_sk
        and d.year >= coalesce(b.valid_from_year, 0) and d.year <= coalesce(b.valid_to_year, 9999)
    inner join {{ ref('dim_coca_zone') }} as z on b.zone_sk = z.zone_sk
    where
        z.zone_code <> 'RESTO'
        -- The districts of a zone that was drawn later, or given up, stand in the zones of that year.
        and d.year >= coalesce(z.valid_from_year, 0) and d.year <= coalesce(z.valid_to_year, 9999)
    group by z.zone_code, d.year, d.vintage_sk
),

department_sums as (
    select
        'departamento' as territory_level,
        substr(d.territory_code, 1, 2) as territory_code,
        d.year,
        d.vintage_sk,
        sum(d.area_ha) as area_ha
    from districts as d
    group by substr(d.territory_code, 1, 2), d.year, d.vintage_sk
),

sums as (
    select * from zone_sums
    union all
    select * from department_sums
)

select * from snapshots

union all

select
    s.territory_level,
    s.territory_code,
    case when s.territory_level = 'zona' then -2 else {{ int_key(["'territory'", 's.territory_code']) }} end as territory_sk,
    case when s.territory_level = 'zona' then {{ int_key(["'zone'", 's.territory_code']) }} else -2 end as zone_sk,
    s.year,
    cast(s.area_ha as decimal(18, 4)) as area_ha,
    'E' as obs_status,
    e.series_code,
    e.priority as series_priority,
    e.is_comparable,
    -- A sum is no better than what it adds up: of figures without a source it stays without a source.
    case v.evidence when 'unverified' then 'unverified' else 'derived' end as evidence,
    greatest(v.evidence_rank, 2) as evidence_rank,
    v.vintage_id,
    v.vintage_sk,
    v.published_on,
    v.published_on_date,
    v.precedence,
    cast(null as bigint) as source_row_sk
from sums as s
inner join {{ ref('dim_vintage') }} as v on s.vintage_sk = v.vintage_sk
inner join {{ ref('seed_series') }} as e on e.subject = 'coca_area' and e.series_code = 'district_sum'
