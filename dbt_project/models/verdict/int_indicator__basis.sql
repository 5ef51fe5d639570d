-- What each value rests on, in one text: the deliveries it comes from and the figure itself. A signature is for a basis.
{{ config(materialized='table') }}
with deliveries as (
    select distinct indicator_code, territory_level, territory_code, period, cutoff_date, _delivery_id
    from {{ ref('int_indicator__sources') }}
),

joined as (
    select
        indicator_code,
        territory_level,
        territory_code,
        period,
        cutoff_date,
        {{ join_text('_delivery_id', [], ' ') }} as delivery_ids
    from deliveries
    group by indicator_code, territory_level, territory_code, period, cutoff_date
)

select
    v.indicator_code,
    v.territory_level,
    v.territory_code,
    v.period,
    v.cutoff_date,
    md5(concat_ws('|', coalesce(j.delivery_ids, ''), coalesce(cast(cast(v.value as decimal(18, 4)) as string), ''))) as basis_id
from {{ ref('int_indicator__values') }} as v
left join joined as j
    on v.indicator_code = j.indicator_code
    and v.territory_level = j.territory_level
    and v.territory_code = j.territory_code
    and v.period = j.period
    and v.cutoff_date = j.cutoff_date
