-- Rate of execution by department of the meta and for the country, all levels of government together. A transfer between
-- governments is spent by who receives it: it stays out, so that money counts once.
with departments as (
    select
        'departamento' as territory_level,
        department_code as territory_code,
        min(department_name) as territory_name,
        year,
        max(cutoff_date) as cutoff_date,
        sum(pim_pen - transfer_pim_pen) as pim_pen,
        sum(accrued_pen - transfer_accrued_pen) as accrued_pen,
        max(vintage_sk) as vintage_sk
    from {{ ref('int_budget__by_level') }}
    group by department_code, year
),

country as (
    select
        'pais' as territory_level,
        '00' as territory_code,
        'Perú' as territory_name,
        year,
        max(cutoff_date) as cutoff_date,
        sum(pim_pen) as pim_pen,
        sum(accrued_pen) as accrued_pen,
        max(vintage_sk) as vintage_sk
    from departments
    group by year
),

both_levels as (
    select * from departments
    union all
    select * from country
)

select
    b.territory_level,
    b.territory_code,
    b.territory_name,
    b.year,
    b.cutoff_date,
    cast(b.pim_pen as decimal(18, 2)) as pim_pen,
    cast(b.accrued_pen as decimal(18, 2)) as accrued_pen,
    cast({{ rounded("100 * " ~ ratio('b.accrued_pen', 'b.pim_pen'), 4) }} as decimal(18, 4)) as exec_pct,
    b.vintage_sk,
    v.vintage_id,
    v.evidence_rank
from both_levels as b
inner join {{ ref('dim_vintage') }} as v on b.vintage_sk = v.vintage_sk
