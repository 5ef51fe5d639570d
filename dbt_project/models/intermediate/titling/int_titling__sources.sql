{{ config(materialized='ephemeral') }}

with indicators as (
    select 'TITULOS-META' as indicator_code
    union all
    select 'TITULOS-COSTO' as indicator_code
)

select
    i.indicator_code,
    p.territory_level,
    p.territory_code,
    cast(p.plan_year as string) as period,
    {{ day_of('p.plan_year', 12, 31) }} as cutoff_date,
    'plan' as role,
    f.source_row_sk
from {{ ref('int_titling__progress') }} as p
inner join {{ ref('fct_titling_plan') }} as f
    on p.vintage_sk = f.vintage_sk and p.plan_year = f.plan_year and (p.territory_level = 'pais' or p.territory_sk = f.territory_sk)
cross join indicators as i
