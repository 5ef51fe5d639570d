{# The columns of each part, in order: what a subject says more is its own business. #}
{% macro part_columns(part) %}
    {% set figure = ['indicator_code', 'territory_level', 'territory_code', 'period', 'cutoff_date'] %}
    {{ return({
        'values': figure[:3] + ['territory_name'] + figure[3:] + ['value', 'numerator', 'denominator', 'factor', 'evidence_rank', 'vintage_id'],
        'sources': figure + ['role', 'source_row_sk'],
        'files': figure + ['role', 'source_value', 'source_unit', 'vintage_sk'],
        'refused': ['indicator_code', 'territory_level', 'period', 'cutoff_date', '_delivery_id', 'added', 'added_below'],
        'due': ['indicator_code', 'territory_level', 'period', 'cutoff_date', 'operator', 'target_to_date_value'],
        'editions': figure + ['series_code', 'vintage_id', 'published_on', 'published_on_date', 'precedence', 'source_row_sk', 'value'],
        'toward_target': figure[:2] + figure[3:] + ['actual', 'target_annual', 'target_to_date', 'pct_annual', 'pct_to_date'],
        'reconciled': ['reconciliation_id', 'period', 'territory_name', 'left_value', 'right_value', 'tolerance', 'is_reconciled', 'unit'],
    }[part]) }}
{% endmacro %}

{# One part of every subject that gives it, under each other. A part that names its figures in full carries their key as well. #}
{% macro gathered(part) -%}
    {%- set columns = part_columns(part) -%}
    {%- set key = value_key() ~ ' as value_sk, ' if 'territory_code' in columns else '' -%}
    {%- set given = [] -%}
    {%- for subject, parts in subjects().items() if part in parts -%}{%- do given.append(subject) -%}{%- endfor -%}
    {%- for subject in given -%}
    select {{ key }}{{ columns | join(', ') }} from {{ ref('int_' ~ subject ~ '__' ~ part) }}
    {{ 'union all' if not loop.last }}
    {% endfor -%}
{%- endmacro %}
