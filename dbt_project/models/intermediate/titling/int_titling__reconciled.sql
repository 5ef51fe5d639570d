{{ config(materialized='ephemeral') }}
-- X05: the budget of the plan against the budget system.
with titling_budget as (
    select department_code, year, sum(pim_pen) as pim_pen
    from {{ ref('int_budget__titling') }}
    group by department_code, year
)

select
    'X05' as reconciliation_id,
    cast(p.plan_year as string) as period,
    p.territory_name,
    cast(p.budget_pen as double) as left_value,
    cast(b.pim_pen as double) as right_value,
    greatest(0.005 * cast(b.pim_pen as double), 10000) as tolerance,
    abs(p.budget_pen - b.pim_pen) <= greatest(0.005 * cast(b.pim_pen as double), 10000) as is_reconciled,
    'PEN' as unit
from {{ ref('int_titling__progress') }} as p
inner join titling_budget as b on p.territory_code = b.department_code and p.plan_year = b.year
where p.territory_level = 'departamento'
