{{ config(materialized='ephemeral') }}

-- A budget value adds thousands of lines: its source is the file, with what the file says of that territory and year.
select
    'BUD-EXEC' as indicator_code,
    territory_level,
    territory_code,
    cast(year as string) as period,
    cutoff_date,
    'archivo del año' as role,
    cast(accrued_pen as decimal(18, 4)) as source_value,
    'PEN' as source_unit,
    vintage_sk
from {{ ref('int_budget__execution') }}
