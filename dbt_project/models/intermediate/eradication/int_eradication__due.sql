{{ config(materialized='ephemeral') }}

-- Of the operational target of the year, the part that falls due by the day; the strategy's stands beside the mart and judges nothing.
select
    'ERAD-YTD' as indicator_code,
    e.territory_level,
    cast(e.year as string) as period,
    e.cutoff_date,
    '>=' as operator,
    cast({{ rounded("t.target_operational_ha * " ~ ratio('d.day_of_year', 'd.days_in_year'), 4) }} as decimal(18, 4))
        as target_to_date_value
from {{ ref('int_eradication__resolved') }} as e
inner join {{ ref('int_eradication__targets') }} as t on e.year = t.year
inner join {{ ref('dim_date') }} as d on e.cutoff_date = d.calendar_date
where e.territory_level = 'pais' and t.target_operational_ha is not null
