-- The delivery that says each budget year: the latest publication with rows of it, whole. A restated year replaces only itself.
with years as (
    select distinct
        b.ano_eje as year,
        b._delivery_id
    from {{ ref('stg_pirdais__budget_execution') }} as b
),

ranked as (
    select
        y.year,
        y._delivery_id,
        row_number() over (
            partition by y.year
            order by d.published_on_date desc nulls last, d.load_number desc nulls last, d.delivery_id nulls last
        ) as recency
    from years as y
    inner join {{ ref('stg_delivery') }} as d on y._delivery_id = d.delivery_id
)

select
    year,
    _delivery_id
from ranked
where recency = 1
