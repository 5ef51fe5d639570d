{# How a reading of the effective reduction is named as a period: «ER-2011 (2011-2014)». #}
{% macro reading_period() -%}
    definition_code || ' (' || cast(base_year as string) || '-' || cast(end_year as string) || ')'
{%- endmacro %}
