-- Control totals never enter: they are compared with their rows by rule G3.
with national as (
    select
        'pais' as territory_level, '00' as territory_code,
        year, area_ha, _row_kind, _delivery_id, _file, _sheet, _row, _column
    from {{ ref('stg_unodc__coca_area_national') }}
),

departments as (
    select
        'departamento' as territory_level, _code_of_department_name as territory_code,
        year, area_ha, _row_kind, _delivery_id, _file, _sheet, _row, _column
    from {{ ref('stg_unodc__coca_area_by_department') }}
),

districts as (
    select
        'distrito' as territory_level, _code_of_ubigeo as territory_code,
        year, area_ha, _row_kind, _delivery_id, _file, _sheet, _row, _column
    from {{ ref('stg_unodc__coca_area_by_district') }}
),

zones as (
    select
        'zona' as territory_level, _code_of_zone_name as territory_code,
        year, area_ha, _row_kind, _delivery_id, _file, _sheet, _row, _column
    from {{ ref('stg_unodc__coca_area_by_zone') }}
),

every_level as (
    select * from national
    union all
    select * from departments
    union all
    select * from districts
    union all
    select * from zones
)

select
    {{ int_key(['a._delivery_id', 'a._sheet', 'a._row', 'a._column']) }} as source_row_sk,
    a.territory_level,
    coalesce(a.territory_code, '-1') as territory_code,
    case
        when a.territory_level = 'zona' then -2
        when a.territory_code is null then -1
        else {{ int_key(["'territory'", 'a.territory_code']) }}
    end as territory_sk,
    case
        when a.territory_level <> 'zona' then -2
        when a.territory_code is null then -1
        else {{ int_key(["'zone'", 'a.territory_code']) }}
    end as zone_sk,
    a.year,
    {{ date_key(day_of('a.year', 12, 31)) }} as reference_date_sk,
    v.source_sk,
    v.vintage_sk,
    v.series_code,
    a.area_ha,
    case
        when a._row_kind = 'not_monitored' then 'M'
        when v.series_code = 'projection' then 'E'
        when v.evidence = 'derived' then 'E'
        else 'A'
    end as obs_status,
    v.evidence,
    a._delivery_id,
    a._file,
    a._sheet,
    a._row,
    a._column
from every_level as a
inner join {{ ref('dim_vintage') }} as v on a._delivery_id = v.delivery_id
where a._row_kind <> 'control_total'
