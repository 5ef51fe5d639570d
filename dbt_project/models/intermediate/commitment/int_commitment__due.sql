{{ config(materialized='ephemeral') }}

select
    indicator_code,
    'pais' as territory_level,
    cast(from_year as string) || '-' || cast(to_year as string) as period,
    {{ day_of('to_year', 12, 31) }} as cutoff_date,
    operator,
    cast(threshold as decimal(18, 4)) as target_to_date_value
from {{ ref('int_commitment__actuals') }}
