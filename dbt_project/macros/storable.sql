{# A cell may hold anything that is a number: what no decimal of the warehouse holds is brought to the largest that it does.
   Nothing stays nothing: greatest() and least() skip a NULL and would answer with the bound. #}
{% macro storable(number) -%}
    case when {{ number }} is not null then least(greatest({{ number }}, -99999999999999), 99999999999999) end
{%- endmacro %}
