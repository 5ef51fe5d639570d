select
    {{ int_key(['p._delivery_id', 'p._sheet', 'p._row', 'p._column']) }} as source_row_sk,
    coalesce(d.plan_year, cast(extract(year from v.published_on_date) as bigint)) as plan_year,
    p._code_of_region_name as ubigeo,
    {{ int_key(["'territory'", 'p._code_of_region_name']) }} as territory_sk,
    p.budget_pen,
    p.titles_target,
    v.source_sk,
    v.vintage_sk,
    v.evidence,
    p._delivery_id,
    p._file,
    p._sheet,
    p._row,
    p._column
from {{ ref('stg_pirdais__titling_plan') }} as p
inner join {{ ref('dim_vintage') }} as v on p._delivery_id = v.delivery_id
inner join {{ ref('stg_delivery') }} as d on p._delivery_id = d.delivery_id
where p._row_kind = 'value'
