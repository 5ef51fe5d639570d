{#
  What the country has and no part of a level has: one row «sin asignar» beside the parts, so that the rows of a level add up to the printed
  country (docs/adr/0026). Its code is SIN- and the level.
#}
{% macro remainder_code(level) -%}
    'SIN-' || upper({{ level }})
{%- endmacro %}

{% macro remainder_name(level) -%}
    case {{ level }}
        when 'zona' then 'Sin zona asignada'
        when 'provincia' then 'Sin provincia asignada'
        else 'Sin ' || {{ level }} || ' asignado'
    end
{%- endmacro %}

{% macro is_remainder(territory_code) -%}
    ({{ territory_code }} like 'SIN-%')
{%- endmacro %}
