-- No join on the way to a fact drops or doubles a row: as many facts as accepted values, dataset by dataset.
-- «Not monitored» rows are facts of the coca area (an empty one), and none of the other datasets has them.
{% set sources = [
    ('stg_unodc__coca_area_national', 'fct_coca_area_snapshot'),
    ('stg_unodc__coca_area_by_department', 'fct_coca_area_snapshot'),
    ('stg_unodc__coca_area_by_district', 'fct_coca_area_snapshot'),
    ('stg_unodc__coca_area_by_zone', 'fct_coca_area_snapshot'),
    ('stg_corah__eradication_bulletin', 'fct_eradication'),
    ('stg_pirdais__titling_plan', 'fct_titling_plan'),
    ('stg_pirdais__achievements', 'fct_achievement'),
    ('stg_registry__targets', 'fct_target'),
] %}
with accepted as (
    {% for staging, fact in sources %}
    select '{{ fact }}' as fact_name, _delivery_id, count(*) as n
    from {{ ref(staging) }}
    where _row_kind = 'value' or ('{{ fact }}' = 'fct_coca_area_snapshot' and _row_kind = 'not_monitored')
    group by _delivery_id
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

facts as (
    select fact_name, _delivery_id, count(*) as n
    from {{ ref('int_source_row__located') }}
    group by fact_name, _delivery_id
)

select
    a.fact_name,
    a._delivery_id,
    a.n as n_accepted,
    coalesce(f.n, 0) as n_facts
from accepted as a
left join facts as f on a.fact_name = f.fact_name and a._delivery_id = f._delivery_id
where a.n <> coalesce(f.n, 0)
