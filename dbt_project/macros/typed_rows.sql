{#
  Staging by contract: every raw row is typed, judged and either accepted or refused with one reason.
  The contract reaches dbt as the generated source file (see orchestration/upkeep/staging_files.py); `names` is the relation of known
  territory and zone names, passed by the models whose contract refers to it.

  Long because a row is typed, judged, accepted or refused by one list of columns and checks.
  A column with personal data has a `mask` in its meta: the columns that describe a refused row show the mask, not the value.
#}

{% macro contract_of(publisher, dataset) %}
    {% if not execute %}{{ return(none) }}{% endif %}
    {{ return(graph.sources['source.csad_warehouse.' ~ publisher ~ '.' ~ publisher ~ '__' ~ dataset]) }}
{% endmacro %}

{#
  Columns of a contract by name, with all that their meta may say. The generated source file says only what differs from these
  defaults; no label in English means that the Spanish label stands in both languages.
#}
{% macro columns_of(contract) %}
    {% set columns = {} %}
    {% for name, column in contract.columns.items() %}
        {% set meta = {
            'type': 'string', 'required': false, 'may_be_absent': false, 'key_position': none, 'width': none, 'minimum': none, 'maximum': none, 'not_after_publication': false,
            'allowed': [], 'reference': none, 'name_column': none, 'name_beside': none, 'unit': none, 'is_measure': false, 'prefix': none, 'strip_footnotes': false
        } %}
        {% do meta.update({'label_en': column.config.meta.label_es}) %}
        {% do meta.update(column.config.meta) %}
        {% do columns.update({name: meta}) %}
    {% endfor %}
    {{ return(columns) }}
{% endmacro %}

{# Values as SQL text literals. #}
{% macro text_list(values) -%}
    {% for value in values %}{{ text_literal(value) }}{{ ', ' if not loop.last }}{% endfor %}
{%- endmacro %}

{# Whether a folded name is that of a total: one of the contract's words, or a name that begins with what every total is called. #}
{% macro is_total(name, words) -%}
    ({{ name }} in ({{ text_list(words) }}) or {{ name }} like 'total %' or {{ name }} like 'gran total%' or {{ name }} like 'suma total%')
{%- endmacro %}

{# What a row is: a value, a control total (compared, never a fact) or «not monitored» (which is not zero). #}
{% macro row_kind(layout, measure) -%}
    {%- set total = layout.get('control_total') -%}
    {%- set marks = layout.get('not_monitored_marks', []) if measure else [] -%}
    {%- if total or marks -%}
        case
            {% if total -%}
            when {{ is_total(fold_text(strip_footnote('r.' ~ total.column)), total['values']) }} then 'control_total'
            {% endif -%}
            {% if marks -%}
            when {{ trimmed('r.' ~ measure) }} in ({{ text_list(marks) }}) then 'not_monitored'
            {% endif -%}
            else 'value'
        end
    {%- else -%}
        'value'
    {%- endif -%}
{%- endmacro %}

{# The text of a cell; a code with its leading zeros. #}
{% macro cell_text(column, meta) -%}
    {%- if meta.width -%}{{ code_text('r.' ~ column, meta.width) }}{%- else -%}{{ trimmed('r.' ~ column) }}{%- endif -%}
{%- endmacro %}

{% macro typed_expression(column, meta) -%}
    {%- if meta.type == 'number' -%}
        {%- set printed = 'r.' ~ column -%}
        {%- if meta.prefix -%}
            {#- Soles are written «S/.» until 2015 and «S/» since, so the mark with its dot is removed first. -#}
            {%- set printed = "replace(replace(" ~ printed ~ ", " ~ text_literal(meta.prefix) ~ ", ''), " ~ text_literal(meta.prefix.rstrip('.')) ~ ", '')" -%}
        {%- endif -%}
        {%- set clean = squeeze(printed) -%}
        case when {{ matches_fully(clean, 'd.number_pattern') }}
            then try_cast(replace(replace({{ clean }}, d.thousands_mark, ''), d.decimal_mark, '.') as decimal(18, 4)) end
    {%- elif meta.type == 'integer' -%}
        try_cast(case when {{ matches_fully(squeeze('r.' ~ column), "'-?[0-9]+'") }} then {{ squeeze('r.' ~ column) }} end as bigint)
    {%- elif meta.type == 'date' -%}
        {{ try_date('r.' ~ column) }}
    {%- elif meta.strip_footnotes -%}
        nullif({{ strip_footnote('r.' ~ column) }}, '')
    {%- else -%}
        nullif({{ cell_text(column, meta) }}, '')
    {%- endif -%}
{%- endmacro %}

{# The text of a cell; the mask if the column holds personal data. #}
{% macro received_text(column, meta) -%}
    {%- if meta.get('mask') -%}case when {{ column }}_text is not null then {{ text_literal(meta.mask) }} end
    {%- else -%}{{ column }}_text{%- endif -%}
{%- endmacro %}

{# The same shown value for an English sentence, in English quotation marks. #}
{% macro quoted_en(shown) %}{{ return(shown | replace("'«'", "chr(39)") | replace("'»'", "chr(39)")) }}{% endmacro %}

{# The checks of one dataset, as a list of {rule, column, condition, es, en}. The first check that fails is the reason of the row. #}
{% macro row_checks(columns) %}
    {% set checks = [] %}
    {% for column, meta in columns.items() %}
        {% set named_en = "column ' || chr(39) || '" ~ meta.label_en ~ "' || chr(39) || '" %}
        {% set text = column ~ '_text' %}
        {% set label = meta.label_es %}
        {% set shown = "'«' || " ~ received_text(column, meta) ~ " || '»'" %}
        {% if meta.required %}
            {% do checks.append({'rule': 'G2' if meta.key_position else 'G1', 'column': column,
                'condition': text ~ ' is null' ~ ("" if meta.is_measure else " and _row_kind <> 'control_total'") ~ (' and not _is_compact' if meta.may_be_absent else ''),
                'es': "'Falta el dato en la columna «" ~ label ~ "».'", 'en': "'The " ~ named_en ~ " is empty.'"}) %}
        {% endif %}
        {% if meta.get('mask') %}
            {% do checks.append({'rule': 'G1', 'column': column, 'condition': text ~ ' = ' ~ text_literal(meta.mask),
                'es': "'El dato está tapado, como en la lista de correcciones: escriba el original (columna «" ~ label ~ "»).'",
                'en': "'The value is masked, as in the work list: write the original one (" ~ named_en ~ ").'"}) %}
        {% endif %}
        {% if meta.type in ('number', 'integer', 'date') %}
            {% set kind_es = {'number': 'un número', 'integer': 'un número entero', 'date': 'una fecha'}[meta.type] %}
            {% set kind_en = {'number': 'a number', 'integer': 'a whole number', 'date': 'a date'}[meta.type] %}
            {% do checks.append({'rule': 'G1', 'column': column,
                'condition': text ~ ' is not null and ' ~ column ~ ' is null' ~ (" and _row_kind <> 'not_monitored'" if meta.is_measure else ''),
                'es': shown ~ " || ' no es " ~ kind_es ~ " (columna «" ~ label ~ "»).'", 'en': quoted_en(shown) ~ " || ' is not " ~ kind_en ~ " (" ~ named_en ~ ").'"}) %}
        {% endif %}
        {% if meta.minimum is not none and meta.minimum is defined %}
            {% set bound = "date '" ~ meta.minimum ~ "'" if meta.type == 'date' else meta.minimum %}
            {% set rule = 'G6' if meta.type == 'number' else 'G5' %}
            {% do checks.append({'rule': rule, 'column': column, 'condition': column ~ ' < ' ~ bound,
                'es': shown ~ (" || ' es negativo y no puede serlo (columna «" ~ label ~ "»).'" if rule == 'G6' else " || ' es anterior a lo posible (columna «" ~ label ~ "»).'"),
                'en': quoted_en(shown) ~ (" || ' is negative and cannot be (" ~ named_en ~ ").'" if rule == 'G6' else " || ' is earlier than possible (" ~ named_en ~ ").'")}) %}
        {% endif %}
        {% if meta.maximum is not none and meta.maximum is defined %}
            {% set bound = "date '" ~ meta.maximum ~ "'" if meta.type == 'date' else meta.maximum %}
            {% do checks.append({'rule': 'G5' if meta.type in ('integer', 'date') else 'G1', 'column': column, 'condition': column ~ ' > ' ~ bound,
                'es': shown ~ " || ' supera el máximo posible, " ~ meta.maximum ~ " (columna «" ~ label ~ "»).'",
                'en': quoted_en(shown) ~ " || ' is above the possible maximum, " ~ meta.maximum ~ " (" ~ named_en ~ ").'"}) %}
        {% endif %}
        {% if meta.not_after_publication %}
            {% set limit = '_known_on_date' if meta.type == 'date' else 'extract(year from _known_on_date)' %}
            {% do checks.append({'rule': 'G5', 'column': column, 'condition': column ~ ' > ' ~ limit,
                'es': shown ~ " || ' no es posible: es posterior a la publicación del archivo (' || " ~ day_words('_published_on', 'es') ~ " || ') o al día de la corrida (columna «" ~ label ~ "»).'",
                'en': quoted_en(shown) ~ " || ' is impossible: it is later than the publication of the file (' || " ~ day_words('_published_on', 'en') ~ " || ') or than the day of the run (" ~ named_en ~ ").'"}) %}
        {% endif %}
        {% if meta.allowed %}
            {% do checks.append({'rule': 'G1', 'column': column,
                'condition': fold_text(column) ~ " not in (" ~ text_list(meta.allowed) ~ ")",
                'es': shown ~ " || ' no es un valor admitido en «" ~ label ~ "».'", 'en': quoted_en(shown) ~ " || ' is not an admitted value of the " ~ named_en ~ ".'"}) %}
        {% endif %}
        {% if meta.reference %}
            {% set when = (" and " ~ fold_text(meta.reference.when_column) ~ " = " ~ text_literal(meta.reference.when_value)) if meta.reference.when_column else '' %}
            {% set thing_es = {'zona': 'zona', 'departamento': 'departamento', 'distrito': 'distrito'}[meta.reference.level] %}
            {% set thing_en = {'zona': 'zone', 'departamento': 'department', 'distrito': 'district'}[meta.reference.level] %}
            {% do checks.append({'rule': 'G4', 'column': column,
                'condition': "_row_kind <> 'control_total' and _code_of_" ~ column ~ " is null" ~ when,
                'es': shown ~ " || ' no es " ~ ('una zona conocida' if thing_es == 'zona' else 'un ' ~ thing_es ~ ' conocido') ~ " (columna «" ~ label ~ "»).'",
                'en': quoted_en(shown) ~ " || ' is not a known " ~ thing_en ~ " (" ~ named_en ~ ").'"}) %}
        {% endif %}
        {% if meta.name_beside %}
            {% do checks.append(name_check(column, meta, columns[meta.name_beside.column], shown, named_en)) %}
        {% endif %}
    {% endfor %}
    {{ return(checks) }}
{% endmacro %}

{# The natural key by which two rows are the same: a place by its code, other texts folded. #}
{% macro key_expressions(keys, columns) -%}
    {%- for key in keys -%}
        {%- if columns[key].reference -%}coalesce(_code_of_{{ key }}, {{ fold_text(key) }})
        {%- elif columns[key].type == 'string' -%}{{ fold_text(key) }}
        {%- else -%}{{ key }}{%- endif -%}
        {{ ', ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}

{% macro judged_rows(publisher, dataset, names) %}
{%- set contract = contract_of(publisher, dataset) -%}
{%- set layout = contract.config.meta.get('layout', {}) -%}
{%- set columns = columns_of(contract) -%}
{%- set keys = contract.config.meta.key -%}
{%- set measure = contract.config.meta.get('measure') -%}
{%- set checks = row_checks(columns) -%}
{%- set may_be_compact = columns.values() | selectattr('may_be_absent') | list | length > 0 -%}
{#- A compact file lacks columns of the key, so two of its lines that look alike may be two. -#}
{%- set one_key = 'partition by _delivery_id, ' ~ key_expressions(keys, columns) ~ (', case when _is_compact then _row end' if may_be_compact else '') ~ ', _check is null' %}
typed as (
    select
        -- The current name of the file, because a renamed file is the same delivery.
        r._delivery_id, d.file_name as _file, r._sheet, r._row, r._column,
        d.published_on as _published_on, d.known_on_date as _known_on_date,
        {% if may_be_compact -%}
        d.is_compact as _is_compact,
        {% endif -%}
        {% for column, meta in columns.items() -%}
        nullif({{ trimmed('r.' ~ column) }}, '') as {{ column }}_text,
        {{ typed_expression(column, meta) }} as {{ column }},
        {% if meta.reference -%}
        (
            select min(n.code) from {{ names }} as n
            where n.level = '{{ meta.reference.level }}'
              and n.name_key = {{ fold_text(strip_footnote(cell_text(column, meta))) }}
        ) as {{ '_given' if meta.name_column }}_code_of_{{ column }},
        {% endif -%}
        {% if meta.name_column -%}
        {{ code_in_list(names, 'inei', column, meta) }} as _inei_{{ column }},
        {{ code_in_list(names, 'reniec', column, meta) }} as _reniec_{{ column }},
        {% endif -%}
        {% if meta.name_beside -%}
        {{ code_of_name(names, meta.name_beside) }} as _named_{{ column }},
        {% endif -%}
        {% endfor -%}
        -- Every cell outside the key: if rows with one key differ here, they contradict each other and all are refused.
        concat_ws('|', {% for column, meta in columns.items() if column not in keys %}coalesce({{ cell_text(column, meta) }}, ''), {% endfor %}'') as _said,
        {{ row_kind(layout, measure) }} as _row_kind
    from {{ source(publisher, publisher ~ '__' ~ dataset) }} as r
    inner join {{ ref('stg_delivery') }} as d on r._delivery_id = d.delivery_id
    {% if is_incremental() %}where d.is_new{% endif %}
),

placed as (
    select
        *
        {%- for column, meta in columns.items() if meta.name_column %},
        {{ code_as_listed(column) }} as _code_of_{{ column }}
        {%- endfor %}
    from typed
),

checked as (
    select
        *,
        case
            {% for check in checks -%}
            when {{ check.condition }} then {{ loop.index }}
            {% endfor -%}
        end as _check
    from placed
),

compared as (
    select
        *,
        row_number() over ({{ one_key }} order by _sheet nulls last, _row nulls last, _column nulls last) as _occurrence,
        min(_said) over ({{ one_key }}) <> max(_said) over ({{ one_key }}) as _is_contradicted
    from checked
),

judged as (
    select
        *,
        case
            when _check is not null then _check
            when _is_contradicted then {{ checks | length + 1 }}
            when _occurrence > 1 then {{ checks | length + 2 }}
        end as _verdict
    from compared
)
{%- endmacro %}

{# Accepted rows of one dataset, one to one with their raw rows. #}
{% macro accepted_rows(publisher, dataset, names=none) %}
{%- if execute -%}
{%- set contract = contract_of(publisher, dataset) -%}
with {{ judged_rows(publisher, dataset, names) }}

select
    {% for name, meta in columns_of(contract).items() -%}
    {{ name }},
    {% if meta.reference -%}
    _code_of_{{ name }},
    {% endif -%}
    {% endfor -%}
    _row_kind,
    _delivery_id,
    _file,
    _sheet,
    _row,
    _column
from judged
where _verdict is null
{%- else -%}
select r.* from {{ source(publisher, publisher ~ '__' ~ dataset) }} as r inner join {{ ref('stg_delivery') }} as d on r._delivery_id = d.delivery_id
{%- endif -%}
{% endmacro %}

{# Refused rows of one dataset with the reason, who corrects it, and the measure they carry. #}
{% macro refused_rows(publisher, dataset, names=none) %}
{%- if execute -%}
{%- set contract = contract_of(publisher, dataset) -%}
{%- set columns = columns_of(contract) -%}
{%- set checks = row_checks(columns) -%}
{%- set measure = contract.config.meta.get('measure') -%}
{%- set n = checks | length -%}
{%- set key_label = columns[contract.config.meta.key[0]].label_es -%}
with {{ judged_rows(publisher, dataset, names) }}

select
    '{{ publisher }}' as publisher,
    '{{ dataset }}' as dataset,
    case _verdict {% for check in checks %}when {{ loop.index }} then '{{ check.rule }}' {% endfor %}else 'G2' end as rule_id,
    case _verdict {% for check in checks %}when {{ loop.index }} then {{ text_literal(columns[check.column].label_es) }} {% endfor %}else {{ text_literal(key_label) }} end as column_label,
    case _verdict {% for check in checks %}when {{ loop.index }} then {{ received_text(check.column, columns[check.column]) }} {% endfor %}else {{ received_text(contract.config.meta.key[0], columns[contract.config.meta.key[0]]) }} end as received_value,
    case _verdict
        {% for check in checks %}when {{ loop.index }} then {{ check.es }}
        {% endfor -%}
        when {{ n + 1 }} then 'La misma fila aparece más de una vez con cifras distintas; no se sabe cuál vale.'
        when {{ n + 2 }} then 'La fila repite otra anterior del mismo archivo.'
    end as reason_es,
    case _verdict
        {% for check in checks %}when {{ loop.index }} then {{ check.en }}
        {% endfor -%}
        when {{ n + 1 }} then 'The same row appears more than once with different figures; which one holds is not known.'
        when {{ n + 2 }} then 'The row repeats an earlier one of the same file.'
    end as reason_en,
    {% if measure %}'{{ measure }}'{% else %}cast(null as string){% endif %} as measure_name,
    {% if measure and not columns[measure].get('mask') %}cast({{ measure }} as decimal(18, 4)){% else %}cast(null as decimal(18, 4)){% endif %} as measure_value,
    {% if measure and columns[measure].unit %}'{{ columns[measure].unit }}'{% elif measure and columns[measure].get('unit_column') %}coalesce({{ columns[measure].unit_column }}_text, ''){% else %}''{% endif %} as unit,
    {{ text_literal(contract.config.meta.owner_es) }} as owner_es,
    {{ text_literal(contract.config.meta.owner_en) }} as owner_en,
    _row_kind,
    _verdict = {{ n + 1 }} as _is_contradicted,
    _verdict = {{ n + 2 }} as _is_repeated,
    -- The natural key, which stays when the row moves in the file; a personal part is replaced by the row number.
    concat_ws('|', {% for key in contract.config.meta.key -%}
        {%- if columns[key].get('mask') -%}cast(_row as string){%- else -%}coalesce({{ key }}_text, ''){%- endif -%}
        {{ ', ' if not loop.last }}
    {%- endfor %}) as _row_key,
    -- The typed cells that could be read: they say what the row would add, and to which figure.
    {% for name, meta in columns.items() if (meta.type != 'string' or meta.allowed or meta.key_position) and (meta.is_measure or not meta.get('mask')) -%}
    {{ name }} as typed_{{ name }},
    {% endfor -%}
    _delivery_id,
    _file,
    _sheet,
    _row,
    _column
from judged
where _verdict is not null
{%- else -%}
select r.* from {{ source(publisher, publisher ~ '__' ~ dataset) }} as r inner join {{ ref('stg_delivery') }} as d on r._delivery_id = d.delivery_id
{%- endif -%}
{% endmacro %}
