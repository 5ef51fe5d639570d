-- The score of the newest file of each publisher that speaks of a department or of the whole country (code 00).
with spoken as (
    select distinct
        d.publisher,
        d.delivery_id,
        d.published_on,
        d.is_latest,
        d.score,
        case s.territory_level when 'pais' then '00' else substr(s.territory_code, 1, 2) end as territory_code
    from {{ ref('ctl_value_source') }} as s
    inner join {{ ref('ctl_delivery') }} as d on s._delivery_id = d.delivery_id
    where s.territory_level in ('pais', 'departamento', 'distrito')
),

ranked as (
    select
        *,
        row_number() over (
            partition by publisher, territory_code
            order by case when is_latest then 1 else 2 end, published_on desc nulls last, delivery_id
        ) as recency
    from spoken
)

select
    r.territory_code,
    coalesce(t.name_es, 'Perú') as territory_name,
    r.publisher,
    r.score,
    cast(row_number() over (order by r.territory_code, r.publisher) as bigint) as position
from ranked as r
left join {{ ref('dim_territory') }} as t on r.territory_code = t.ubigeo and t.territory_level = 'departamento' and t.is_current
where r.recency = 1 and (r.territory_code = '00' or t.ubigeo is not null)
