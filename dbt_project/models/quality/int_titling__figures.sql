{{ config(materialized='ephemeral') }}

select
    f.figure_id,
    cast(case when f.indicator_code = 'TITULOS-META' then t.titles_target else t.budget_pen end as decimal(18, 4)) as recomputed_value,
    cast(null as double) as lowest_value,
    cast(null as double) as highest_value
from {{ ref('stg_registry__published_figures') }} as f
inner join {{ ref('mart_titling_progress') }} as t
    on f.territory_name = t.territory_name and t.plan_year = cast(substr(f.period_to, 1, 4) as bigint)
where (f.indicator_code = 'TITULOS-META' and f.unit = 'titulos') or (f.indicator_code = 'TITULOS-COSTO' and f.unit = 'PEN')
