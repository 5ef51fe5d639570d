-- Each printed figure against what the warehouse releases today (a withheld value recomputes nothing). A figure that does not
-- come out opens a case; it never edits data.
{{ config(materialized=judged(), tags=['judged']) }}
with figures as (
    select f.*, v.title as publication
    from {{ ref('stg_registry__published_figures') }} as f
    inner join {{ ref('dim_vintage') }} as v on f._delivery_id = v.delivery_id
),

compared as (
    select
        f.*,
        r.recomputed_value,
        cast(r.recomputed_value - f.value as decimal(18, 4)) as difference,
        coalesce(f.printed_due_year > 2050, false) as has_impossible_year,
        r.lowest_value,
        r.highest_value
    from figures as f
    left join {{ ref('int_figure__recomputed') }} as r on f.figure_id = r.figure_id
),

judged as (
    select
        *,
        case
            when has_impossible_year then 'errata'
            when recomputed_value is null then 'sin_fuente_todavía'
            when
                lowest_value <> highest_value and abs(difference) <= coalesce(tolerance, 0)
                then 'ambigüedad_de_definición'
            when comparison = '>' and recomputed_value > value then 'reproducido'
            when comparison = '>' and difference < 0 then 'no_reproducido'
            when comparison = '>' then 'reproducido_con_redondeo'
            when difference = 0 then 'reproducido'
            when abs(difference) <= coalesce(tolerance, 0) then 'reproducido_con_redondeo'
            else 'no_reproducido'
        end as status,
        cast(cast(round(lowest_value, 1) as decimal(18, 1)) as string) as lowest_text,
        cast(cast(round(highest_value, 1) as decimal(18, 1)) as string) as highest_text
    from compared
)

select
    figure_id,
    publication,
    slide,
    text_es,
    text_en,
    indicator_code,
    territory_name,
    period_from,
    period_to,
    value,
    unit,
    comparison,
    tolerance,
    printed_due_year,
    recomputed_value,
    difference,
    status,
    case status
        when 'errata' then {{ said('year_impossible', 'es', {'year': 'cast(printed_due_year as string)'}) }}
        when 'sin_fuente_todavía' then {{ said('figure_unsourced', 'es') }}
        when 'ambigüedad_de_definición'
            then {{ said('figure_ambiguous', 'es', {'low': 'lowest_text', 'high': 'highest_text', 'unit': 'unit'}) }}
        when 'no_reproducido' then {{ said('figure_differs', 'es') }}
        else ''
    end as note_es,
    case status
        when 'errata' then {{ said('year_impossible', 'en', {'year': 'cast(printed_due_year as string)'}) }}
        when 'sin_fuente_todavía' then {{ said('figure_unsourced', 'en') }}
        when 'ambigüedad_de_definición'
            then {{ said('figure_ambiguous', 'en', {'low': 'lowest_text', 'high': 'highest_text', 'unit': 'unit'}) }}
        when 'no_reproducido' then {{ said('figure_differs', 'en') }}
        else ''
    end as note_en,
    _delivery_id,
    _file,
    _row
from judged
