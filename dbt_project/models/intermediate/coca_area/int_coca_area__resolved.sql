-- One area per territory and year: the first comparable series, in it the best evidence, in it the latest edition.
with ranked as (
    select
        *,
        row_number() over (
            partition by territory_level, territory_code, year
            order by
                case when area_ha is null then 1 else 0 end, series_priority nulls last, evidence_rank nulls last,
                precedence desc nulls last, vintage_id nulls last, source_row_sk nulls last
        ) as preference
    from {{ ref('int_coca_area__candidates') }}
    where is_comparable
)

select
    {{ value_key_of("'COCA-AREA'", 'r.territory_level', 'r.territory_code', 'cast(r.year as string)', day_of('r.year', 12, 31)) }}
        as value_sk,
    r.territory_level,
    r.territory_code,
    coalesce(z.zone_name, t.name_es, r.territory_code) as territory_name,
    r.territory_sk,
    r.zone_sk,
    r.year,
    r.area_ha,
    r.obs_status,
    r.series_code,
    r.evidence,
    r.evidence_rank,
    r.vintage_id,
    r.vintage_sk,
    r.published_on,
    r.source_row_sk
from ranked as r
left join {{ ref('dim_coca_zone') }} as z on r.territory_level = 'zona' and r.zone_sk = z.zone_sk
left join {{ ref('dim_territory') }} as t on r.territory_level <> 'zona' and r.territory_sk = t.territory_sk
where r.preference = 1
