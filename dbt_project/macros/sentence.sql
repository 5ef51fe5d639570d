{# What a person wrote, as a sentence that others follow: with a full stop, unless it ends in a mark of its own. #}
{% macro sentence(text) -%}
    {{ text }} || case when right({{ text }}, 1) in ('.', '!', '?', '…') then '' else '.' end
{%- endmacro %}
