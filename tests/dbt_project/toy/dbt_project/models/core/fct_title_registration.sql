select
    {{ int_key(['r._delivery_id', 'r._sheet', 'r._row', 'r._column']) }} as source_row_sk,
    r.year,
    r._code_of_region_name as ubigeo,
    r.titles_registered,
    v.vintage_sk,
    r._delivery_id,
    r._file,
    r._sheet,
    r._row,
    r._column
from {{ ref('stg_sunarp__titles_registered') }} as r
inner join {{ ref('dim_vintage') }} as v on r._delivery_id = v.delivery_id
where r._row_kind = 'value'
