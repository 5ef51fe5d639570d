{{ config(materialized='ephemeral') }}
-- X03: the net fall cannot be more than what was eradicated.
select
    'X03' as reconciliation_id,
    {{ reading_period() }} as period,
    'Perú' as territory_name,
    cast(gross_erad_ha as double) as left_value,
    cast(net_reduction_ha as double) as right_value,
    cast(null as double) as tolerance,
    implied_new_planting_ha >= 0 as is_reconciled,
    'ha' as unit
from {{ ref('int_reduction__readings') }}
where window_consistent and formula = 'stock'
