with territories as (
    select * from {{ ref('stg_registry__territories') }}
),

keyed as (
    select
        {{ int_key(["'territory'", 'ubigeo']) }} as territory_sk,
        ubigeo,
        level as territory_level,
        name as name_es,
        case level
            when 'departamento' then '00'
            when 'provincia' then substr(ubigeo, 1, 2)
            when 'distrito' then substr(ubigeo, 1, 4)
        end as parent_ubigeo,
        department_name,
        province_name,
        valid_from_date,
        valid_to_date
    from territories
)

select
    territory_sk,
    ubigeo,
    territory_level,
    name_es,
    case when parent_ubigeo is null then -2 else {{ int_key(["'territory'", 'parent_ubigeo']) }} end as parent_sk,
    department_name,
    province_name,
    valid_from_date,
    valid_to_date,
    valid_to_date is null as is_current
from keyed

union all

select
    cast(special.territory_sk as bigint) as territory_sk,
    cast(special.territory_sk as string) as ubigeo,
    'especial' as territory_level,
    special.name_es,
    cast(-2 as bigint) as parent_sk,
    cast(null as string) as department_name,
    cast(null as string) as province_name,
    cast(null as date) as valid_from_date,
    cast(null as date) as valid_to_date,
    true as is_current
from (
    select -1 as territory_sk, 'desconocido' as name_es
    union all
    select -2 as territory_sk, 'no aplica' as name_es
    union all
    select -3 as territory_sk, 'aún no reportado' as name_es
) as special
