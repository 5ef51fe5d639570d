{#
  The key of one figure, the same wherever the figure is named: indicator, level, territory, period and cut-off in one number.
  Two rows are about one figure if their keys are equal. A figure has all five (a test of int_indicator__values).
#}
{% macro value_key_of(indicator_code, territory_level, territory_code, period, cutoff_date) -%}
    {{ int_key([indicator_code, territory_level, territory_code, period, cutoff_date]) }}
{%- endmacro %}

{# The same for a relation that carries the five columns under their own names. #}
{% macro value_key(alias=none) -%}
    {%- set of = alias ~ '.' if alias else '' -%}
    {{ value_key_of(of ~ 'indicator_code', of ~ 'territory_level', of ~ 'territory_code', of ~ 'period', of ~ 'cutoff_date') }}
{%- endmacro %}
