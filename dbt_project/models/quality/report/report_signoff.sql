-- The signature behind a level, period and cut-off: of several values, the one furthest from a signature speaks.
with ranked as (
    select
        *,
        row_number() over (
            partition by indicator_code, territory_level, period, cutoff_date
            order by
                case signoff_state when 'no publicar' then 1 when 'pendiente' then 2 when 'vencido' then 3 else 4 end,
                signed_at nulls last,
                territory_code
        ) as turn
    from {{ ref('ctl_signoff_state') }}
)

select
    indicator_code,
    territory_level,
    period,
    cutoff_date,
    signoff_state as state,
    signed_by,
    signed_at,
    signed_vintage_id as basis,
    reason,
    cast(row_number() over (order by indicator_code, territory_level, period, cutoff_date) as bigint) as position
from ranked
where turn = 1
