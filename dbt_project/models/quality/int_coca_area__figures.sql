{{ config(materialized='ephemeral') }}

-- A sum of zones, named with a plus sign. All of them must be at hand.
select
    f.figure_id,
    cast(sum(a.area_ha) as decimal(18, 4)) as recomputed_value,
    cast(null as double) as lowest_value,
    cast(null as double) as highest_value
from {{ ref('stg_registry__published_figures') }} as f
inner join {{ ref('mart_coca_area_series') }} as a
    on a.territory_level = 'zona'
    and a.year = cast(substr(f.period_to, 1, 4) as bigint)
    and '+' || f.territory_name || '+' like '%+' || a.territory_name || '+%'
where f.indicator_code = 'COCA-AREA'
group by f.figure_id, f.territory_name
having count(a.area_ha) = length(f.territory_name) - length(replace(f.territory_name, '+', '')) + 1
