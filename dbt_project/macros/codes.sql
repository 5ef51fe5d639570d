{# Codes of a fixed width. The contract says the width; a spreadsheet that takes «0072» for a number takes its zeros away. #}

{# Whether a text is a code that lost its leading zeros. #}
{% macro lacks_zeros(text, width) -%}
    {{ matches_fully(trimmed(text), "'[0-9]{1," ~ (width - 1) ~ "}'") }}
{%- endmacro %}

{# The text without spaces at its ends, and with its leading zeros if it lost them. #}
{% macro code_text(text, width) -%}
    case when {{ lacks_zeros(text, width) }} then lpad({{ trimmed(text) }}, {{ width }}, '0') else {{ trimmed(text) }} end
{%- endmacro %}

{# One row per delivery and column of codes whose zeros were given back: how many rows, the first of them, and one code as it came. #}
{% macro padded_codes() -%}
    {%- for publisher, dataset, name, width, label_es, label_en in code_columns() -%}
    {%- set received = 'min(' ~ trimmed('r.' ~ name) ~ ')' -%}
    select
        r._delivery_id as delivery_id,
        '{{ name }}' as column_name,
        {{ text_literal(label_es) }} as label_es,
        {{ text_literal(label_en) }} as label_en,
        count(*) as n_rows,
        min(r._row) as first_row,
        {{ received }} as received,
        lpad({{ received }}, {{ width }}, '0') as read_as
    from {{ source(publisher, publisher ~ '__' ~ dataset) }} as r
    where {{ lacks_zeros('r.' ~ name, width) }}
    group by r._delivery_id
    {{ 'union all' if not loop.last }}
    {% endfor -%}
{%- endmacro %}
