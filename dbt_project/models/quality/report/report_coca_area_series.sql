-- The area of the country year by year, for the picture of the series.
select
    s.year,
    s.area_ha as value,
    s.evidence,
    {{ edition_name('v', 's.vintage_id') }} as edition,
    cast(row_number() over (order by s.year) as bigint) as position
from {{ ref('mart_coca_area_series') }} as s
left join {{ ref('dim_vintage') }} as v on s.vintage_id = v.vintage_id
where s.territory_level = 'pais' and s.area_ha is not null
