-- Whether any figure rests on a file, or could in another edition. Its rows were accepted and stand in a fact.
with held as (
    {% for fact in fact_models() -%}
    select
        _delivery_id,
        count(*) as n_rows
    from {{ ref(fact) }}
    group by _delivery_id
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

reached as (
    select _delivery_id from {{ ref('int_indicator__sources') }}
    union
    select v.delivery_id as _delivery_id
    from {{ ref('int_indicator__editions') }} as e
    inner join {{ ref('dim_vintage') }} as v on e.vintage_id = v.vintage_id
)

select
    h._delivery_id as delivery_id,
    cast(sum(h.n_rows) as bigint) as n_rows,
    max(case when r._delivery_id is null then 0 else 1 end) = 1 as reaches_a_figure
from held as h
left join reached as r on h._delivery_id = r._delivery_id
group by h._delivery_id
