-- Without due: no publication sets a target for spending.
-- Without editions: a restated year replaces the lines of the year, and no edition of a line is kept.
{{ config(materialized='ephemeral') }}

select
    'BUD-EXEC' as indicator_code,
    territory_level,
    territory_code,
    territory_name,
    cast(year as string) as period,
    cutoff_date,
    exec_pct as value,
    cast(accrued_pen as double) as numerator,
    cast(pim_pen as double) as denominator,
    cast(100 as double) as factor,
    evidence_rank,
    vintage_id
from {{ ref('int_budget__execution') }}
