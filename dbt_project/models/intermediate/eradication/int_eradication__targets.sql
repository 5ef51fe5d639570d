-- Annual eradication targets of the country, the strategy's and the yearly operational one side by side (they differ on purpose).
with targets as (
    select
        t.year,
        t.target_value,
        case when t.instrument like 'ENLCD%' then 'strategy' else 'operational' end as instrument_kind,
        row_number() over (
            partition by t.year, case when t.instrument like 'ENLCD%' then 'strategy' else 'operational' end
            order by v.precedence desc nulls last, v.vintage_id nulls last
        ) as recency
    from {{ ref('fct_target') }} as t
    inner join {{ ref('dim_vintage') }} as v on t.vintage_sk = v.vintage_sk
    where t.target_code = 'erradicacion_ha' and t.year is not null
)

select
    year,
    max(case when instrument_kind = 'operational' then target_value end) as target_operational_ha,
    max(case when instrument_kind = 'strategy' then target_value end) as target_strategy_ha
from targets
where recency = 1
group by year
