{# A row of dim_vintage as people name an edition: title and day of publication. The other text where there is no such row. #}
{% macro edition_name(vintage, otherwise) -%}
    coalesce({{ vintage }}.title || ' (' || {{ vintage }}.published_on || ')', {{ otherwise }})
{%- endmacro %}
