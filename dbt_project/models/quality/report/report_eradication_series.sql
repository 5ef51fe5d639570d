-- What was eradicated in the country year by year, each year to its latest cut-off, for the picture of the series.
select
    s.year,
    s.ytd_ha as value,
    s.evidence,
    s.cutoff_date,
    {{ edition_name('v', 's.vintage_id') }} as edition,
    cast(row_number() over (order by s.year) as bigint) as position
from {{ ref('mart_eradication_ytd') }} as s
left join {{ ref('dim_vintage') }} as v on s.vintage_id = v.vintage_id
where s.territory_level = 'pais' and s.is_latest_cutoff and s.ytd_ha is not null
