{#
  The cases of the macros of dialect.sql, one table for every engine: macro, case, result of the macro (SQL), expected result (SQL).
  The test macro_cases compares both on the engine of the build. The expected keys were computed with Python's hashlib.
#}
{% macro macro_cases() %}
{% set two_plans -%}
    (
        select 2 as rank, 'B' as rule, 'segunda' as said
        union all
        select 1 as rank, 'B' as rule, 'primera b' as said
        union all
        select 1 as rank, 'B' as rule, 'primera a' as said
        union all
        select 1 as rank, cast(null as string) as rule, 'sin regla' as said
        union all
        select cast(null as int) as rank, 'A' as rule, 'sin orden' as said
        union all
        select 1 as rank, 'A' as rule, cast(null as string) as said
    ) as reasons
{%- endset %}
{% set no_text = "(select 1 as rank, cast(null as string) as said) as reasons" %}
{% set one_empty = "(select 1 as rank, '' as said union all select 2 as rank, '' as said) as reasons" %}
{% set aliases = "(select 'Z1' as zone, 'Alto Huallaga| La  Morada ||ñ' as names)" %}
{% set no_alias = "(select 'Z1' as zone, '' as names)" %}
{% set null_text = "cast(null as string)" %}
{% set null_day = "cast(null as date)" %}
{{ return([
    ('text_literal', 'normal', text_literal('abc'), "'a' || 'bc'"),
    ('text_literal', 'apostrophe', text_literal("d'Or"), "'d' || chr(39) || 'Or'"),
    ('text_literal', 'two apostrophes', text_literal("''"), "chr(39) || chr(39)"),
    ('text_literal', 'backslash', text_literal('a\\b'), "'a' || chr(92) || 'b'"),
    ('text_literal', 'pattern kept', text_literal('\\d+\\.n'), "chr(92) || 'd+' || chr(92) || '.n'"),
    ('text_literal', 'accents', "length(" ~ text_literal('ñandú «»') ~ ")", "8"),

    ('trimmed', 'spaces', trimmed("'  a b  '"), "'a b'"),
    ('trimmed', 'no-break, thin, ideographic', trimmed("'\u00a0\u2009a\u00a0b\u202f\u3000'"), "'a\u00a0b'"),
    ('trimmed', 'tab stays', "length(" ~ trimmed("' ' || chr(9) || 'a '") ~ ")", "2"),
    ('trimmed', 'empty', trimmed("''"), "''"),
    ('trimmed', 'only spaces', trimmed("' \u00a0 '"), "''"),
    ('trimmed', 'null', trimmed(null_text), null_text),

    ('fold_text', 'accents and case', fold_text("'  San GABÁN  '"), "'san gaban'"),
    ('fold_text', 'thin and no-break spaces', fold_text("'Alto\u00a0\u2009 Huallaga\u202f'"), "'alto huallaga'"),
    ('fold_text', 'decomposed', fold_text("'Aguayti\u0301a N\u0303'"), "'aguaytia n'"),
    ('fold_text', 'line break and tab', fold_text("'a' || chr(10) || chr(9) || 'b'"), "'a b'"),
    ('fold_text', 'not letters with marks', fold_text("'Straße Łódź Ðø œ №4'"), "'straße łodz ðø œ №4'"),
    ('fold_text', 'every accented Latin letter',
     fold_text("'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĨĩĪīĬĭĮįİĴĵĶķĹĺĻļĽľŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƠơƯưǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǦǧǨǩǪǫǬǭǮǯǰǴǵǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȞȟȦȧȨȩȪȫȬȭȮȯȰȱȲȳ'"),
     "'aaaaaaceeeeiiiinooooouuuuyaaaaaaceeeeiiiinooooouuuuyyaaaaaaccccccccddeeeeeeeeeegggggggghhiiiiiiiiijjkkllllllnnnnnnoooooorrrrrrssssssssttttuuuuuuuuuuuuwwyyyzzzzzzoouuaaiioouuuuuuuuuuaaaaææggkkooooʒʒjggnnaaææøøaaaaeeeeiiiioooorrrruuuusstthhaaeeooooooooyy'"),
    ('fold_text', 'empty', fold_text("''"), "''"),
    ('fold_text', 'null', fold_text(null_text), null_text),

    ('code_text', 'zeros given back', code_text("'72'", 4), "'0072'"),
    ('code_text', 'one digit of two', code_text("' 5\u00a0'", 2), "'05'"),
    ('code_text', 'five digits of six', code_text("'10103'", 6), "'010103'"),
    ('code_text', 'zero', code_text("'0'", 2), "'00'"),
    ('code_text', 'whole', code_text("'0072'", 4), "'0072'"),
    ('code_text', 'too long stays', code_text("'00072'", 4), "'00072'"),
    ('code_text', 'no number stays', code_text("'7a'", 4), "'7a'"),
    ('code_text', 'negative stays', code_text("'-7'", 4), "'-7'"),
    ('code_text', 'empty', code_text("''", 4), "''"),
    ('code_text', 'null', code_text(null_text, 4), null_text),

    ('squeeze', 'thousands', squeeze("' 1\u2009234\u00a0567,8 '"), "'1234567,8'"),
    ('squeeze', 'narrow no-break and tab', squeeze("'1\u202f2' || chr(9) || '3'"), "'123'"),
    ('squeeze', 'empty', squeeze("''"), "''"),
    ('squeeze', 'null', squeeze(null_text), null_text),

    ('matches_fully', 'whole', matches_fully("'-12'", "'-?[0-9]+'"), "true"),
    ('matches_fully', 'part only', matches_fully("'12a'", "'-?[0-9]+'"), "false"),
    ('matches_fully', 'alternatives are one', matches_fully("'1,234x'", "'[0-9]+|[0-9]+,[0-9]{3}'"), "false"),
    ('matches_fully', 'line break after', matches_fully("'12' || chr(10)", "'-?[0-9]+'"), "false"),
    ('matches_fully', 'a pattern from a column', matches_fully("'1.5'", "chr(92) || 'd+' || chr(92) || '.' || chr(92) || 'd'"), "true"),
    ('matches_fully', 'empty', matches_fully("''", "'-?[0-9]+'"), "false"),
    ('matches_fully', 'null', matches_fully(null_text, "'-?[0-9]+'"), "cast(null as boolean)"),

    ('strip_footnote', 'star', strip_footnote("'VRAEM *'"), "'VRAEM'"),
    ('strip_footnote', 'superscript', strip_footnote("'Aguaytía¹ ²'"), "'Aguaytía'"),
    ('strip_footnote', 'parentheses', strip_footnote("'San Gabán (2)'"), "'San Gabán'"),
    ('strip_footnote', 'stroke', strip_footnote("'Kcosñipata 1/'"), "'Kcosñipata'"),
    ('strip_footnote', 'several', strip_footnote("'Orellana ** (12) †  '"), "'Orellana'"),
    ('strip_footnote', 'a number is not a note', strip_footnote("'Sector 5'"), "'Sector 5'"),
    ('strip_footnote', 'a year is not a note', strip_footnote("'Zona (2015)'"), "'Zona (2015)'"),
    ('strip_footnote', 'inside stays', strip_footnote("'a* b'"), "'a* b'"),
    ('strip_footnote', 'only a note', strip_footnote("'**'"), "''"),
    ('strip_footnote', 'null', strip_footnote(null_text), null_text),

    ('try_date', 'iso', try_date("'2015-11-02'"), "date '2015-11-02'"),
    ('try_date', 'iso with time', try_date("'2015-11-02 10:30:00'"), "date '2015-11-02'"),
    ('try_date', 'year first, strokes, short', try_date("' 2015/1/2 '"), "date '2015-01-02'"),
    ('try_date', 'day first', try_date("'2/11/2015'"), "date '2015-11-02'"),
    ('try_date', 'leap day', try_date("'29/02/2016'"), "date '2016-02-29'"),
    ('try_date', 'no leap year', try_date("'29/02/2015'"), null_day),
    ('try_date', 'two-digit year', try_date("'2/11/15'"), null_day),
    ('try_date', 'month 13', try_date("'2015-13-01'"), null_day),
    ('try_date', 'year only', try_date("'2015'"), null_day),
    ('try_date', 'words', try_date("'infinity'"), null_day),
    ('try_date', 'five-digit year', try_date("'12015-11-02'"), null_day),
    ('try_date', 'empty', try_date("''"), null_day),
    ('try_date', 'null', try_date(null_text), null_day),

    ('int_key', 'normal', int_key(["'territory'", "'00'"]), "cast(276411245768905 as bigint)"),
    ('int_key', 'accents', int_key(["'zone'", "'Ñuñoa «San Gabán»'"]), "cast(163563140501698 as bigint)"),
    ('int_key', 'empty', int_key(["''"]), "cast(233223382208256 as bigint)"),
    ('int_key', 'null alone is empty', int_key([null_text]), "cast(233223382208256 as bigint)"),
    ('int_key', 'null between', int_key(["'a'", null_text, "'b'"]), "cast(156419768450026 as bigint)"),
    ('int_key', 'number and day', int_key(["'d41d8cd9'", "'Hoja 1'", "cast(2015 as bigint)", "date '2015-11-02'"]), "cast(198762349326088 as bigint)"),

    ('value_key_of', 'a figure', value_key_of("'I'", "'pais'", "'00'", "'2014'", "date '2014-12-31'"), "cast(126577854177243 as bigint)"),

    ('date_key', 'normal', date_key("date '2015-11-02'"), "cast(20151102 as bigint)"),
    ('date_key', 'leap day', date_key("date '2016-02-29'"), "cast(20160229 as bigint)"),
    ('date_key', 'first and last', date_key("date '1983-01-01'") ~ " + " ~ date_key("date '2035-12-31'"), "cast(19830101 + 20351231 as bigint)"),
    ('date_key', 'null', date_key(null_day), "cast(null as bigint)"),

    ('day_of', 'normal', day_of(2015, 12, 31), "date '2015-12-31'"),
    ('day_of', 'leap day', day_of("cast(2016 as bigint)", 2, 29), "date '2016-02-29'"),
    ('day_of', 'null', day_of("cast(null as bigint)", 12, 31), null_day),

    ('day_words', 'a day', day_words("'2015-11-02'", 'es'), "'02-nov-2015'"),
    ('day_words', 'a day in English', day_words("'2015-11-02'", 'en'), "'02 Nov 2015'"),
    ('day_words', 'a month', day_words("'2015-09'", 'es'), "'set-2015'"),
    ('day_words', 'the first month, in English', day_words("'2015-01'", 'en'), "'Jan 2015'"),
    ('day_words', 'the last month of a date', day_words("cast(date '2015-12-31' as string)", 'es'), "'31-dic-2015'"),
    ('day_words', 'a year', day_words("'2015'", 'es'), "'2015'"),
    ('day_words', 'null', day_words(null_text, 'es'), null_text),
    ('lima_day', 'evening in Lima', lima_day("timestamp '2026-11-03 01:00:00'"), "date '2026-11-02'"),
    ('lima_day', 'morning in Lima', lima_day("timestamp '2026-11-03 11:00:00'"), "date '2026-11-03'"),

    ('days_after', 'over a leap day', days_after("date '2024-02-28'", "cast(2 as bigint)"), "date '2024-03-01'"),
    ('days_after', 'none', days_after("date '2024-02-28'", "0"), "date '2024-02-28'"),
    ('days_after', 'null', days_after(null_day, "1"), null_day),

    ('days_between', 'leap year', days_between("date '2016-01-01'", "date '2017-01-01'"), "cast(366 as bigint)"),
    ('days_between', 'backwards', days_between("date '2015-11-02'", "date '2015-10-31'"), "cast(-2 as bigint)"),
    ('days_between', 'same day', days_between("date '2015-11-02'", "date '2015-11-02'"), "cast(0 as bigint)"),
    ('days_between', 'null', days_between(null_day, "date '2015-11-02'"), "cast(null as bigint)"),

    ('date_spine', 'a leap year', "(select count(distinct calendar_date) from (" ~ date_spine('2016-01-01', '2016-12-31') ~ ") as days)", "cast(366 as bigint)"),
    ('date_spine', 'both ends', "(select " ~ days_between('min(calendar_date)', 'max(calendar_date)') ~ " from (" ~ date_spine('2015-12-31', '2016-03-01') ~ ") as days)", "cast(61 as bigint)"),
    ('date_spine', 'one day', "(select count(*) from (" ~ date_spine('2016-02-29', '2016-02-29') ~ ") as days)", "cast(1 as bigint)"),

    ('split_rows', 'pieces trimmed, empty ones kept',
     "(select " ~ join_text("'<' || piece || '>'", ['piece'], '') ~ " from (" ~ split_rows(aliases, 'names', '|', 'piece') ~ ") as pieces)",
     "'<><Alto Huallaga><La  Morada><ñ>'"),
    ('split_rows', 'columns kept', "(select count(zone) from (" ~ split_rows(aliases, 'names', '|', 'piece') ~ ") as pieces)", "cast(4 as bigint)"),
    ('split_rows', 'empty list has one empty piece', "(select count(*) from (" ~ split_rows(no_alias, 'names', '|', 'piece') ~ ") as pieces where piece = '')", "cast(1 as bigint)"),

    ('join_text', 'order, ties, nulls', "(select " ~ join_text('said', ['rank', 'rule'], ' · ') ~ " from " ~ two_plans ~ ")",
     "'primera a · primera b · sin regla · segunda · sin orden'"),
    ('join_text', 'only nulls', "(select " ~ join_text('said', ['rank'], ' ') ~ " from " ~ no_text ~ ")", null_text),
    ('join_text', 'empty texts count', "(select " ~ join_text('said', ['rank'], '|') ~ " from " ~ one_empty ~ ")", "'|'"),
    ('join_text', 'no rows', "(select " ~ join_text('said', ['rank'], ' ') ~ " from " ~ one_empty ~ " where rank > 5)", null_text),
    ('join_text', 'binary order', "(select " ~ join_text('said', ['said'], '') ~ " from (select 'á' as said union all select 'Z' as said union all select 'a' as said) as reasons)", "'Zaá'"),
    ('join_distinct', 'once each, nulls left out', "(select " ~ join_distinct('rule', '|') ~ " from " ~ two_plans ~ ")", "'A|B'"),
    ('join_distinct', 'only nulls', "(select " ~ join_distinct('said', ' ') ~ " from " ~ no_text ~ ")", null_text),
    ('join_distinct', 'binary order', "(select " ~ join_distinct('said', '') ~ " from (select 'á' as said union all select 'Z' as said union all select 'a' as said) as reasons)", "'Zaá'"),

    ('ratio', 'whole numbers', ratio('1', '4'), "cast(0.25 as double)"),
    ('ratio', 'decimals', ratio('cast(1 as decimal(18, 4))', 'cast(3 as decimal(18, 4))'), "cast(1 as double) / cast(3 as double)"),
    ('ratio', 'negative', ratio('-7', '2'), "cast(-3.5 as double)"),
    ('ratio', 'zero denominator', ratio('1', '0'), "cast(null as double)"),
    ('ratio', 'zero decimal denominator', ratio('0', 'cast(0 as decimal(18, 4))'), "cast(null as double)"),
    ('ratio', 'null numerator', ratio('cast(null as bigint)', '2'), "cast(null as double)"),
    ('ratio', 'null denominator', ratio('2', 'cast(null as bigint)'), "cast(null as double)"),

    ('rounded', 'half away from zero', rounded('cast(0.125 as double)', 2), "cast(0.13 as double)"),
    ('rounded', 'negative half', rounded('cast(-0.125 as double)', 2), "cast(-0.13 as double)"),
    ('rounded', 'a half that is none in binary', "cast(" ~ rounded('cast(1.00005 as double)', 4) ~ " as decimal(18, 4))", "cast(1.0001 as decimal(18, 4))"),
    ('rounded', 'a half below in binary', "cast(" ~ rounded('cast(2.67495 as double)', 4) ~ " as decimal(18, 4))", "cast(2.675 as decimal(18, 4))"),
    ('rounded', 'percentage of a third', "cast(" ~ rounded('100 * ' ~ ratio('2', '3'), 4) ~ " as decimal(18, 4))", "cast(66.6667 as decimal(18, 4))"),
    ('rounded', 'null', rounded('cast(null as double)', 4), "cast(null as double)"),

    ('number_text', 'thousands', number_text('1234567'), "'1,234,567'"),
    ('number_text', 'half up', number_text('cast(999.5 as decimal(18, 4))'), "'1,000'"),
    ('number_text', 'negative', number_text('cast(-1234.5 as decimal(18, 4))'), "'-1,235'"),
    ('number_text', 'zero', number_text('0'), "'0'"),
    ('number_text', 'null', number_text('cast(null as bigint)'), null_text),
]) }}
{% endmacro %}
