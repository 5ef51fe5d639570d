-- Which source rows each value rests on; where it adds up too many of them, which files.
with rows_of_values as (
    {{ gathered('sources') }}
),

files_of_values as (
    {{ gathered('files') }}
)

select distinct
    l.value_sk,
    l.indicator_code,
    l.territory_level,
    l.territory_code,
    l.period,
    l.cutoff_date,
    l.role,
    r.source_value,
    r.unit as source_unit,
    v.vintage_id,
    v.edition,
    v.published_on,
    v.evidence,
    v.title,
    v.citation,
    r._delivery_id,
    r._file,
    r._sheet,
    r._row,
    r._column
from rows_of_values as l
inner join {{ ref('int_source_row__located') }} as r on l.source_row_sk = r.source_row_sk
inner join {{ ref('dim_vintage') }} as v on r.vintage_sk = v.vintage_sk

union all

select
    l.value_sk,
    l.indicator_code,
    l.territory_level,
    l.territory_code,
    l.period,
    l.cutoff_date,
    l.role,
    l.source_value,
    l.source_unit,
    v.vintage_id,
    v.edition,
    v.published_on,
    v.evidence,
    v.title,
    v.citation,
    d.delivery_id as _delivery_id,
    d.file_name as _file,
    '' as _sheet,
    cast(null as bigint) as _row,
    cast(null as string) as _column
from files_of_values as l
inner join {{ ref('dim_vintage') }} as v on l.vintage_sk = v.vintage_sk
inner join {{ ref('stg_delivery') }} as d on v.delivery_id = d.delivery_id
