{{ config(materialized='ephemeral') }}

-- A refused region would change the total of its year, by department and for the country.
with levels as (
    select 'departamento' as territory_level
    union all
    select 'pais' as territory_level
)

select
    'TITULOS-INSCRITOS' as indicator_code,
    l.territory_level,
    cast(q.typed_year as string) as period,
    cast(null as date) as cutoff_date,
    q._delivery_id,
    q.typed_titles_registered as added,
    cast(null as decimal(18, 4)) as added_below
from {{ ref('qtn_sunarp__titles_registered') }} as q
cross join levels as l
where q._row_kind = 'value' and not q._is_repeated
