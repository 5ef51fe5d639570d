-- The total that refused rows would be added to: the values of one level, period and cut-off that rest on a delivery with refused
-- rows, each value once, and for ratios what they are made of. What is left without a place is no row of a file.
{{ config(materialized='table') }}
with refused as (
    select distinct _delivery_id
    from {{ ref('ctl_quarantine') }}
),

rests as (
    select distinct s.value_sk
    from {{ ref('int_indicator__sources') }} as s
    inner join refused as r on s._delivery_id = r._delivery_id
)

select
    v.indicator_code,
    v.territory_level,
    v.period,
    v.cutoff_date,
    sum(coalesce(v.numerator, cast(v.value as double))) as above,
    sum(v.denominator) as below,
    max(v.factor) as factor
from {{ ref('int_indicator__values') }} as v
inner join rests as r on v.value_sk = r.value_sk
where v.value is not null and not {{ is_remainder('v.territory_code') }}
group by v.indicator_code, v.territory_level, v.period, v.cutoff_date
