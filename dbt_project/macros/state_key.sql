{# The name under which the verdict of a level, period and cut-off is remembered between runs (ctl_state, kind «periodo»). #}
{% macro state_key(status) -%}
    {{ status }}.indicator_code || '|' || {{ status }}.territory_level || '|' || {{ status }}.period || '|' || cast({{ status }}.cutoff_date as string)
{%- endmacro %}
