-- The resolved areas, and for each level and year what the country has and none of its parts has (docs/adr/0026).
{% set columns = [
    'value_sk', 'territory_level', 'territory_code', 'territory_name', 'territory_sk', 'zone_sk', 'year', 'area_ha', 'obs_status', 'series_code',
    'evidence', 'evidence_rank', 'vintage_id', 'vintage_sk', 'published_on', 'source_row_sk',
] %}
with areas as (
    select * from {{ ref('int_coca_area__resolved') }}
),

parts as (
    select
        territory_level,
        {{ remainder_code('territory_level') }} as territory_code,
        year,
        sum(area_ha) as area_ha,
        max(evidence_rank) as evidence_rank
    from areas
    where territory_level <> 'pais' and area_ha is not null
    group by territory_level, year
),

remainders as (
    select
        {{ value_key_of("'COCA-AREA'", 'p.territory_level', 'p.territory_code', 'cast(p.year as string)', day_of('p.year', 12, 31)) }}
            as value_sk,
        p.territory_level,
        p.territory_code,
        {{ remainder_name('p.territory_level') }} as territory_name,
        cast(case when p.territory_level = 'zona' then -2 else -1 end as bigint) as territory_sk,
        cast(case when p.territory_level = 'zona' then -1 else -2 end as bigint) as zone_sk,
        p.year,
        cast(w.area_ha - p.area_ha as decimal(18, 4)) as area_ha,
        'E' as obs_status,
        w.series_code,
        -- A subtraction of ours: derived at best.
        {{ evidence_of('greatest(w.evidence_rank, p.evidence_rank, 2)') }} as evidence,
        greatest(w.evidence_rank, p.evidence_rank, 2) as evidence_rank,
        w.vintage_id,
        w.vintage_sk,
        w.published_on,
        cast(null as bigint) as source_row_sk
    from parts as p
    inner join areas as w on p.year = w.year and w.territory_level = 'pais'
    -- Parts above the country are a fault (rule G31), not hectares without a place.
    where w.area_ha > p.area_ha
)

select {{ columns | join(', ') }} from areas
union all
select {{ columns | join(', ') }} from remainders
