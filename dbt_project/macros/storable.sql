{# A number too large for the decimals of the warehouse becomes the largest that they hold, because a cell may hold any number.
   NULL stays NULL: the case is needed, because greatest() and least() skip a NULL and would return the bound. #}
{% macro storable(number) -%}
    case when {{ number }} is not null then least(greatest({{ number }}, -99999999999999), 99999999999999) end
{%- endmacro %}
