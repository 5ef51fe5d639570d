-- Every row of a mart comes from exactly one of the editions shown in its _vintages mart. What is left of an area without a place is no
-- edition's figure.
with coca_area as (
    select m.territory_level, m.territory_code, m.cutoff_date, count(v.vintage_id) as n_selected
    from {{ ref('mart_coca_area_series') }} as m
    left join {{ ref('mart_coca_area_series_vintages') }} as v
        on m.territory_level = v.territory_level and m.territory_code = v.territory_code and m.year = v.year and v.is_selected
    where not {{ is_remainder('m.territory_code') }}
    group by m.territory_level, m.territory_code, m.cutoff_date
),

eradication as (
    select m.territory_level, m.territory_code, m.cutoff_date, count(v.vintage_id) as n_selected
    from {{ ref('mart_eradication_ytd') }} as m
    left join {{ ref('mart_eradication_ytd_vintages') }} as v
        on m.territory_level = v.territory_level and m.territory_code = v.territory_code
        and m.cutoff_date = v.cutoff_date and v.is_selected
    group by m.territory_level, m.territory_code, m.cutoff_date
)

select * from coca_area
where n_selected <> 1

union all

select * from eradication
where n_selected <> 1
