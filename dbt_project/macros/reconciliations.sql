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
