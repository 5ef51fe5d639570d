{#
  The sentences that models write for officers, in both languages, with slots in braces. A model asks for one by its name:
  said('no_figure', 'es', {'source': 'd.source_es'}). Rules have their sentences in expectations/rules, pages in reports/locale.
#}
{% macro sentences() %}
    {{ return({
        'clean': {'es': 'Datos sin observaciones. {pending}', 'en': 'Data clean. {pending}'},
        'no_figure': {
            'es': 'No hay todavía un dato con fuente para este periodo. Debe venir de: {source}.',
            'en': 'There is no sourced figure for this period yet. It must come from: {source}.'
        },
        'derived': {
            'es': 'Es una cifra derivada de otras publicadas; no figura impresa en la fuente.',
            'en': 'It is derived from other published figures; the source does not print it.'
        },
        'unverified': {
            'es': 'Se apoya en una cifra que circula sin fuente verificada («{title}»).',
            'en': "It rests on a figure in circulation without a verified source ('{title}')."
        },
        'no_change_no_figure': {
            'es': 'No hay cifra publicable de los dos años.',
            'en': 'There is no publishable figure of both years.'
        },
        'no_change_other_series': {
            'es': 'Las cifras de los dos años son de series distintas y no se comparan.',
            'en': 'The figures of the two years are of different series and are not compared.'
        },
        'no_change_remainder': {
            'es': 'Lo que queda sin asignar depende de los lugares que tienen dato ese año: no se compara.',
            'en': 'What is left without a place depends on the places that have a figure that year: it is not compared.'
        },
        'no_change_method_break': {
            'es': 'El método cambió ese año: no se compara con el anterior.',
            'en': 'The method changed in that year: it is not compared with the year before.'
        },
        'demonstration': {
            'es': 'Datos de demostración: no describen la realidad.',
            'en': 'Demonstration data: it does not describe reality.'
        },
        'signature_void': {
            'es': 'La firma es de una edición de datos anterior; falta la de {owner}.',
            'en': 'The signature is for an earlier data edition; that of {owner} is pending.'
        },
        'signature_pending': {'es': 'Falta la firma de {owner}.', 'en': 'The signature of {owner} is pending.'},
        'not_to_publish': {'es': '{person} decidió no publicar: {reason}', 'en': '{person} decided not to publish: {reason}'},
        'rests_on_one': {
            'es': 'Se calcula con una cifra observada: {finding}',
            'en': 'It is computed from a figure with an observation: {finding}'
        },
        'rests_on_more': {
            'es': 'Se calcula con {n} cifras observadas; una de ellas: {finding}',
            'en': 'It is computed from {n} figures with observations; one of them: {finding}'
        },
        'exception': {
            'es': '{finding} Se publica por excepción hasta el {day}, autorizada por {person}: {reason}',
            'en': '{finding} Published by way of exception until {day}, authorised by {person}: {reason}'
        },
        'file_refused': {
            'es': 'Llegó un archivo que no se pudo cargar: puede faltar un dato más reciente o corregido.',
            'en': 'A file arrived that could not be loaded: newer or corrected data may be missing.'
        },
        'file_unused': {
            'es': 'Ninguna fila de «{title}» se pudo usar: puede faltar la cifra más reciente.',
            'en': "No row of '{title}' could be used: the newest figure may be missing."
        },
        'rows_refused': {
            'es': 'Filas en cuarentena que no se cuentan: {n} ({titles}).',
            'en': 'Rows in quarantine that are not counted: {n} ({titles}).'
        },
        'total_would_change': {
            'es': ' Con ellas el total cambiaría en {amount} {unit}',
            'en': ' With them the total would change by {amount} {unit}'
        },
        'share_or_more': {'es': ' ({share} % o más).', 'en': ' ({share} % or more).'},
        'share': {'es': ' ({share} %).', 'en': ' ({share} %).'},
        'target_would_change': {
            'es': ' Cambiaría si se alcanza la meta a la fecha.',
            'en': ' Whether the target to date is met would change.'
        },
        'effect_unknown': {'es': ' De efecto desconocido: {n}.', 'en': ' Of unknown effect: {n}.'},
        'few_people': {'es': 'Dato reservado: menos de {n} personas.', 'en': 'Suppressed: fewer than {n} people.'},
        'tells_few_people': {
            'es': 'Dato reservado: permitiría calcular otro de menos de {n} personas.',
            'en': 'Suppressed: another figure, of fewer than {n} people, could be computed from it.'
        },
        'year_impossible': {
            'es': 'El año impreso, {year}, no es posible.',
            'en': 'The printed year, {year}, is impossible.'
        },
        'figure_unsourced': {
            'es': 'Falta un dato publicable con fuente para recalcularla.',
            'en': 'A publishable sourced figure is missing to recompute it.'
        },
        'figure_ambiguous': {
            'es': 'El valor publicado es compatible con varias ventanas, de {low} {unit} a {high} {unit}; diga siempre cuál usa.',
            'en': 'What is printed fits several windows, from {low} {unit} to {high} {unit}; always say which one.'
        },
        'figure_differs': {
            'es': 'El recálculo no coincide con lo impreso; se abre un caso y no se toca el dato.',
            'en': 'The recomputation does not match the print; a case is opened and no data is touched.'
        },
    }) }}
{% endmacro %}

{# One sentence as a SQL text: each slot takes a SQL expression. A slot without an expression stops the parse. #}
{% macro said(name, language, slots={}) -%}
    {%- set parts = [] -%}
    {%- for piece in sentences()[name][language].split('{') -%}
        {%- set halves = piece.split('}') -%}
        {%- if halves | length == 2 -%}{%- do parts.append(slots[halves[0]]) -%}{%- endif -%}
        {%- if halves | last -%}{%- do parts.append(text_literal(halves | last) | trim) -%}{%- endif -%}
    {%- endfor -%}
    {{ parts | join(' || ') }}
{%- endmacro %}

{# What the refused rows of the files `s` would change at a figure: the effect `e` for the indicator `d`. #}
{% macro said_of_refused_rows(language) -%}
    {%- set told = {'n': 'cast(e.rows_quarantined as string)', 'titles': 's.titles'} -%}
    {%- set change = {'amount': number_text('e.impact_abs'), 'unit': 'd.unit'} -%}
    {{ said('rows_refused', language, told) }}
        || case
            when e.impact_abs <> 0
                then
                    {{ said('total_would_change', language, change) }}
                    || case
                        when abs(e.impact_pct) >= d.materiality_pct
                            then {{ said('share_or_more', language, {'share': 'cast(cast(d.materiality_pct as decimal(9, 2)) as string)'}) }}
                        when abs(e.impact_pct) < d.materiality_pct and not e.changes_target_met
                            then {{ said('share', language, {'share': 'cast(cast(e.impact_pct as decimal(9, 2)) as string)'}) }}
                        else '.'
                    end
            else ''
        end
        || case when e.changes_target_met then {{ said('target_would_change', language) }} else '' end
        || case
            when e.rows_unparseable > 0 then {{ said('effect_unknown', language, {'n': 'cast(e.rows_unparseable as string)'}) }} else ''
        end
{%- endmacro %}
