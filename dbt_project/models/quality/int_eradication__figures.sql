{{ config(materialized='ephemeral') }}

-- A printed day is that cut-off; whole years are the annual figures of the window, all of which must be at hand.
with figures as (
    select * from {{ ref('stg_registry__published_figures') }}
    where indicator_code = 'ERAD-YTD' and territory_name = 'Perú'
),

country as (
    select * from {{ ref('mart_eradication_ytd') }}
    where territory_level = 'pais'
),

recomputed as (
    select f.figure_id, cast(sum(e.ytd_ha) as decimal(18, 4)) as recomputed_value
    from figures as f
    inner join country as e
        on e.is_final
        and e.year >= cast(substr(f.period_from, 1, 4) as bigint) and e.year <= cast(substr(f.period_to, 1, 4) as bigint)
    where f.period_to like '%-12-31'
    group by f.figure_id, f.period_from, f.period_to
    having count(e.ytd_ha) = cast(substr(f.period_to, 1, 4) as bigint) - cast(substr(f.period_from, 1, 4) as bigint) + 1

    union all

    select f.figure_id, cast(e.ytd_ha as decimal(18, 4)) as recomputed_value
    from figures as f
    inner join country as e on e.cutoff_date = {{ try_date('f.period_to') }}
    where f.period_to not like '%-12-31'
)

select
    figure_id,
    recomputed_value,
    cast(null as double) as lowest_value,
    cast(null as double) as highest_value
from recomputed
