{{ config(materialized='ephemeral') }}

-- An area of operations or an axis that is named like a zone is one. The country is one figure, not a sum of rows.
with bulletin_levels as (
    {% for level_key, territory_level in [
        ('departamento', 'departamento'), ('provincia', 'provincia'), ('eje', 'eje'), ('eje', 'zona'), ('ambito', 'ambito'), ('ambito', 'zona'),
    ] %}
    select '{{ level_key }}' as level_key, '{{ territory_level }}' as territory_level
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

bulletins as (
    select *, {{ fold_text('typed_scope_level') }} as level_key
    from {{ ref('qtn_corah__eradication_bulletin') }}
    -- Months are not year-to-date figures.
    where not _is_repeated and {{ fold_text('typed_report_type') }} in ('acumulado', 'anual')
)

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
