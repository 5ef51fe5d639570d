-- Every value of every indicator, whatever its mart: the rows on which the verdict is given.
select
    'COCA-AREA' as indicator_code,
    territory_level,
    territory_code,
    territory_name,
    cast(year as string) as period,
    {{ day_of('year', 12, 31) }} as cutoff_date,
    area_ha as value,
    evidence_rank,
    vintage_id
from {{ ref('int_coca_area__resolved') }}

union all

select
    'ERAD-YTD' as indicator_code,
    territory_level,
    territory_code,
    territory_name,
    cast(year as string) as period,
    cutoff_date,
    ytd_ha as value,
    evidence_rank,
    vintage_id
from {{ ref('int_eradication__resolved') }}

union all

select
    'RED-EFECTIVA' as indicator_code,
    'pais' as territory_level,
    '00' as territory_code,
    'Perú' as territory_name,
    {{ reading_period() }} as period,
    {{ day_of('end_year', 12, 31) }} as cutoff_date,
    effective_reduction_pct as value,
    evidence_rank,
    vintage_id
from {{ ref('int_reduction__readings') }}

union all

select
    'NUEVA-SIEMBRA' as indicator_code,
    'pais' as territory_level,
    '00' as territory_code,
    'Perú' as territory_name,
    {{ reading_period() }} as period,
    {{ day_of('end_year', 12, 31) }} as cutoff_date,
    implied_new_planting_ha as value,
    flow_evidence_rank as evidence_rank,
    vintage_id
from {{ ref('int_reduction__readings') }}
where is_canonical

union all

select
    'TITULOS-META' as indicator_code,
    territory_level,
    territory_code,
    territory_name,
    cast(plan_year as string) as period,
    {{ day_of('plan_year', 12, 31) }} as cutoff_date,
    titles_target as value,
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
    evidence_rank,
    vintage_id
from {{ ref('int_titling__progress') }}

union all

select
    indicator_code,
    'pais' as territory_level,
    '00' as territory_code,
    'Perú' as territory_name,
    cast(from_year as string) || '-' || cast(to_year as string) as period,
    {{ day_of('to_year', 12, 31) }} as cutoff_date,
    actual_value as value,
    evidence_rank,
    vintage_id
from {{ ref('int_commitment__actuals') }}

union all

select
    'BUD-EXEC' as indicator_code,
    territory_level,
    territory_code,
    territory_name,
    cast(year as string) as period,
    cutoff_date,
    exec_pct as value,
    evidence_rank,
    vintage_id
from {{ ref('int_budget__execution') }}
