-- The threshold that was announced.
{{ config(materialized='ephemeral') }}

select
    s.indicator_code,
    s.territory_level,
    s.period,
    s.cutoff_date,
    c.actual_value as actual,
    c.threshold as target_annual,
    cast(null as decimal(18, 4)) as target_to_date,
    {{ ratio('100 * c.actual_value', 'c.threshold') }} as pct_annual,
    cast(null as double) as pct_to_date
from {{ ref('mart_commitments') }} as c
inner join {{ ref('mart_dq_indicator_status') }} as s on c.indicator_code = s.indicator_code
