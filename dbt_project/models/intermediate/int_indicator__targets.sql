-- The target that each figure of the country is held against at its cut-off, where somebody set one. Of a target for the year, the
-- part of it that falls due by the day; the strategy's targets stand beside the marts and judge nothing.
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

union all

select
    indicator_code,
    'pais' as territory_level,
    cast(from_year as string) || '-' || cast(to_year as string) as period,
    {{ day_of('to_year', 12, 31) }} as cutoff_date,
    operator,
    cast(threshold as decimal(18, 4)) as target_to_date_value
from {{ ref('int_commitment__actuals') }}
