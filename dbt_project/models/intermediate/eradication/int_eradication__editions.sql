{{ config(materialized='ephemeral') }}

select
    'ERAD-YTD' as indicator_code,
    territory_level,
    territory_code,
    cast(year as string) as period,
    cutoff_date,
    series_code || case when is_final then ' final' else '' end as series_code,
    vintage_id,
    published_on,
    published_on_date,
    precedence,
    source_row_sk,
    ytd_ha as value
from {{ ref('int_eradication__candidates') }}
where is_comparable and not {{ is_remainder('territory_code') }} and ytd_ha is not null
