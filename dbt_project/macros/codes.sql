{# Codes of a fixed width. The contract says the width; a spreadsheet that takes «0072» for a number takes its zeros away. #}

{# Whether a text is a code that lost its leading zeros. #}
{% macro lacks_zeros(text, width) -%}
    {{ matches_fully(trimmed(text), "'[0-9]{1," ~ (width - 1) ~ "}'") }}
{%- endmacro %}

{# The text without spaces at its ends, and with its leading zeros if it lost them. #}
{% macro code_text(text, width) -%}
    case when {{ lacks_zeros(text, width) }} then lpad({{ trimmed(text) }}, {{ width }}, '0') else {{ trimmed(text) }} end
{%- endmacro %}

{# The code of the place that the name beside a code means; nothing if no place is known by that name. #}
{% macro code_of_name(names, beside) -%}
    (
            select min(n.code) from {{ names }} as n
            where n.level = '{{ beside.level }}' and n.name_key = {{ fold_text(strip_footnote('r.' ~ beside.column)) }}
        )
{%- endmacro %}

{# The place of a code and the name beside it, both taken together, in the list of INEI or of RENIEC; nothing if they disagree there. #}
{% macro code_in_list(names, list, column, meta) -%}
    (
            select min(n.code) from {{ names }} as n
            where n.level = '{{ list }}'
              and n.name_key = {{ cell_text(column, meta) }} || '|' || {{ fold_text(strip_footnote('r.' ~ meta.name_column)) }}
        )
{%- endmacro %}

{# The place of a code: RENIEC's if every row of the file agrees with that list and not every row with INEI's, else INEI's. #}
{% macro code_as_listed(column) -%}
    {%- set in_list -%}
    over (partition by _delivery_id) = 1
    {%- endset -%}
    case
            when
                min(case when _reniec_{{ column }} is null and _row_kind <> 'control_total' then 0 else 1 end) {{ in_list }}
                and not min(case when _inei_{{ column }} is null and _row_kind <> 'control_total' then 0 else 1 end) {{ in_list }}
                then _reniec_{{ column }}
            else _given_code_of_{{ column }}
        end
{%- endmacro %}

{# The check that a code and the name beside it mean one place, with both readings. #}
{% macro name_check(column, meta, named, shown, label_en) %}
    {% set name = "'«' || " ~ received_text(meta.name_beside.column, named) ~ " || '»'" %}
    {% set code = "'«' || _named_" ~ column ~ " || '»'" %}
    {{ return({'rule': 'G4', 'column': column, 'condition': '_named_' ~ column ~ ' <> ' ~ column,
        'es': shown ~ " || ' no es el código de ' || " ~ name ~ " || ', que es ' || " ~ code ~ " || ' (columna «" ~ meta.label_es ~ "»): el código y el nombre dicen lugares distintos.'",
        'en': quoted_en(shown) ~ " || ' is not the code of ' || " ~ quoted_en(name) ~ " || ', which is ' || " ~ quoted_en(code) ~ " || ' (" ~ label_en ~ "): the code and the name say different places.'"}) }}
{% endmacro %}

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
