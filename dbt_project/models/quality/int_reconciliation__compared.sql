{{ config(materialized='ephemeral') }}
-- The lines of the reconciliations that macros/reconciliations.sql says. They are compared to four decimals, as they are shown.
with sides as (
    {% for code, entry in reconciliations().items() %}
    {{ both_sides(code, entry) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

distances as (
    select
        *,
        cast(left_value - right_value as decimal(18, 4)) as distance
    from sides
)

select
    reconciliation_id,
    period,
    territory_name,
    left_value,
    right_value,
    case when below is not null and above is not null then greatest(below, above) end as tolerance,
    (below is null or distance >= cast(-below as decimal(18, 4)))
    and (above is null or distance <= cast(above as decimal(18, 4))) as is_reconciled,
    unit
from distances
