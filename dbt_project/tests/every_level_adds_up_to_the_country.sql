-- What is left without a place is one row more: every level of a subject that has the country adds up to it. Parts above the country
-- are a fault of the files, which rules R22.8 and G31 keep back: the fault of one file stops no release.
with country as (
    select vintage_id, cutoff_date, is_final, ytd_ha
    from {{ ref('int_eradication__candidates') }}
    where territory_level = 'pais'

    union all

    select 'COCA-AREA' as vintage_id, {{ day_of('year', 12, 31) }} as cutoff_date, true as is_final, area_ha as ytd_ha
    from {{ ref('int_coca_area__closed') }}
    where territory_level = 'pais'
),

parts as (
    select territory_level, vintage_id, cutoff_date, is_final, sum(ytd_ha) as ytd_ha
    from {{ ref('int_eradication__candidates') }}
    where territory_level <> 'pais'
    group by territory_level, vintage_id, cutoff_date, is_final

    union all

    select territory_level, 'COCA-AREA' as vintage_id, {{ day_of('year', 12, 31) }} as cutoff_date, true as is_final, sum(area_ha) as ytd_ha
    from {{ ref('int_coca_area__closed') }}
    where territory_level <> 'pais'
    group by territory_level, year
)

select
    c.vintage_id,
    c.cutoff_date,
    p.territory_level,
    c.ytd_ha as country_ha,
    p.ytd_ha as parts_ha
from country as c
inner join parts as p on c.vintage_id = p.vintage_id and c.cutoff_date = p.cutoff_date and c.is_final = p.is_final
where c.ytd_ha > p.ytd_ha
