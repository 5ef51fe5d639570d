select
    {{ int_key(["'source'", 'publisher', 'dataset']) }} as source_sk,
    publisher,
    dataset,
    title_es,
    title_en,
    owner_es,
    owner_en,
    licence,
    freshness_days
from {{ source('run', 'contract') }}

union all

select
    cast(-1 as bigint) as source_sk,
    'desconocido' as publisher,
    'desconocido' as dataset,
    'Desconocido' as title_es,
    'Unknown' as title_en,
    'Desconocido' as owner_es,
    'Unknown' as owner_en,
    cast(null as string) as licence,
    cast(null as bigint) as freshness_days
