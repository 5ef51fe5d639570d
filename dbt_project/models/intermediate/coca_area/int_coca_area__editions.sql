{{ config(materialized='ephemeral') }}

select
    'COCA-AREA' as indicator_code,
    territory_level,
    territory_code,
    cast(year as string) as period,
    {{ day_of('year', 12, 31) }} as cutoff_date,
    series_code,
    vintage_id,
    published_on,
    published_on_date,
    precedence,
    source_row_sk,
    area_ha as value
from {{ ref('int_coca_area__candidates') }}
where is_comparable and series_code <> 'district_sum' and area_ha is not null
