{{ config(materialized='ephemeral') }}

with eradication as (
    select * from {{ ref('int_eradication__resolved') }}
),

links as (
    select territory_level, territory_code, cutoff_date, year, is_final, 'valor' as role, source_row_sk
    from eradication
    where source_row_sk is not null

    union all

    select
        e.territory_level, e.territory_code, e.cutoff_date, e.year, e.is_final,
        case when f.territory_level = 'pais' then 'total nacional' else 'parte restada' end as role,
        f.source_row_sk
    from eradication as e
    inner join {{ ref('fct_eradication') }} as f
        on e.vintage_sk = f.vintage_sk and e.cutoff_date = f.cutoff_date and f.territory_level in ('pais', e.territory_level)
    where e.source_row_sk is null
)

select
    'ERAD-YTD' as indicator_code,
    territory_level,
    territory_code,
    cast(year as string) as period,
    cutoff_date,
    role,
    source_row_sk,
    year,
    is_final
from links
