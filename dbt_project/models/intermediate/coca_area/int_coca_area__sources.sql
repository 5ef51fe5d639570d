{{ config(materialized='ephemeral') }}

-- A printed area is its own source; a sum of districts rests on each of them, a remainder on the country and what was taken from it.
with area as (
    select * from {{ ref('int_coca_area__closed') }}
),

links as (
    select territory_level, territory_code, year, 'valor' as role, source_row_sk
    from area
    where source_row_sk is not null

    union all

    select a.territory_level, a.territory_code, a.year, 'distrito sumado' as role, f.source_row_sk
    from area as a
    inner join {{ ref('bridge_zone_territory') }} as b
        on a.zone_sk = b.zone_sk
        and a.year >= coalesce(b.valid_from_year, 0) and a.year <= coalesce(b.valid_to_year, 9999)
    inner join {{ ref('fct_coca_area_snapshot') }} as f
        on b.territory_sk = f.territory_sk and a.year = f.year and a.vintage_sk = f.vintage_sk
    where a.source_row_sk is null and a.territory_level = 'zona' and f.territory_level = 'distrito'

    union all

    select a.territory_level, a.territory_code, a.year, 'distrito sumado' as role, f.source_row_sk
    from area as a
    inner join {{ ref('fct_coca_area_snapshot') }} as f
        on a.territory_code = substr(f.territory_code, 1, 2) and a.year = f.year and a.vintage_sk = f.vintage_sk
    where a.source_row_sk is null and a.territory_level = 'departamento' and f.territory_level = 'distrito'

    union all

    select
        a.territory_level, a.territory_code, a.year,
        case when o.territory_level = 'pais' then 'total nacional' else 'parte restada' end as role,
        o.source_row_sk
    from area as a
    inner join area as o on a.year = o.year and o.territory_level in ('pais', a.territory_level)
    where {{ is_remainder('a.territory_code') }} and o.source_row_sk is not null
)

select
    'COCA-AREA' as indicator_code,
    territory_level,
    territory_code,
    cast(year as string) as period,
    {{ day_of('year', 12, 31) }} as cutoff_date,
    role,
    source_row_sk,
    year
from links
