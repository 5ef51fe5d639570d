{{ config(materialized='ephemeral') }}

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
