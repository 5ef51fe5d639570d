-- Without refused: the rows behind a commitment are refused where their own subject places them.
-- Without editions: a commitment was printed once.
{{ config(materialized='ephemeral') }}

select
    indicator_code,
    'pais' as territory_level,
    '00' as territory_code,
    'Perú' as territory_name,
    cast(from_year as string) || '-' || cast(to_year as string) as period,
    {{ day_of('to_year', 12, 31) }} as cutoff_date,
    actual_value as value,
    cast(null as double) as numerator,
    cast(null as double) as denominator,
    cast(null as double) as factor,
    evidence_rank,
    vintage_id
from {{ ref('int_commitment__actuals') }}
