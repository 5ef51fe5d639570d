-- A «Total» row is compared with its rows (rule G3) and never becomes a fact: it would count everything twice.
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
{% for staging, fact in sources %}
select
    '{{ fact }}' as fact_name,
    s._delivery_id,
    s._sheet,
    s._row
from {{ ref(staging) }} as s
inner join {{ ref(fact) }} as f on s._delivery_id = f._delivery_id and s._sheet = f._sheet and s._row = f._row
where s._row_kind = 'control_total'
{% if not loop.last %}
union all
{% endif %}
{% endfor %}
