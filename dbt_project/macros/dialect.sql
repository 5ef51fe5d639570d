{#
  Every difference between the engines, one dispatched macro each: `default__x` is the embedded engine, `spark__x` the
  distributed one. Models and other macros name no engine. The test macro_cases runs the cases of macro_cases.sql on both.
  Long because every difference between the engines stands in this one file.
#}

{# Spaces as people type and paste them: ASCII, no-break, thin, narrow no-break. Written out, because «\s» differs by engine. #}
{% macro any_spaces() -%}
    [ \t\n\f\r\x{00A0}\x{2009}\x{202F}]+
{%- endmacro %}

{# A text literal of SQL, whatever the text holds. #}
{% macro text_literal(text) %}{{ return(adapter.dispatch('text_literal', 'csad_warehouse')(text)) }}{% endmacro %}
{% macro default__text_literal(text) -%}
    '{{ text | replace("'", "''") }}'
{%- endmacro %}
{% macro spark__text_literal(text) -%}
    '{{ text | replace("\\", "\\\\") | replace("'", "\\'") }}'
{%- endmacro %}

{# The text without spaces at its ends, no-break spaces and those of other scripts included. #}
{% macro trimmed(text) %}{{ return(adapter.dispatch('trimmed', 'csad_warehouse')(text)) }}{% endmacro %}
{% macro default__trimmed(text) -%}
    trim({{ text }})
{%- endmacro %}
{% macro spark__trimmed(text) -%}
    trim(both ' \u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u202F\u205F\u3000' from {{ text }})
{%- endmacro %}

{#
  Lower case, single spaces, no accents: the form in which names are compared. Spark has no function that removes accents, so a
  table holds every accented letter of the Latin blocks up to U+024F; decomposed marks are removed as well.
#}
{% macro fold_text(text) %}{{ return(adapter.dispatch('fold_text', 'csad_warehouse')(text)) }}{% endmacro %}
{% macro default__fold_text(text) -%}
    lower(strip_accents(trim(regexp_replace({{ text }}, '{{ any_spaces() }}', ' ', 'g'))))
{%- endmacro %}
{% macro spark__fold_text(text) -%}
    lower(regexp_replace(translate(
        {{ trimmed("regexp_replace(" ~ text ~ ", r'" ~ any_spaces() ~ "', ' ')") }},
        'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĨĩĪīĬĭĮįİĴĵĶķĹĺĻļĽľŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƠơƯưǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǦǧǨǩǪǫǬǭǮǯǰǴǵǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȞȟȦȧȨȩȪȫȬȭȮȯȰȱȲȳ',
        'AAAAAACEEEEIIIINOOOOOUUUUYaaaaaaceeeeiiiinooooouuuuyyAaAaAaCcCcCcCcDdEeEeEeEeEeGgGgGgGgHhIiIiIiIiIJjKkLlLlLlNnNnNnOoOoOoRrRrRrSsSsSsSsTtTtUuUuUuUuUuUuWwYyYZzZzZzOoUuAaIiOoUuUuUuUuUuAaAaÆæGgKkOoOoƷʒjGgNnAaÆæØøAaAaEeEeIiIiOoOoRrRrUuUuSsTtHhAaEeOoOoOoOoYy'
    ), r'[\x{0300}-\x{036F}]', ''))
{%- endmacro %}

{# The text without any space, as a printed number is read. #}
{% macro squeeze(text) %}{{ return(adapter.dispatch('squeeze', 'csad_warehouse')(text)) }}{% endmacro %}
{% macro default__squeeze(text) -%}
    regexp_replace({{ text }}, '{{ any_spaces() }}', '', 'g')
{%- endmacro %}
{% macro spark__squeeze(text) -%}
    regexp_replace({{ text }}, r'{{ any_spaces() }}', '')
{%- endmacro %}

{# Whether the whole text matches the pattern (SQL text). «\z» ends the pattern, because «$» allows a line break after it. #}
{% macro matches_fully(text, pattern) %}{{ return(adapter.dispatch('matches_fully', 'csad_warehouse')(text, pattern)) }}{% endmacro %}
{% macro default__matches_fully(text, pattern) -%}
    regexp_full_match({{ text }}, {{ pattern }})
{%- endmacro %}
{% macro spark__matches_fully(text, pattern) -%}
    ({{ text }} rlike concat('^(?:', {{ pattern }}, r')\z'))
{%- endmacro %}

{# The text without the footnote marks at its end: «VRAEM*», «Aguaytía ¹», «San Gabán (2)», «Kcosñipata 1/». #}
{% macro footnote_marks() -%}
    ([ \t\n\f\r]*(\*+|[¹²³⁴⁵⁶⁷⁸⁹⁰†‡]+|\([0-9]{1,2}\)|[ \t\n\f\r][0-9]{1,2}/))+[ \t\n\f\r]*\z
{%- endmacro %}
{% macro strip_footnote(text) %}{{ return(adapter.dispatch('strip_footnote', 'csad_warehouse')(text)) }}{% endmacro %}
{% macro default__strip_footnote(text) -%}
    trim(regexp_replace({{ text }}, '{{ footnote_marks() }}', ''))
{%- endmacro %}
{% macro spark__strip_footnote(text) -%}
    {{ trimmed("regexp_replace(" ~ text ~ ", r'" ~ footnote_marks() ~ "', '')") }}
{%- endmacro %}

{#
  The day that a text names, year first (with or without a time after it) or day first with a four-digit year; empty if the
  text names no day. The forms are written out, because the cast of each engine accepts other forms as well.
#}
{% macro year_first() -%}
    ([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})([ T][^\n]*)?
{%- endmacro %}
{% macro day_first() -%}
    ([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})
{%- endmacro %}
{% macro try_date(text) %}{{ return(adapter.dispatch('try_date', 'csad_warehouse')(text)) }}{% endmacro %}
{% macro default__try_date(text) -%}
    try_cast(case
        when regexp_full_match(trim({{ text }}), '{{ year_first() }}') then regexp_replace(trim({{ text }}), '^{{ year_first() }}\z', '\1-\2-\3')
        when regexp_full_match(trim({{ text }}), '{{ day_first() }}') then regexp_replace(trim({{ text }}), '^{{ day_first() }}\z', '\3-\2-\1')
    end as date)
{%- endmacro %}
{% macro spark__try_date(text) -%}
    {%- set day = trimmed(text) -%}
    try_cast(case
        when {{ day }} rlike r'^{{ year_first() }}\z' then regexp_replace({{ day }}, r'^{{ year_first() }}\z', '$1-$2-$3')
        when {{ day }} rlike r'^{{ day_first() }}\z' then regexp_replace({{ day }}, r'^{{ day_first() }}\z', '$3-$2-$1')
    end as date)
{%- endmacro %}

{#
  A stable integer key from text parts: the first 48 bits of an md5, equal on every engine and in every rebuild. It has at most 15
  digits, so that a double and a spreadsheet keep it whole; 32 bits would give two lines of a large budget one key.
#}
{% macro int_key(parts) %}{{ return(adapter.dispatch('int_key', 'csad_warehouse')(parts)) }}{% endmacro %}
{% macro default__int_key(parts) -%}
    cast('0x' || substr(md5({{ key_text(parts) }}), 1, 12) as bigint)
{%- endmacro %}
{% macro spark__int_key(parts) -%}
    cast(conv(substr(md5({{ key_text(parts) }}), 1, 12), 16, 10) as bigint)
{%- endmacro %}
{% macro key_text(parts) -%}
    concat_ws('|', {% for part in parts %}coalesce(cast({{ part }} as string), ''){{ ', ' if not loop.last }}{% endfor %})
{%- endmacro %}

{# A day as yyyymmdd. #}
{% macro date_key(day) %}{{ return(adapter.dispatch('date_key', 'csad_warehouse')(day)) }}{% endmacro %}
{% macro default__date_key(day) -%}
    cast(strftime({{ day }}, '%Y%m%d') as bigint)
{%- endmacro %}
{% macro spark__date_key(day) -%}
    cast(date_format({{ day }}, 'yyyyMMdd') as bigint)
{%- endmacro %}

{% macro day_of(year, month, day) %}{{ return(adapter.dispatch('day_of', 'csad_warehouse')(year, month, day)) }}{% endmacro %}
{% macro default__day_of(year, month, day) -%}
    make_date({{ year }}, {{ month }}, {{ day }})
{%- endmacro %}
{% macro spark__day_of(year, month, day) -%}
    make_date(cast({{ year }} as int), cast({{ month }} as int), cast({{ day }} as int))
{%- endmacro %}

{% macro days_between(from_day, to_day) %}{{ return(adapter.dispatch('days_between', 'csad_warehouse')(from_day, to_day)) }}{% endmacro %}
{% macro default__days_between(from_day, to_day) -%}
    date_diff('day', {{ from_day }}, {{ to_day }})
{%- endmacro %}
{% macro spark__days_between(from_day, to_day) -%}
    cast(datediff({{ to_day }}, {{ from_day }}) as bigint)
{%- endmacro %}

{# The day so many days later. #}
{% macro days_after(day, days) %}{{ return(adapter.dispatch('days_after', 'csad_warehouse')(day, days)) }}{% endmacro %}
{% macro default__days_after(day, days) -%}
    ({{ day }} + cast({{ days }} as int))
{%- endmacro %}
{% macro spark__days_after(day, days) -%}
    date_add({{ day }}, cast({{ days }} as int))
{%- endmacro %}

{# A year, month or day in ISO text as people read it: «2015», «nov-2015», «02-nov-2015»; in English «02 Nov 2015». #}
{% macro day_words(text, language) -%}
    {%- set names = {'es': 'enefebmarabrmayjunjulagosetoctnovdic', 'en': 'JanFebMarAprMayJunJulAugSepOctNovDec'}[language] -%}
    {%- set mark = {'es': '-', 'en': ' '}[language] -%}
    (case when length({{ text }}) >= 10 then substr({{ text }}, 9, 2) || '{{ mark }}' else '' end
    || case when length({{ text }}) >= 7 then substr('{{ names }}', 3 * cast(substr({{ text }}, 6, 2) as int) - 2, 3) || '{{ mark }}' else '' end
    || substr({{ text }}, 1, 4))
{%- endmacro %}

{# The day in Lima of an instant in UTC: five hours behind it all year. #}
{% macro lima_day(instant) -%}
    cast({{ instant }} - interval 5 hours as date)
{%- endmacro %}

{# One row per day, column calendar_date. #}
{% macro date_spine(first_day, last_day) %}{{ return(adapter.dispatch('date_spine', 'csad_warehouse')(first_day, last_day)) }}{% endmacro %}
{% macro default__date_spine(first_day, last_day) -%}
    select cast(generate_series as date) as calendar_date
    from generate_series(date '{{ first_day }}', date '{{ last_day }}', interval 1 day)
{%- endmacro %}
{% macro spark__date_spine(first_day, last_day) -%}
    select explode(sequence(date '{{ first_day }}', date '{{ last_day }}', interval 1 day)) as calendar_date
{%- endmacro %}

{# One row per element of a text list, columns of the relation kept; the separator is taken literally. #}
{% macro split_rows(relation, list_column, separator, as_column) %}{{ return(adapter.dispatch('split_rows', 'csad_warehouse')(relation, list_column, separator, as_column)) }}{% endmacro %}
{% macro default__split_rows(relation, list_column, separator, as_column) -%}
    select parts.*, trim(piece.unnest) as {{ as_column }}
    from {{ relation }} as parts, unnest(string_split(parts.{{ list_column }}, '{{ separator }}')) as piece
{%- endmacro %}
{% macro spark__split_rows(relation, list_column, separator, as_column) -%}
    select parts.*, {{ trimmed('pieces.piece') }} as {{ as_column }}
    from {{ relation }} as parts lateral view explode(split(parts.{{ list_column }}, r'\Q{{ separator }}\E')) pieces as piece
{%- endmacro %}

{# Texts of a group in one, ordered by the keys (ascending, empty ones last) and then by themselves; empty texts are left out. #}
{% macro join_text(text, order_by, separator) %}{{ return(adapter.dispatch('join_text', 'csad_warehouse')(text, order_by, separator)) }}{% endmacro %}
{% macro default__join_text(text, order_by, separator) -%}
    string_agg({{ text }}, '{{ separator }}' order by {% for key in order_by %}{{ key }} nulls last, {% endfor %}{{ text }})
{%- endmacro %}
{% macro spark__join_text(text, order_by, separator) -%}
    case when count({{ text }}) > 0 then array_join(transform(array_sort(collect_list(case when {{ text }} is not null then struct(
        {% for key in order_by %}{{ key }} is null as no_key{{ loop.index }}, {{ key }} as key{{ loop.index }}, {% endfor %}{{ text }} as said
    ) end)), sorted -> sorted.said), '{{ separator }}') end
{%- endmacro %}

{# The different texts of a group in one, in binary order; a NULL is left out. #}
{% macro join_distinct(text, separator) %}{{ return(adapter.dispatch('join_distinct', 'csad_warehouse')(text, separator)) }}{% endmacro %}
{% macro default__join_distinct(text, separator) -%}
    string_agg(distinct {{ text }}, '{{ separator }}' order by {{ text }})
{%- endmacro %}
{% macro spark__join_distinct(text, separator) -%}
    case when count({{ text }}) > 0 then array_join(array_sort(collect_set({{ text }})), '{{ separator }}') end
{%- endmacro %}

{# Ratio as a double, empty when the denominator is zero or empty. One form holds on every engine. #}
{% macro ratio(numerator, denominator) -%}
    cast({{ numerator }} as double) / nullif(cast({{ denominator }} as double), 0)
{%- endmacro %}

{#
  A double to so many decimals, halves away from zero. On Spark the number is scaled first, because Spark's round() starts from the
  printed decimals, which may be another number.
#}
{% macro rounded(number, decimals) %}{{ return(adapter.dispatch('rounded', 'csad_warehouse')(number, decimals)) }}{% endmacro %}
{% macro default__rounded(number, decimals) -%}
    round({{ number }}, {{ decimals }})
{%- endmacro %}
{% macro spark__rounded(number, decimals) -%}
    round(({{ number }}) * {{ 10 ** decimals }}) / {{ 10 ** decimals }}
{%- endmacro %}

{# A number for a person: comma for thousands, no decimals. #}
{% macro number_text(number) %}{{ return(adapter.dispatch('number_text', 'csad_warehouse')(number)) }}{% endmacro %}
{% macro default__number_text(number) -%}
    format('{:,}', cast(round({{ number }}) as bigint))
{%- endmacro %}
{% macro spark__number_text(number) -%}
    format_number(cast(round({{ number }}) as bigint), 0)
{%- endmacro %}

{#
  Configuration of a table whose new rows replace whole values of one column (a year): the other years are not touched.
  If tables are files, the column is the partition and the run overwrites its folder (docs/adr/0010). A model that uses this
  macro also uses `only_values`, which removes the values that are no longer known.
#}
{% macro replaced_by(column) %}{{ return(adapter.dispatch('replaced_by', 'csad_warehouse')(column)) }}{% endmacro %}
{% macro default__replaced_by(column) %}
    {{ return({'materialized': 'incremental', 'incremental_strategy': 'delete+insert', 'unique_key': column, 'on_schema_change': 'fail'}) }}
{% endmacro %}
{% macro spark__replaced_by(column) %}
    {{ return({'materialized': 'incremental', 'incremental_strategy': 'insert_overwrite', 'partition_by': [column],
               'file_format': 'parquet', 'on_schema_change': 'fail'}) }}
{% endmacro %}

{# Run after an incremental table was written: removes the rows whose value of `column` is missing from `named` of `relation`. #}
{% macro only_values(column, relation, named) %}{{ return(adapter.dispatch('only_values', 'csad_warehouse')(column, relation, named)) }}{% endmacro %}
{% macro default__only_values(column, relation, named) -%}
    delete from {{ this }} where {{ column }} not in (select known.{{ named }} from {{ relation }} as known)
{%- endmacro %}
{% macro spark__only_values(column, relation, named) -%}
    {%- if execute -%}
        {%- set gone = run_query("select distinct " ~ column ~ " from " ~ this ~ " where " ~ column ~ " not in (select known." ~ named ~ " from " ~ relation ~ " as known)") -%}
        {%- if gone.rows -%}
            alter table {{ this }} drop if exists {% for row in gone.rows %}partition ({{ column }} = {{ "'" ~ row[0] ~ "'" if row[0] is string else row[0] }}){{ ', ' if not loop.last }}{% endfor %}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}

{# Settings of a session before it builds a model: dbt-spark switches the checks of overflow and casts (ANSI) off. #}
{% macro session_settings() %}{{ return(adapter.dispatch('session_settings', 'csad_warehouse')()) }}{% endmacro %}
{% macro default__session_settings() %}{% endmacro %}
{% macro spark__session_settings() -%}
    set spark.sql.ansi.enabled = true
{%- endmacro %}

{# The same settings before a test, sent at once. The result is not fetched, because the client cannot read the result of a setting. #}
{% macro apply_session_settings() %}{{ return(adapter.dispatch('apply_session_settings', 'csad_warehouse')()) }}{% endmacro %}
{% macro default__apply_session_settings() %}{% endmacro %}
{% macro spark__apply_session_settings() %}
    {% if execute %}{% call statement('session_settings') %}{{ session_settings() }}{% endcall %}{% endif %}
{% endmacro %}

{# Data tests run under the same settings as models. #}
{% macro spark__get_test_sql(main_sql, fail_calc, warn_if, error_if, limit) -%}
    {{ apply_session_settings() }}
    {{- default__get_test_sql(main_sql, fail_calc, warn_if, error_if, limit) }}
{%- endmacro %}

