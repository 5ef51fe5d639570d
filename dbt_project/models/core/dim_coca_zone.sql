select
    {{ int_key(["'zone'", 'zone_code']) }} as zone_sk,
    zone_code,
    zone_name,
    valid_from_year,
    valid_to_year,
    note as note_es
from {{ ref('stg_registry__coca_zones') }}

union all

select
    cast(special.zone_sk as bigint) as zone_sk,
    special.zone_code,
    special.zone_name,
    cast(null as bigint) as valid_from_year,
    cast(null as bigint) as valid_to_year,
    cast(null as string) as note_es
from (
    select -1 as zone_sk, 'SIN-ZONA' as zone_code, 'Sin zona asignada' as zone_name
    union all
    select -2 as zone_sk, 'NO-APLICA' as zone_code, 'No aplica' as zone_name
    union all
    select -3 as zone_sk, 'NO-REPORTADO' as zone_code, 'Aún no reportado' as zone_name
) as special
