{% set datasets = all_datasets() %}
{% for publisher, dataset in datasets %}
select
    publisher,
    dataset,
    rule_id,
    column_label,
    received_value,
    reason_es,
    reason_en,
    measure_name,
    measure_value,
    unit,
    owner_es,
    owner_en,
    _delivery_id,
    _file,
    _sheet,
    _row,
    _column
from {{ ref('qtn_' ~ publisher ~ '__' ~ dataset) }}
{% if not loop.last %}
union all
{% endif %}
{% endfor %}
