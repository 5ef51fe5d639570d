{#
  Everything that differs between engines, one dispatched macro each. Models and the other macros name no engine.
#}

{% macro fold_text(text) %}{{ return(adapter.dispatch('fold_text', 'csad_warehouse')(text)) }}{% endmacro %}
{% macro default__fold_text(text) -%}
    lower(strip_accents(trim(regexp_replace({{ text }}, '[\s\x{00A0}\x{2009}\x{202F}]+', ' ', 'g'))))
{%- endmacro %}

{% macro squeeze(text) %}{{ return(adapter.dispatch('squeeze', 'csad_warehouse')(text)) }}{% endmacro %}
{% macro default__squeeze(text) -%}
    regexp_replace({{ text }}, '[\s\x{00A0}\x{2009}\x{202F}]+', '', 'g')
{%- endmacro %}

{% macro matches_fully(text, pattern) %}{{ return(adapter.dispatch('matches_fully', 'csad_warehouse')(text, pattern)) }}{% endmacro %}
{% macro default__matches_fully(text, pattern) -%}
    regexp_full_match({{ text }}, {{ pattern }})
{%- endmacro %}

{% macro strip_footnote(text) %}{{ return(adapter.dispatch('strip_footnote', 'csad_warehouse')(text)) }}{% endmacro %}
{% macro default__strip_footnote(text) -%}
    trim(regexp_replace({{ text }}, '(\s*(\*+|[¹²³⁴⁵⁶⁷⁸⁹⁰†‡]+|\(\d{1,2}\)|\s\d{1,2}/))+\s*$', ''))
{%- endmacro %}

{% macro try_date(text) %}{{ return(adapter.dispatch('try_date', 'csad_warehouse')(text)) }}{% endmacro %}
{% macro default__try_date(text) -%}
    coalesce(try_cast({{ text }} as date), cast(try_strptime({{ text }}, '%d/%m/%Y') as date))
{%- endmacro %}

{# A stable integer key from text parts: the first 60 bits of an md5, equal on every engine and in every rebuild. #}
{% macro int_key(parts) %}{{ return(adapter.dispatch('int_key', 'csad_warehouse')(parts)) }}{% endmacro %}
{% macro default__int_key(parts) -%}
    cast('0x' || substr(md5(concat_ws('|', {% for part in parts %}coalesce(cast({{ part }} as varchar), ''){{ ', ' if not loop.last }}{% endfor %})), 1, 15) as bigint)
{%- endmacro %}

{% macro date_key(day) %}{{ return(adapter.dispatch('date_key', 'csad_warehouse')(day)) }}{% endmacro %}
{% macro default__date_key(day) -%}
    cast(strftime({{ day }}, '%Y%m%d') as bigint)
{%- endmacro %}

{% macro day_of(year, month, day) %}{{ return(adapter.dispatch('day_of', 'csad_warehouse')(year, month, day)) }}{% endmacro %}
{% macro default__day_of(year, month, day) -%}
    make_date({{ year }}, {{ month }}, {{ day }})
{%- endmacro %}

{% macro days_between(from_day, to_day) %}{{ return(adapter.dispatch('days_between', 'csad_warehouse')(from_day, to_day)) }}{% endmacro %}
{% macro default__days_between(from_day, to_day) -%}
    date_diff('day', {{ from_day }}, {{ to_day }})
{%- endmacro %}

{# One row per day, column calendar_date. #}
{% macro date_spine(first_day, last_day) %}{{ return(adapter.dispatch('date_spine', 'csad_warehouse')(first_day, last_day)) }}{% endmacro %}
{% macro default__date_spine(first_day, last_day) -%}
    select cast(generate_series as date) as calendar_date
    from generate_series(date '{{ first_day }}', date '{{ last_day }}', interval 1 day)
{%- endmacro %}

{# One row per element of a text list, columns of the relation kept. #}
{% macro split_rows(relation, list_column, separator, as_column) %}{{ return(adapter.dispatch('split_rows', 'csad_warehouse')(relation, list_column, separator, as_column)) }}{% endmacro %}
{% macro default__split_rows(relation, list_column, separator, as_column) -%}
    select parts.*, trim(piece.unnest) as {{ as_column }}
    from {{ relation }} as parts, unnest(string_split(parts.{{ list_column }}, '{{ separator }}')) as piece
{%- endmacro %}

{# Sentences joined in a given order, each once. #}
{% macro join_text(text, order_by, separator) %}{{ return(adapter.dispatch('join_text', 'csad_warehouse')(text, order_by, separator)) }}{% endmacro %}
{% macro default__join_text(text, order_by, separator) -%}
    string_agg({{ text }}, '{{ separator }}' order by {{ order_by }})
{%- endmacro %}

{# Ratio as a double, empty when the denominator is zero or empty. #}
{% macro ratio(numerator, denominator) %}{{ return(adapter.dispatch('ratio', 'csad_warehouse')(numerator, denominator)) }}{% endmacro %}
{% macro default__ratio(numerator, denominator) -%}
    cast({{ numerator }} as double) / nullif(cast({{ denominator }} as double), 0)
{%- endmacro %}

{# A number for a person: comma for thousands, no decimals. #}
{% macro number_text(number) %}{{ return(adapter.dispatch('number_text', 'csad_warehouse')(number)) }}{% endmacro %}
{% macro default__number_text(number) -%}
    format('{:,}', cast(round({{ number }}) as bigint))
{%- endmacro %}
