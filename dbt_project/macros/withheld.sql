{# A released value: empty when the verdict of its indicator is NO PUBLICABLE. #}
{% macro withheld(verdict, value) -%}
    case when {{ verdict }} = 'NO PUBLICABLE' then null else {{ value }} end
{%- endmacro %}

{#
  Columns of a mart that a NO PUBLICABLE empties: {column: value}, each cast to `type`.
  The test `withheld_is_empty` proves that they are empty.
#}
{% macro withheld_columns(verdict, columns, type='decimal(18, 4)') -%}
    {%- set written = [] -%}
    {%- for name, value in columns.items() -%}
        {%- do written.append('cast(' ~ withheld(verdict, value) ~ ' as ' ~ type ~ ') as ' ~ name) -%}
    {%- endfor -%}
    {{- written | join(',\n    ') -}}
{%- endmacro %}

{# The grade of evidence behind a rank: 1 cited, 2 derived, 3 unverified, 4 synthetic. #}
{% macro evidence_of(evidence_rank) -%}
    case {{ evidence_rank }} when 1 then 'cited' when 2 then 'derived' when 3 then 'unverified' else 'synthetic' end
{%- endmacro %}

{#
  Whether a count of people is so small that somebody who knows the place could tell who they are (docs/adr/0016). Zero is shown,
  because it points at nobody.
#}
{% macro is_small_count(count) -%}
    ({{ count }} > 0 and {{ count }} < {{ var('least_people_told') }})
{%- endmacro %}
