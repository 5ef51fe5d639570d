select
    {{ int_key(['t._delivery_id', 't._sheet', 't._row', 't._column']) }} as source_row_sk,
    t.indicator_code as target_code,
    t.year,
    t.scope_name,
    case
        when n.code is not null then {{ int_key(["'territory'", 'n.code']) }}
        else -1
    end as territory_sk,
    t.target_value,
    t.unit,
    t.instrument,
    t.operator,
    v.source_sk,
    v.vintage_sk,
    v.evidence,
    t._delivery_id,
    t._file,
    t._sheet,
    t._row,
    t._column
from {{ ref('stg_registry__targets') }} as t
inner join {{ ref('dim_vintage') }} as v on t._delivery_id = v.delivery_id
left join {{ ref('stg_registry__names') }} as n
    on n.level in ('pais', 'departamento') and n.name_key = {{ fold_text('t.scope_name') }}
