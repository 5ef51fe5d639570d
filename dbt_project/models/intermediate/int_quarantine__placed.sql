-- Each quarantined row whose figure could be read, at every figure that it would change: what it adds to the numerator, and for
-- a ratio to the denominator. A row that repeats another adds nothing; a row that says what no sum is made of is not here.
with areas as (
    {% for dataset, levels in [
        ('coca_area_by_zone', ['zona']),
        ('coca_area_by_department', ['departamento']),
        ('coca_area_by_district', ['distrito', 'zona', 'departamento']),
    ] %}
    {% for level in levels %}
    select
        'COCA-AREA' as indicator_code,
        '{{ level }}' as territory_level,
        cast(typed_year as string) as period,
        cast(null as date) as cutoff_date,
        _delivery_id,
        typed_area_ha as added,
        cast(null as decimal(18, 4)) as added_below
    from {{ ref('qtn_unodc__' ~ dataset) }}
    where _row_kind = 'value' and not _is_repeated
    {{ 'union all' if not loop.last }}
    {% endfor %}
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

eradication as (
    select
        'ERAD-YTD' as indicator_code,
        l.territory_level,
        cast(extract(year from typed_cutoff_date) as string) as period,
        typed_cutoff_date as cutoff_date,
        _delivery_id,
        typed_eradicated_ha as added,
        cast(null as decimal(18, 4)) as added_below
    from {{ ref('qtn_corah__eradication_bulletin') }}
    -- An area of operations or an axis that is named like a zone is one.
    inner join (
        select 'departamento' as level_key, 'departamento' as territory_level
        union all select 'provincia', 'provincia'
        union all select 'eje', 'eje'
        union all select 'eje', 'zona'
        union all select 'ambito', 'ambito'
        union all select 'ambito', 'zona'
    ) as l on {{ fold_text('typed_scope_level') }} = l.level_key
    where
        not _is_repeated
        -- The country is one figure, not a sum of rows; months are not year-to-date figures.
        and {{ fold_text('typed_report_type') }} in ('acumulado', 'anual')
),

titles as (
    select
        i.indicator_code,
        l.territory_level,
        cast(d.plan_year as string) as period,
        cast(null as date) as cutoff_date,
        q._delivery_id,
        case i.indicator_code when 'TITULOS-META' then q.typed_titles_target else q.typed_budget_pen end as added,
        case i.indicator_code when 'TITULOS-COSTO' then q.typed_titles_target end as added_below
    from {{ ref('qtn_pirdais__titling_plan') }} as q
    inner join {{ ref('stg_delivery') }} as d on q._delivery_id = d.delivery_id
    cross join (select 'TITULOS-META' as indicator_code union all select 'TITULOS-COSTO' as indicator_code) as i
    cross join (select 'departamento' as territory_level union all select 'pais' as territory_level) as l
    where q._row_kind = 'value' and not q._is_repeated
),

budget as (
    select
        'BUD-EXEC' as indicator_code,
        l.territory_level,
        cast(q.typed_ano_eje as string) as period,
        cast(null as date) as cutoff_date,
        q._delivery_id,
        q.typed_monto_devengado as added,
        q.typed_monto_pim as added_below
    from {{ ref('qtn_pirdais__budget_execution') }} as q
    cross join (select 'departamento' as territory_level union all select 'pais' as territory_level) as l
    where not q._is_repeated
)

select * from areas
union all
select * from eradication
union all
select * from titles
union all
select * from budget
