-- Which source rows each indicator value rests on, by territory, period and cut-off.
with area as (
    select * from {{ ref('int_coca_area__resolved') }}
),

direct_area as (
    select
        territory_level, territory_code, cast(year as string) as period,
        {{ day_of('year', 12, 31) }} as cutoff_date, year, 'valor' as role, source_row_sk
    from area
    where source_row_sk is not null
),

summed_zones as (
    select
        a.territory_level, a.territory_code, cast(a.year as string) as period,
        {{ day_of('a.year', 12, 31) }} as cutoff_date, a.year, 'distrito sumado' as role, f.source_row_sk
    from area as a
    inner join {{ ref('bridge_zone_territory') }} as b
        on a.zone_sk = b.zone_sk
        and a.year >= coalesce(b.valid_from_year, 0) and a.year <= coalesce(b.valid_to_year, 9999)
    inner join {{ ref('fct_coca_area_snapshot') }} as f
        on b.territory_sk = f.territory_sk and a.year = f.year and a.vintage_sk = f.vintage_sk
    where a.source_row_sk is null and a.territory_level = 'zona' and f.territory_level = 'distrito'
),

summed_departments as (
    select
        a.territory_level, a.territory_code, cast(a.year as string) as period,
        {{ day_of('a.year', 12, 31) }} as cutoff_date, a.year, 'distrito sumado' as role, f.source_row_sk
    from area as a
    inner join {{ ref('fct_coca_area_snapshot') }} as f
        on a.territory_code = substr(f.territory_code, 1, 2) and a.year = f.year and a.vintage_sk = f.vintage_sk
    where a.source_row_sk is null and a.territory_level = 'departamento' and f.territory_level = 'distrito'
),

area_sources as (
    select * from direct_area
    union all
    select * from summed_zones
    union all
    select * from summed_departments
),

eradication as (
    select * from {{ ref('int_eradication__resolved') }}
),

eradication_sources as (
    select
        territory_level, territory_code, cast(year as string) as period, cutoff_date, year, is_final,
        'valor' as role, source_row_sk
    from eradication
    where source_row_sk is not null

    union all

    select
        e.territory_level, e.territory_code, cast(e.year as string) as period, e.cutoff_date, e.year, e.is_final,
        case when f.territory_level = 'pais' then 'total nacional' else 'zona restada' end as role,
        f.source_row_sk
    from eradication as e
    inner join {{ ref('fct_eradication') }} as f
        on e.vintage_sk = f.vintage_sk and e.cutoff_date = f.cutoff_date and f.territory_level in ('pais', 'zona')
    where e.source_row_sk is null
),

readings as (
    select
        *,
        {{ reading_period() }} as period,
        {{ day_of('end_year', 12, 31) }} as cutoff_date
    from {{ ref('int_reduction__readings') }}
),

reading_sources as (
    select
        r.definition_code, r.is_canonical, r.formula, r.period, r.cutoff_date,
        case when a.year = r.base_year then 'área del año base' else 'área del año final' end as role,
        a.source_row_sk
    from readings as r
    inner join area_sources as a on a.territory_level = 'pais' and a.year in (r.base_year, r.end_year)

    union all

    select
        r.definition_code, r.is_canonical, r.formula, r.period, r.cutoff_date,
        'erradicación del año' as role,
        e.source_row_sk
    from readings as r
    inner join eradication_sources as e
        on e.territory_level = 'pais' and e.is_final and r.flow_from_year <= e.year and r.flow_to_year >= e.year
    where r.window_consistent
),

titling_sources as (
    select
        p.territory_level, p.territory_code, cast(p.plan_year as string) as period,
        {{ day_of('p.plan_year', 12, 31) }} as cutoff_date, 'plan' as role, f.source_row_sk
    from {{ ref('int_titling__progress') }} as p
    inner join {{ ref('fct_titling_plan') }} as f
        on p.vintage_sk = f.vintage_sk and p.plan_year = f.plan_year and (p.territory_level = 'pais' or p.territory_sk = f.territory_sk)
),

commitments as (
    select
        *,
        cast(from_year as string) || '-' || cast(to_year as string) as period,
        {{ day_of('to_year', 12, 31) }} as cutoff_date
    from {{ ref('int_commitment__actuals') }}
),

links as (
    select 'COCA-AREA' as indicator_code, territory_level, territory_code, period, cutoff_date, role, source_row_sk
    from area_sources

    union all

    select 'ERAD-YTD' as indicator_code, territory_level, territory_code, period, cutoff_date, role, source_row_sk
    from eradication_sources

    union all

    select 'RED-EFECTIVA' as indicator_code, 'pais' as territory_level, '00' as territory_code, period, cutoff_date, role, source_row_sk
    from reading_sources
    where formula = 'net_to_gross' or role <> 'erradicación del año'

    union all

    select 'NUEVA-SIEMBRA' as indicator_code, 'pais' as territory_level, '00' as territory_code, period, cutoff_date, role, source_row_sk
    from reading_sources
    where is_canonical

    union all

    select 'TITULOS-META' as indicator_code, territory_level, territory_code, period, cutoff_date, role, source_row_sk
    from titling_sources

    union all

    select 'TITULOS-COSTO' as indicator_code, territory_level, territory_code, period, cutoff_date, role, source_row_sk
    from titling_sources

    union all

    select
        indicator_code, 'pais' as territory_level, '00' as territory_code, period, cutoff_date,
        'compromiso' as role, target_row_sk as source_row_sk
    from commitments

    union all

    select
        c.indicator_code, 'pais' as territory_level, '00' as territory_code, c.period, c.cutoff_date, 'resultado' as role, a.source_row_sk
    from commitments as c
    inner join {{ ref('int_achievement__resolved') }} as a
        on c.achievement_code = a.achievement_code
        and c.from_year <= a.year and c.to_year >= a.year
        and a.territory_level = 'pais'
)

select distinct
    l.indicator_code,
    l.territory_level,
    l.territory_code,
    l.period,
    l.cutoff_date,
    l.role,
    r.source_value,
    r.unit as source_unit,
    v.vintage_id,
    v.edition,
    v.published_on,
    v.evidence,
    v.title,
    v.citation,
    r._delivery_id,
    r._file,
    r._sheet,
    r._row,
    r._column
from links as l
inner join {{ ref('int_source_row__located') }} as r on l.source_row_sk = r.source_row_sk
inner join {{ ref('dim_vintage') }} as v on r.vintage_sk = v.vintage_sk

union all

-- A budget value adds thousands of lines: its source is the file, with what the file says of that territory and year.
select
    'BUD-EXEC' as indicator_code,
    b.territory_level,
    b.territory_code,
    cast(b.year as string) as period,
    b.cutoff_date,
    'archivo del año' as role,
    cast(b.accrued_pen as decimal(18, 4)) as source_value,
    'PEN' as source_unit,
    v.vintage_id,
    v.edition,
    v.published_on,
    v.evidence,
    v.title,
    v.citation,
    d.delivery_id as _delivery_id,
    d.file_name as _file,
    '' as _sheet,
    cast(null as bigint) as _row,
    cast(null as string) as _column
from {{ ref('int_budget__execution') }} as b
inner join {{ ref('dim_vintage') }} as v on b.vintage_sk = v.vintage_sk
inner join {{ ref('stg_delivery') }} as d on v.delivery_id = d.delivery_id
