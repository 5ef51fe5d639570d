{# The rows of every fact with their place in a file, under each other. What a fact holds: `meta.rows` of its YAML. #}
{% macro located_rows() -%}
    {%- for fact, rows in facts().items() -%}
    select
        source_row_sk,
        '{{ fact }}' as fact_name,
        cast({{ rows['measure'] }} as decimal(18, 4)) as source_value,
        {{ rows['unit_column'] if 'unit_column' in rows else "'" ~ rows['unit'] ~ "'" }} as unit,
        vintage_sk,
        _delivery_id,
        _file,
        _sheet,
        _row,
        _column
    from {{ ref(fact) }}
    {{ 'union all' if not loop.last }}
    {% endfor -%}
{%- endmacro %}

{# How many accepted rows of each delivery must be rows of a fact. #}
{% macro accepted_rows_of_facts() -%}
    {%- set counts = [] -%}
    {%- for fact, rows in facts().items() -%}
        {%- set kinds = rows.get('kinds', ['value']) | join("', '") -%}
        {%- for staging in rows['from'] -%}
            {%- set count -%}
    select '{{ fact }}' as fact_name, _delivery_id, count(*) as n from {{ ref(staging) }}
    where _row_kind in ('{{ kinds }}')
    group by _delivery_id
            {%- endset -%}
            {%- do counts.append(count) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ counts | join('\n    union all\n') }}
{%- endmacro %}
