-- How far each figure is on the way to the target of its very period: a target of another period is none.
with progress as (
    {{ gathered('toward_target') }}
)

select
    *,
    cast(row_number() over (order by indicator_code, territory_level, period, cutoff_date) as bigint) as position
from progress
