-- Each figure of an edition beside what the edition before it said of the same figure, in one series. A wrong delivery is left out
-- before editions are compared, so that the one before it and the one after it meet. A view: which delivery is wrong is judged later.
with sound as (
    select v.vintage_id
    from {{ ref('dim_vintage') }} as v
    where v.delivery_id not in (select b.delivery_id from {{ ref('ctl_blocked_delivery') }} as b)
),

editions as (
    select g.* from {{ ref('int_indicator__editions') }} as g
    inner join sound as s on g.vintage_id = s.vintage_id
),

sequenced as (
    select
        *,
        lag(value) over (
            partition by value_sk, series_code
            order by precedence nulls last, vintage_id nulls last, source_row_sk nulls last
        ) as old_value,
        lag(vintage_id) over (
            partition by value_sk, series_code
            order by precedence nulls last, vintage_id nulls last, source_row_sk nulls last
        ) as old_vintage_id
    from editions
)

select
    value_sk,
    indicator_code,
    territory_level,
    territory_code,
    period,
    cutoff_date,
    cast(old_value as decimal(18, 4)) as old_value,
    cast(value as decimal(18, 4)) as new_value,
    old_vintage_id,
    vintage_id as new_vintage_id,
    published_on,
    published_on_date
from sequenced
where old_value is not null
