-- PIRDAIS only, whatever other programmes were loaded for analysts: the indicator is its execution.
-- Whole-year sums by level of government and department of the meta. PIA and PIM lie in month 0, flows in the months: a sum over
-- all the rows of a year counts each once.
{% set cutoff_date = 'least(' ~ day_of('s.year', 12, 31) ~ ', v.published_on_date)' %}
with summed as (
    select
        year,
        gov_level_sk,
        territory_sk,
        department_code,
        min(department_name) as department_name,
        max(vintage_sk) as vintage_sk,
        max(month) as last_month,
        sum(pia_pen) as pia_pen,
        sum(pim_pen) as pim_pen,
        sum(certified_pen) as certified_pen,
        sum(annual_commitment_pen) as annual_commitment_pen,
        sum(commitment_pen) as commitment_pen,
        sum(accrued_pen) as accrued_pen,
        sum(paid_pen) as paid_pen,
        sum(case when is_intergov_transfer then pim_pen else 0 end) as transfer_pim_pen,
        sum(case when is_intergov_transfer then accrued_pen else 0 end) as transfer_accrued_pen
    from {{ ref('fct_budget_month') }}
    where programme_code = '0072'
    group by year, gov_level_sk, territory_sk, department_code
)

select
    -- The rate of execution of its department, all levels of government together.
    {{ value_key_of("'BUD-EXEC'", "'departamento'", 's.department_code', 'cast(s.year as string)', cutoff_date) }} as value_sk,
    s.year,
    s.gov_level_sk,
    g.gov_level_code,
    g.name_es as gov_level_name_es,
    g.name_en as gov_level_name_en,
    s.territory_sk,
    s.department_code,
    case
        when s.territory_sk > 0 then t.name_es
        when s.department_code = '98' then 'Exterior'
        else s.department_name
    end as department_name,
    s.last_month,
    {{ cutoff_date }} as cutoff_date,
    cast(s.pia_pen as decimal(18, 2)) as pia_pen,
    cast(s.pim_pen as decimal(18, 2)) as pim_pen,
    cast(s.certified_pen as decimal(18, 2)) as certified_pen,
    cast(s.annual_commitment_pen as decimal(18, 2)) as annual_commitment_pen,
    cast(s.commitment_pen as decimal(18, 2)) as commitment_pen,
    cast(s.accrued_pen as decimal(18, 2)) as accrued_pen,
    cast(s.paid_pen as decimal(18, 2)) as paid_pen,
    cast(s.transfer_pim_pen as decimal(18, 2)) as transfer_pim_pen,
    cast(s.transfer_accrued_pen as decimal(18, 2)) as transfer_accrued_pen,
    s.vintage_sk,
    v.vintage_id,
    v.published_on,
    v.published_on_date,
    v.evidence_rank,
    v.delivery_id
from summed as s
inner join {{ ref('dim_gov_level') }} as g on s.gov_level_sk = g.gov_level_sk
inner join {{ ref('dim_territory') }} as t on s.territory_sk = t.territory_sk
inner join {{ ref('dim_vintage') }} as v on s.vintage_sk = v.vintage_sk
