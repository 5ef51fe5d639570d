with bulletins as (
    select
        b.*,
        {{ fold_text('b.scope_level') }} as level_key,
        {{ fold_text('b.scope_name') }} as scope_key
    from {{ ref('stg_corah__eradication_bulletin') }} as b
    where b._row_kind = 'value'
),

provinces as (
    select
        {{ fold_text('name') }} as name_key,
        min(ubigeo) as ubigeo
    from {{ ref('stg_registry__territories') }}
    where level = 'provincia'
    group by 1
),

located as (
    select
        b.*,
        case
            when b.level_key = 'nacional' then 'pais'
            when b.level_key in ('departamento', 'provincia', 'eje') then b.level_key
            when z.code is not null then 'zona'
            else 'ambito'
        end as territory_level,
        case
            when b.level_key = 'nacional' then '00'
            when b.level_key = 'departamento' then b._code_of_scope_name
            when b.level_key = 'provincia' then p.ubigeo
        end as ubigeo,
        case when b.level_key in ('eje', 'ambito') then z.code end as zone_code
    from bulletins as b
    left join {{ ref('stg_registry__names') }} as z on z.level = 'zona' and b.scope_key = z.name_key
    left join provinces as p on b.scope_key = p.name_key
)

select
    {{ int_key(['e._delivery_id', 'e._sheet', 'e._row', 'e._column']) }} as source_row_sk,
    e.territory_level,
    case e.territory_level
        when 'zona' then e.zone_code
        when 'eje' then e.scope_name
        when 'ambito' then e.scope_name
        -- A province that nobody knows keeps its name: two of them are not one.
        else coalesce(e.ubigeo, e.scope_name)
    end as territory_code,
    e.scope_name,
    case
        when e.territory_level in ('zona', 'eje', 'ambito') then -2
        when e.ubigeo is null then -1
        else {{ int_key(["'territory'", 'e.ubigeo']) }}
    end as territory_sk,
    case
        when e.territory_level in ('pais', 'departamento', 'provincia') then -2
        when e.zone_code is null then -1
        else {{ int_key(["'zone'", 'e.zone_code']) }}
    end as zone_sk,
    cast(extract(year from e.cutoff_date) as bigint) as year,
    e.cutoff_date,
    {{ date_key('e.cutoff_date') }} as cutoff_date_sk,
    e.period_from_date,
    {{ date_key('e.period_from_date') }} as period_from_date_sk,
    {{ fold_text('e.report_type') }} as report_type,
    e.eradicated_ha,
    e.replanted_ha,
    e.target_annual_ha,
    e.parcels_count,
    e.nurseries_m2,
    v.source_sk,
    v.vintage_sk,
    v.series_code,
    case when v.evidence = 'derived' then 'E' when {{ fold_text('e.report_type') }} = 'anual' then 'A' else 'P' end as obs_status,
    v.evidence,
    e._delivery_id,
    e._file,
    e._sheet,
    e._row,
    e._column
from located as e
inner join {{ ref('dim_vintage') }} as v on e._delivery_id = v.delivery_id
