-- A table and not a view: it does not wait for the checks of the run, and everything that does wait reads it.
{{ config(materialized='table') }}
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
    _row_key as row_key,
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

union all

-- Lines that no reader could split into columns, or whose programme is not known: as they came, by number and text. Of a dataset
-- with personal data nobody knows where in such a line that stands: only the number.
select
    d.publisher,
    d.dataset,
    'G1' as rule_id,
    'Línea' as column_label,
    coalesce(c.mask, u.line_text) as received_value,
    u.reason_es,
    u.reason_en,
    cast(null as string) as measure_name,
    cast(null as decimal(18, 4)) as measure_value,
    '' as unit,
    c.owner_es,
    c.owner_en,
    cast(u._row as string) as row_key,
    u._delivery_id,
    u._file,
    '' as _sheet,
    u._row,
    cast(null as string) as _column
from {{ source('run', 'unreadable_line') }} as u
inner join {{ ref('stg_delivery') }} as d on u._delivery_id = d.delivery_id
left join {{ source('run', 'contract') }} as c on d.publisher = c.publisher and d.dataset = c.dataset
