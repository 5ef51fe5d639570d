-- The departments of each indicator at its newest cut-off.
with newest as (
    select indicator_code, max(cutoff_date) as cutoff_date
    from {{ ref('ctl_released_value') }}
    where territory_level = 'departamento'
    group by indicator_code
)

select
    v.indicator_code,
    v.territory_code as ubigeo,
    v.territory_name as name,
    v.value,
    v.verdict,
    v.period,
    cast(row_number() over (order by v.indicator_code, v.territory_code, v.period) as bigint) as position
from {{ ref('ctl_released_value') }} as v
inner join newest as n on v.indicator_code = n.indicator_code and v.cutoff_date = n.cutoff_date
where v.territory_level = 'departamento'
