-- The delivery that says each budget year: the latest publication that holds the year, whole. A restated year replaces only itself.
with years as (
    select
        b._delivery_id,
        b.ano_eje as year,
        count(*) as n_rows
    from {{ ref('stg_pirdais__budget_execution') }} as b
    group by b._delivery_id, b.ano_eje
),

-- A few stray lines of another year are not that year: they must not take the place of a file that holds it (rule R8.7).
held as (
    select
        *,
        max(n_rows) over (partition by _delivery_id) as n_rows_of_main_year
    from years
),

ranked as (
    select
        h.year,
        h._delivery_id,
        row_number() over (
            partition by h.year
            order by d.precedence desc nulls last, d.load_number desc nulls last, d.delivery_id nulls last
        ) as recency
    from held as h
    inner join {{ ref('stg_delivery') }} as d on h._delivery_id = d.delivery_id
    where 2 * h.n_rows >= h.n_rows_of_main_year
)

select
    year,
    _delivery_id
from ranked
where recency = 1
