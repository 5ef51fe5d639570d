{# The two sides of one reconciliation, a row for each line where both have a value. #}
{% macro both_sides(code, entry) -%}
    {%- set place = entry.territory %}
    select
        '{{ code }}' as reconciliation_id,
        l.period,
        {{ 'l' if place.side == 'left' else 'r' }}.territory_name,
        cast(l.total as double) as left_value,
        cast(r.total as double) as right_value,
        {{ allowed_distance(entry.below, 'r.total') }} as below,
        {{ allowed_distance(entry.above, 'r.total') }} as above,
        '{{ entry.unit }}' as unit
    from ({{ reconciled_side(entry.left, place.name if place.side == 'left') }}) as l
    inner join ({{ reconciled_side(entry.right, place.name if place.side == 'right') }}) as r
        on {% for name in entry.left.grain %}{{ 'and ' if not loop.first }}l.{{ name }} = r.{{ name }} {% endfor %}
{%- endmacro %}

{# One side: the sum of its values at its grain, with the name of the place where this side names it. #}
{% macro reconciled_side(selection, territory_name) -%}
    select
        {% for name, column in selection.grain.items() %}{{ column }} as {{ name }}, {% endfor %}
        {% if territory_name %}max({{ territory_name }}) as territory_name, {% endif %}
        sum({{ selection.value }}) as total
    from {{ ref(selection.from) }}
    where {{ selection.value }} is not null
        {% for column, has in selection.get('where', {}).items() %}and {{ column }} = {{ text_literal(has) }} {% endfor %}
        {% for column, has in selection.get('where_not', {}).items() %}and {{ column }} <> {{ text_literal(has) }} {% endfor %}
    group by {{ selection.grain.values() | join(', ') }}
{%- endmacro %}

{# How far a side may lie from the other one: NULL where nothing binds it. #}
{% macro allowed_distance(limits, other) -%}
    {%- if limits -%}
    cast(greatest({{ limits.get('share', 0) }} * cast({{ other }} as double), {{ limits.get('absolute', 0) }}) as double)
    {%- else -%}
    cast(null as double)
    {%- endif -%}
{%- endmacro %}
