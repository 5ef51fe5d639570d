-- Without due: no target is set for the area of coca.
{{ config(materialized='ephemeral') }}

select
    'COCA-AREA' as indicator_code,
    territory_level,
    territory_code,
    territory_name,
    cast(year as string) as period,
    {{ day_of('year', 12, 31) }} as cutoff_date,
    area_ha as value,
    cast(null as double) as numerator,
    cast(null as double) as denominator,
    cast(null as double) as factor,
    evidence_rank,
    vintage_id
from {{ ref('int_coca_area__closed') }}
