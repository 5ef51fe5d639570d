-- Each quarantined row whose figure could be read, at every figure that it would change: what it adds to the numerator, and for
-- a ratio to the denominator. A row that repeats another adds nothing; a row that says what no sum is made of is not here.
with country_and_departments as (
    select 'departamento' as territory_level
    union all
    select 'pais' as territory_level
),

-- An area of operations or an axis that is named like a zone is one. The country is one figure, not a sum of rows.
bulletin_levels as (
    {% for level_key, territory_level in [
        ('departamento', 'departamento'), ('provincia', 'provincia'), ('eje', 'eje'), ('eje', 'zona'), ('ambito', 'ambito'), ('ambito', 'zona'),
    ] %}
    select '{{ level_key }}' as level_key, '{{ territory_level }}' as territory_level
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

areas as (
    {% for dataset, level in [
        ('coca_area_by_zone', 'zona'),
        ('coca_area_by_department', 'departamento'),
        ('coca_area_by_district', 'distrito'),
        ('coca_area_by_district', 'zona'),
        ('coca_area_by_district', 'departamento'),
    ] %}
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
),

bulletins as (
    select
        *,
        {{ fold_text('typed_scope_level') }} as level_key
    from {{ ref('qtn_corah__eradication_bulletin') }}
    -- Months are not year-to-date figures.
    where not _is_repeated and {{ fold_text('typed_report_type') }} in ('acumulado', 'anual')
),

eradication as (
    select
        'ERAD-YTD' as indicator_code,
        l.territory_level,
        cast(extract(year from b.typed_cutoff_date) as string) as period,
        b.typed_cutoff_date as cutoff_date,
        b._delivery_id,
        b.typed_eradicated_ha as added,
        cast(null as decimal(18, 4)) as added_below
    from bulletins as b
    inner join bulletin_levels as l on b.level_key = l.level_key
),

regions as (
    select q.*, l.territory_level, cast(d.plan_year as string) as period
    from {{ ref('qtn_pirdais__titling_plan') }} as q
    inner join {{ ref('stg_delivery') }} as d on q._delivery_id = d.delivery_id
    cross join country_and_departments as l
    where q._row_kind = 'value' and not q._is_repeated
),

titles as (
    select
        'TITULOS-META' as indicator_code,
        territory_level,
        period,
        cast(null as date) as cutoff_date,
        _delivery_id,
        typed_titles_target as added,
        cast(null as decimal(18, 4)) as added_below
    from regions

    union all

    select
        'TITULOS-COSTO' as indicator_code,
        territory_level,
        period,
        cast(null as date) as cutoff_date,
        _delivery_id,
        typed_budget_pen as added,
        typed_titles_target as added_below
    from regions
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
    cross join country_and_departments as l
    -- What the indicator counts: PIRDAIS alone, without transfers between governments.
    where
        not q._is_repeated
        and q.typed_programa_ppto = '0072'
        and not (coalesce(q.typed_tipo_transaccion, '') = '2' and coalesce(q.typed_generica, '') = '4')
)

select * from areas
union all
select * from eradication
union all
select * from titles
union all
select * from budget
