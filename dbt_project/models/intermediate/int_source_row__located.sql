-- Where each fact row stands in its file: the end of every trace.
{% set facts = [
    ('fct_coca_area_snapshot', 'area_ha', "'ha'"),
    ('fct_eradication', 'eradicated_ha', "'ha'"),
    ('fct_titling_plan', 'titles_target', "'titulos'"),
    ('fct_target', 'target_value', 'unit'),
    ('fct_achievement', 'value', 'unit'),
] %}
{% for fact, measure, unit in facts %}
select
    source_row_sk,
    '{{ fact }}' as fact_name,
    cast({{ measure }} as decimal(18, 4)) as source_value,
    {{ unit }} as unit,
    vintage_sk,
    _delivery_id,
    _file,
    _sheet,
    _row,
    _column
from {{ ref(fact) }}
{% if not loop.last %}
union all
{% endif %}
{% endfor %}
