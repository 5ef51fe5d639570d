-- The budget of the activity that gives titles to rural plots, by department and year: regional governments, real files only.
select
    f.department_code,
    f.year,
    cast(sum(f.pim_pen) as decimal(18, 2)) as pim_pen
from {{ ref('fct_budget_month') }} as f
inner join {{ ref('dim_gov_level') }} as g on f.gov_level_sk = g.gov_level_sk
where
    f.programme_code = '0072'
    and g.gov_level_code = 'GGRR'
    and not f.is_intergov_transfer
    and f.evidence <> 'synthetic'
    and {{ fold_text('f.activity_name') }} like '%titulacion%'
group by f.department_code, f.year
