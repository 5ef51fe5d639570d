-- A row that counts very few people is named and its number is not told, whatever rests on it.
with people_units as (
    select distinct unit
    from {{ ref('dim_indicator') }}
    where counts_people
)

select
    s.indicator_code,
    s.territory_level,
    s.territory_code,
    s.period,
    s.cutoff_date,
    s.role,
    case when p.unit is not null and {{ is_small_count('s.source_value') }} then null else s.source_value end as source_value,
    s.source_unit,
    s.vintage_id,
    s.edition,
    s.published_on,
    s.evidence,
    s.title,
    s.citation,
    s._delivery_id,
    s._file,
    s._sheet,
    s._row,
    s._column
from {{ ref('int_indicator__sources') }} as s
left join people_units as p on s.source_unit = p.unit
