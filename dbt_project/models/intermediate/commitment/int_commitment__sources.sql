{{ config(materialized='ephemeral') }}

with commitments as (
    select
        *,
        cast(from_year as string) || '-' || cast(to_year as string) as period,
        {{ day_of('to_year', 12, 31) }} as cutoff_date
    from {{ ref('int_commitment__actuals') }}
)

select
    indicator_code, 'pais' as territory_level, '00' as territory_code, period, cutoff_date,
    'compromiso' as role, target_row_sk as source_row_sk
from commitments

union all

select
    c.indicator_code, 'pais' as territory_level, '00' as territory_code, c.period, c.cutoff_date, 'resultado' as role, a.source_row_sk
from commitments as c
inner join {{ ref('int_achievement__resolved') }} as a
    on c.achievement_code = a.achievement_code
    and c.from_year <= a.year and c.to_year >= a.year
    and a.territory_level = 'pais'
