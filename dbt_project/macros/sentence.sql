{# The text of a person as a sentence: with a full stop, unless the text ends in a mark of its own, so that others can follow. #}
{% macro sentence(text) -%}
    {{ text }} || case when right({{ text }}, 1) in ('.', '!', '?', '…') then '' else '.' end
{%- endmacro %}
