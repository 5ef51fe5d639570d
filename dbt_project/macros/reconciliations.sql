{#
  The reconciliations that two selections of figures can say, by their identifier in seed_reconciliation. A new one is an entry here.

  left, right: what is added up on each side. `from`: model; `value`: column; `where`, `where_not`: columns and the value they have or
  have not; `grain`: what both sides must have in common to meet in a line, as SQL of the model; rows without a value do not count.
  territory: `side` whose rows name the place of a line, and the `name` as SQL of its model.
  below, above: how far left may lie under and over right: the greater of an `absolute` number in the unit and a `share` of right.
  A bound that is missing does not bind, and then a line has no tolerance to show.

  The entries stand in a macro and not in a seed because dbt must know the models of each entry before it builds.
#}
{% macro reconciliations() %}
    {{ return({
        'X02': {
            'unit': 'ha',
            'left': {
                'from': 'int_eradication__candidates', 'value': 'ytd_ha',
                'where': {'territory_level': 'zona'}, 'where_not': {'territory_code': 'SIN-ZONA'},
                'grain': {'period': 'cast(cutoff_date as string)', 'edition': 'vintage_sk', 'is_final': 'is_final'},
            },
            'right': {
                'from': 'int_eradication__resolved', 'value': 'ytd_ha',
                'where': {'territory_level': 'pais'},
                'grain': {'period': 'cast(cutoff_date as string)', 'edition': 'vintage_sk', 'is_final': 'is_final'},
            },
            'territory': {'side': 'right', 'name': 'territory_name'},
            'below': {'absolute': 0},
            'above': {'absolute': 0},
        },
        'X03': {
            'unit': 'ha',
            'left': {
                'from': 'int_reduction__readings', 'value': 'gross_erad_ha',
                'where': {'formula': 'stock'},
                'grain': {'period': reading_period()},
            },
            'right': {
                'from': 'int_reduction__readings', 'value': 'net_reduction_ha',
                'where': {'formula': 'stock'},
                'grain': {'period': reading_period()},
            },
            'territory': {'side': 'right', 'name': "'Perú'"},
            'below': {'absolute': 0},
        },
        'X04': {
            'unit': 'ha',
            'left': {
                'from': 'int_indicator__values', 'value': 'value',
                'where': {'indicator_code': 'COCA-AREA', 'territory_level': 'distrito'},
                'grain': {'period': 'period'},
            },
            'right': {
                'from': 'int_indicator__values', 'value': 'value',
                'where': {'indicator_code': 'COCA-AREA', 'territory_level': 'pais'},
                'grain': {'period': 'period'},
            },
            'territory': {'side': 'right', 'name': 'territory_name'},
            'below': {'share': 0.07},
            'above': {'absolute': 0},
        },
        'X05': {
            'unit': 'PEN',
            'left': {
                'from': 'int_indicator__values', 'value': 'numerator',
                'where': {'indicator_code': 'TITULOS-COSTO', 'territory_level': 'departamento'},
                'grain': {'period': 'period', 'territory_code': 'territory_code'},
            },
            'right': {
                'from': 'int_budget__titling', 'value': 'pim_pen',
                'grain': {'period': 'cast(year as string)', 'territory_code': 'department_code'},
            },
            'territory': {'side': 'left', 'name': 'territory_name'},
            'below': {'share': 0.005, 'absolute': 10000},
            'above': {'share': 0.005, 'absolute': 10000},
        },
    }) }}
{% endmacro %}

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
