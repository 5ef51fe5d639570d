-- Why a count of very few people is not told, nor what of the same place rests on the same rows: the cost of each family says how
-- many families there are.
{{ config(materialized='table') }}
with counted as (
    select v.value_sk, v.indicator_code
    from {{ ref('int_indicator__values') }} as v
    inner join {{ ref('dim_indicator') }} as d on v.indicator_code = d.indicator_code
    where d.counts_people and {{ is_small_count('v.value') }}
),

telling as (
    select distinct o.value_sk, o.indicator_code
    from counted as c
    inner join {{ ref('int_indicator__sources') }} as s on c.value_sk = s.value_sk
    inner join {{ ref('int_indicator__sources') }} as o
        on s.territory_level = o.territory_level
        and s.territory_code = o.territory_code
        and s._delivery_id = o._delivery_id
        and s._row = o._row
        and coalesce(s._sheet, '') = coalesce(o._sheet, '')
        and coalesce(s._column, '') = coalesce(o._column, '')
    where s.indicator_code <> o.indicator_code
),

-- A value that is both says the first.
reserved as (
    select
        *,
        {{ said('few_people', 'es', {'n': "'" ~ var('least_people_told') ~ "'"}) }} as text_es,
        {{ said('few_people', 'en', {'n': "'" ~ var('least_people_told') ~ "'"}) }} as text_en
    from counted

    union all

    select
        t.*,
        {{ said('tells_few_people', 'es', {'n': "'" ~ var('least_people_told') ~ "'"}) }} as text_es,
        {{ said('tells_few_people', 'en', {'n': "'" ~ var('least_people_told') ~ "'"}) }} as text_en
    from telling as t
    left join counted as c on t.value_sk = c.value_sk
    where c.value_sk is null
)

select
    r.value_sk,
    'RESERVA' as rule_id,
    'bloqueante' as severity,
    1 as step,
    r.text_es,
    r.text_en,
    d.owner_es,
    d.owner_en
from reserved as r
inner join {{ ref('dim_indicator') }} as d on r.indicator_code = d.indicator_code
