{{ config(materialized='ephemeral') }}

select
    v.indicator_code,
    v.territory_level,
    v.territory_code,
    v.period,
    v.cutoff_date,
    'valor' as role,
    r.source_row_sk
from {{ ref('int_registration__values') }} as v
inner join {{ ref('fct_title_registration') }} as r
    on v.period = cast(r.year as string) and (v.territory_level = 'pais' or v.territory_code = r.ubigeo)
