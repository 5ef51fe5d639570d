{{ config(materialized='ephemeral') }}
-- X04: the districts against the country.
with district_sums as (
    select year, sum(area_ha) as sum_ha
    from {{ ref('int_coca_area__resolved') }}
    where territory_level = 'distrito' and area_ha is not null
    group by year
)

select
    'X04' as reconciliation_id,
    cast(n.year as string) as period,
    n.territory_name,
    cast(d.sum_ha as double) as left_value,
    cast(n.area_ha as double) as right_value,
    0.07 * cast(n.area_ha as double) as tolerance,
    d.sum_ha >= 0.93 * n.area_ha and d.sum_ha <= n.area_ha as is_reconciled,
    'ha' as unit
from {{ ref('int_coca_area__resolved') }} as n
inner join district_sums as d on n.year = d.year
where n.territory_level = 'pais' and n.area_ha is not null
