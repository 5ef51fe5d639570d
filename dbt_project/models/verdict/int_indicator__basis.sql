-- What each value rests on, in one text: the deliveries it comes from and the figure itself. A signature is for a basis.
{{ config(materialized='table') }}
with deliveries as (
    select distinct value_sk, _delivery_id
    from {{ ref('int_indicator__sources') }}
),

joined as (
    select
        value_sk,
        {{ join_text('_delivery_id', [], ' ') }} as delivery_ids
    from deliveries
    group by value_sk
)

select
    v.value_sk,
    md5(concat_ws('|', coalesce(j.delivery_ids, ''), coalesce(cast(cast(v.value as decimal(18, 4)) as string), ''))) as basis_id
from {{ ref('int_indicator__values') }} as v
left join joined as j on v.value_sk = j.value_sk
