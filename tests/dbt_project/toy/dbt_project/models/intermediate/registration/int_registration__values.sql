-- Without due: nobody set a target for registrations.
-- Without editions: a year is printed once.
{{ config(materialized='ephemeral') }}

with places as (
    select r.*, 'departamento' as territory_level, r.ubigeo as territory_code, t.name_es as territory_name
    from {{ ref('fct_title_registration') }} as r
    inner join {{ ref('dim_territory') }} as t on r.ubigeo = t.ubigeo and t.territory_level = 'departamento' and t.is_current

    union all

    select *, 'pais' as territory_level, '00' as territory_code, 'Perú' as territory_name
    from {{ ref('fct_title_registration') }}
)

select
    'TITULOS-INSCRITOS' as indicator_code,
    p.territory_level,
    p.territory_code,
    p.territory_name,
    cast(p.year as string) as period,
    {{ day_of('p.year', 12, 31) }} as cutoff_date,
    cast(sum(p.titles_registered) as decimal(18, 4)) as value,
    cast(null as double) as numerator,
    cast(null as double) as denominator,
    cast(null as double) as factor,
    max(v.evidence_rank) as evidence_rank,
    max(v.vintage_id) as vintage_id
from places as p
inner join {{ ref('dim_vintage') }} as v on p.vintage_sk = v.vintage_sk
group by p.territory_level, p.territory_code, p.territory_name, p.year
