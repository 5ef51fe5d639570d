select
    {{ int_key(["'zone'", 'b.zone_code']) }} as zone_sk,
    {{ int_key(["'territory'", 'b.ubigeo']) }} as territory_sk,
    b.weight,
    b.valid_from_year,
    b.valid_to_year
from {{ ref('stg_registry__zone_districts') }} as b
inner join {{ ref('stg_registry__coca_zones') }} as z on b.zone_code = z.zone_code
