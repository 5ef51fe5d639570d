{{ config(materialized='ephemeral') }}

with levels as (
    select 'departamento' as territory_level
    union all
    select 'pais' as territory_level
),

regions as (
    select q.*, l.territory_level, cast(d.plan_year as string) as period
    from {{ ref('qtn_pirdais__titling_plan') }} as q
    inner join {{ ref('stg_delivery') }} as d on q._delivery_id = d.delivery_id
    cross join levels as l
    where q._row_kind = 'value' and not q._is_repeated
)

select
    'TITULOS-META' as indicator_code, territory_level, period, cast(null as date) as cutoff_date, _delivery_id,
    typed_titles_target as added, cast(null as decimal(18, 4)) as added_below
from regions

union all

select
    'TITULOS-COSTO' as indicator_code, territory_level, period, cast(null as date) as cutoff_date, _delivery_id,
    typed_budget_pen as added, typed_titles_target as added_below
from regions
