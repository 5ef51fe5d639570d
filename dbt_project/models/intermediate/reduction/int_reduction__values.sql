-- Without refused: a reading is computed from areas, whose refused rows the coca area places.
-- Without due: no target is set for the reduction.
-- Without editions: a reading is computed, and no edition prints it.
{{ config(materialized='ephemeral') }}

select
    'RED-EFECTIVA' as indicator_code,
    'pais' as territory_level,
    '00' as territory_code,
    'Perú' as territory_name,
    {{ reading_period() }} as period,
    {{ day_of('end_year', 12, 31) }} as cutoff_date,
    effective_reduction_pct as value,
    cast(null as double) as numerator,
    cast(null as double) as denominator,
    cast(null as double) as factor,
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
    cast(null as double) as numerator,
    cast(null as double) as denominator,
    cast(null as double) as factor,
    flow_evidence_rank as evidence_rank,
    vintage_id
from {{ ref('int_reduction__readings') }}
where is_canonical
