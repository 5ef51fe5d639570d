select
    {{ int_key(['a._delivery_id', 'a._sheet', 'a._row', 'a._column']) }} as source_row_sk,
    a.year,
    a.scope_name,
    coalesce(n.level, 'ambito') as territory_level,
    case when n.code is null then -1 else {{ int_key(["'territory'", 'n.code']) }} end as territory_sk,
    a.indicator_code as achievement_code,
    a.unit,
    a.value,
    {{ fold_text('a.value_kind') }} as value_kind,
    v.source_sk,
    v.vintage_sk,
    v.series_code,
    v.is_comparable,
    v.evidence,
    a._delivery_id,
    a._file,
    a._sheet,
    a._row,
    a._column
from {{ ref('stg_pirdais__achievements') }} as a
inner join {{ ref('dim_vintage') }} as v on a._delivery_id = v.delivery_id
left join {{ ref('stg_registry__names') }} as n
    on n.level in ('pais', 'departamento') and n.name_key = {{ fold_text('a.scope_name') }}
