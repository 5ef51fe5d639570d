-- Every name or code under which a territory or a zone may arrive, folded for comparison.
with zones as (
    select
        zone_code,
        zone_name,
        coalesce(aliases, '') as aliases
    from {{ ref('stg_registry__coca_zones') }}
),

zone_aliases as (
    {{ split_rows('zones', 'aliases', '|', 'alias') }}
),

names as (
    select
        'zona' as level,
        {{ fold_text('zone_name') }} as name_key,
        zone_code as code
    from zones

    union all

    select
        'zona' as level,
        {{ fold_text('alias') }} as name_key,
        zone_code as code
    from zone_aliases
    where alias <> ''

    union all

    select
        level,
        {{ fold_text('name') }} as name_key,
        ubigeo as code
    from {{ ref('stg_registry__territories') }}
    where level in ('pais', 'departamento')

    union all

    select
        level,
        ubigeo as name_key,
        ubigeo as code
    from {{ ref('stg_registry__territories') }}
    where level = 'distrito'

    union all

    -- A district by its code and its name together, in the list of INEI and in that of RENIEC.
    select
        'inei' as level,
        ubigeo || '|' || {{ fold_text('name') }} as name_key,
        ubigeo as code
    from {{ ref('stg_registry__territories') }}
    where level = 'distrito'

    union all

    select
        'reniec' as level,
        reniec_code || '|' || {{ fold_text('name') }} as name_key,
        ubigeo as code
    from {{ ref('stg_registry__territories') }}
    where level = 'distrito' and reniec_code is not null
)

select
    level,
    name_key,
    min(code) as code
from names
group by level, name_key
