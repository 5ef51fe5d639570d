{{ config(materialized='ephemeral') }}

select
    'ERAD-YTD' as indicator_code,
    territory_level,
    territory_code,
    territory_name,
    cast(year as string) as period,
    cutoff_date,
    ytd_ha as value,
    cast(null as double) as numerator,
    cast(null as double) as denominator,
    cast(null as double) as factor,
    evidence_rank,
    vintage_id
from {{ ref('int_eradication__resolved') }}
