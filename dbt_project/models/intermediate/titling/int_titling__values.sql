-- Without due: the plan is the target.
-- Without editions: one plan is chosen for each year, whole.
{{ config(materialized='ephemeral') }}

select
    'TITULOS-META' as indicator_code,
    territory_level,
    territory_code,
    territory_name,
    cast(plan_year as string) as period,
    {{ day_of('plan_year', 12, 31) }} as cutoff_date,
    titles_target as value,
    cast(null as double) as numerator,
    cast(null as double) as denominator,
    cast(null as double) as factor,
    evidence_rank,
    vintage_id
from {{ ref('int_titling__progress') }}

union all

select
    'TITULOS-COSTO' as indicator_code,
    territory_level,
    territory_code,
    territory_name,
    cast(plan_year as string) as period,
    {{ day_of('plan_year', 12, 31) }} as cutoff_date,
    cost_per_title_plan_pen as value,
    cast(budget_pen as double) as numerator,
    cast(titles_target as double) as denominator,
    cast(1 as double) as factor,
    evidence_rank,
    vintage_id
from {{ ref('int_titling__progress') }}
