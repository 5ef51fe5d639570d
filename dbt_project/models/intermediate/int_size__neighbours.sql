-- Each figure of a size beside the middle of what the same place has in the four years on either side; empty for a figure that has
-- no neighbours.
with figures as (
    select
        v.value_sk,
        v.indicator_code,
        v.territory_level,
        v.territory_code,
        v.territory_name,
        v.period,
        v.cutoff_date,
        v.value,
        v.vintage_id,
        i.unit,
        v.territory_level = 'pais' as is_whole,
        -- What is counted from 1 January grows with the day: a quarter is compared as the year that it would make.
        cast(v.value as double) * case when i.measure_type = 'flow_ytd' then {{ ratio('365', 'd.day_of_year') }} else 1 end as pace
    from {{ ref('int_indicator__values') }} as v
    inner join {{ ref('dim_indicator') }} as i on v.indicator_code = i.indicator_code
    inner join {{ ref('dim_date') }} as d on v.cutoff_date = d.calendar_date
    -- What is left without a place has no size of its own.
    where v.value is not null and v.value >= 0 and not {{ is_remainder('v.territory_code') }}
),

neighbours as (
    select
        f.value_sk,
        median(o.pace) as other_value,
        count(*) as n_others,
        max(o.cutoff_date) as newest_other
    from figures as f
    inner join figures as o
        on f.indicator_code = o.indicator_code and f.territory_level = o.territory_level and f.territory_code = o.territory_code
        and f.cutoff_date <> o.cutoff_date
        and extract(year from o.cutoff_date) between extract(year from f.cutoff_date) - 4 and extract(year from f.cutoff_date) + 4
    group by f.value_sk
)

select
    f.*,
    cast(n.other_value as double) as usual_pace,
    n.n_others,
    n.newest_other
from figures as f
left join neighbours as n on f.value_sk = n.value_sk
