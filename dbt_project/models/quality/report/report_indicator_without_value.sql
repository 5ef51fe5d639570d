-- Indicators of the registry for which no publisher has sent a figure yet.
select
    i.indicator_code,
    i.name_es,
    i.name_en,
    i.owner_es,
    i.owner_en,
    cast(row_number() over (order by i.indicator_code) as bigint) as position
from {{ ref('dim_indicator') }} as i
where not exists (
    select 1
    from {{ ref('mart_dq_indicator_status') }} as s
    where s.indicator_code = i.indicator_code
)
