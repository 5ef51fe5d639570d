-- Which values each value of a derived indicator is computed from: those of the indicators that its reference sheet names, in the
-- same territory, that rest on the same row of a file. What is left without a place is the country less its parts, so it
-- rests on them all.
{{ config(materialized='table') }}
select
    c.value_sk,
    p.value_sk as parent_value_sk
from {{ ref('int_indicator__sources') }} as c
inner join {{ ref('int_indicator__derivations') }} as d on c.indicator_code = d.indicator_code
inner join {{ ref('int_indicator__sources') }} as p
    on d.parent_code = p.indicator_code
    and c.territory_level = p.territory_level
    and c.territory_code = p.territory_code
    and c._delivery_id = p._delivery_id
    and c._row = p._row
    and coalesce(c._sheet, '') = coalesce(p._sheet, '')
    and coalesce(c._column, '') = coalesce(p._column, '')

union

select
    r.value_sk,
    p.value_sk as parent_value_sk
from {{ ref('int_indicator__values') }} as r
inner join {{ ref('int_indicator__values') }} as p
    on r.indicator_code = p.indicator_code
    and r.period = p.period
    and r.cutoff_date = p.cutoff_date
    and p.territory_level in ('pais', r.territory_level)
where {{ is_remainder('r.territory_code') }} and not {{ is_remainder('p.territory_code') }}
