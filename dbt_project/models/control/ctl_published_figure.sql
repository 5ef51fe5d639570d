-- Each printed figure against what the warehouse releases today (a withheld value recomputes nothing). A figure that does not
-- come out opens a case; it never edits data.
with figures as (
    select f.*, v.title as publication
    from {{ ref('stg_registry__published_figures') }} as f
    inner join {{ ref('dim_vintage') }} as v on f._delivery_id = v.delivery_id
),

titling as (
    select * from {{ ref('mart_titling_progress') }}
),

eradication as (
    select * from {{ ref('mart_eradication_ytd') }}
    where territory_level = 'pais'
),

readings as (
    select m.*
    from {{ ref('mart_effective_reduction') }} as m
    inner join {{ ref('seed_reduction_reading') }} as d on m.definition_code = d.definition_code and d.formula = 'stock'
),

reading_summary as (
    select
        max(case when is_canonical then effective_reduction_pct end) as canonical_pct,
        min(effective_reduction_pct) as lowest_pct,
        max(effective_reduction_pct) as highest_pct,
        cast(cast(round(min(effective_reduction_pct), 1) as decimal(9, 1)) as string) as lowest_text,
        cast(cast(round(max(effective_reduction_pct), 1) as decimal(9, 1)) as string) as highest_text,
        count(effective_reduction_pct) as n_readings
    from readings
),

elements as (
    select element_type, count(*) as n from {{ ref('dim_model_element') }}
    group by element_type
),

element_figures as (
    select pairs.figure_id, pairs.element_type
    from (
        values
        ('F24', 'typology'), ('F25', 'mcs_stage'), ('F26', 'phase'), ('F27', 'pillar'), ('F27b', 'cross_pillar'),
        ('F28', 'dialogue_result'), ('F29a', 'me_subsystem'), ('F29b', 'me_principle'),
        ('F30a', 'mcs_instrument_family'), ('F30b', 'mcs_instrument_community'), ('F30c', 'mcs_instrument_municipality')
    ) as pairs (figure_id, element_type)
),

recomputed as (
    select f.figure_id, cast(t.titles_target as decimal(18, 4)) as recomputed_value
    from figures as f
    inner join titling as t
        on f.territory_name = t.territory_name and t.plan_year = cast(substr(f.period_to, 1, 4) as bigint)
    where f.indicator_code = 'TITULOS-META' and f.unit = 'titulos'

    union all

    select f.figure_id, cast(t.budget_pen as decimal(18, 4)) as recomputed_value
    from figures as f
    inner join titling as t
        on f.territory_name = t.territory_name and t.plan_year = cast(substr(f.period_to, 1, 4) as bigint)
    where f.indicator_code = 'TITULOS-COSTO' and f.unit = 'PEN'

    union all

    -- Whole years: the annual figures of the window. All of them must be at hand.
    select f.figure_id, cast(sum(e.ytd_ha) as decimal(18, 4)) as recomputed_value
    from figures as f
    inner join eradication as e
        on e.is_final
        and e.year >= cast(substr(f.period_from, 1, 4) as bigint) and e.year <= cast(substr(f.period_to, 1, 4) as bigint)
    where f.indicator_code = 'ERAD-YTD' and f.territory_name = 'Perú' and f.period_to like '%-12-31'
    group by f.figure_id, f.period_from, f.period_to
    having count(e.ytd_ha) = cast(substr(f.period_to, 1, 4) as bigint) - cast(substr(f.period_from, 1, 4) as bigint) + 1

    union all

    select f.figure_id, cast(e.ytd_ha as decimal(18, 4)) as recomputed_value
    from figures as f
    inner join eradication as e on e.cutoff_date = {{ try_date('f.period_to') }}
    where f.indicator_code = 'ERAD-YTD' and f.territory_name = 'Perú' and f.period_to not like '%-12-31'

    union all

    select f.figure_id, cast(s.canonical_pct as decimal(18, 4)) as recomputed_value
    from figures as f
    cross join reading_summary as s
    where f.indicator_code = 'RED-EFECTIVA'

    union all

    -- A sum of zones, named with a plus sign. All of them must be at hand.
    select f.figure_id, cast(sum(a.area_ha) as decimal(18, 4)) as recomputed_value
    from figures as f
    inner join {{ ref('mart_coca_area_series') }} as a
        on a.territory_level = 'zona'
        and a.year = cast(substr(f.period_to, 1, 4) as bigint)
        and '+' || f.territory_name || '+' like '%+' || a.territory_name || '+%'
    where f.indicator_code = 'COCA-AREA'
    group by f.figure_id, f.territory_name
    having count(a.area_ha) = length(f.territory_name) - length(replace(f.territory_name, '+', '')) + 1

    union all

    select p.figure_id, cast(e.n as decimal(18, 4)) as recomputed_value
    from element_figures as p
    inner join elements as e on p.element_type = e.element_type

    union all

    select f.figure_id, a.actual_value as recomputed_value
    from figures as f
    inner join {{ ref('mart_commitments') }} as a on f.indicator_code = a.indicator_code
    where a.actual_value is not null
),

compared as (
    select
        f.*,
        r.recomputed_value,
        cast(r.recomputed_value - f.value as decimal(18, 4)) as difference,
        coalesce(f.printed_due_year > 2050, false) as has_impossible_year,
        s.lowest_pct,
        s.highest_pct,
        s.lowest_text,
        s.highest_text,
        s.n_readings
    from figures as f
    left join recomputed as r on f.figure_id = r.figure_id
    cross join reading_summary as s
),

judged as (
    select
        *,
        case
            when has_impossible_year then 'errata'
            when recomputed_value is null then 'sin_fuente_todavía'
            when
                indicator_code = 'RED-EFECTIVA' and n_readings > 1 and lowest_pct <> highest_pct
                and abs(difference) <= coalesce(tolerance, 0)
                then 'ambigüedad_de_definición'
            when comparison = '>' and recomputed_value > value then 'reproducido'
            when comparison = '>' and difference < 0 then 'no_reproducido'
            when comparison = '>' then 'reproducido_con_redondeo'
            when difference = 0 then 'reproducido'
            when abs(difference) <= coalesce(tolerance, 0) then 'reproducido_con_redondeo'
            else 'no_reproducido'
        end as status
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
        when 'errata' then 'El año impreso, ' || cast(printed_due_year as string) || ', no es posible.'
        when 'sin_fuente_todavía' then 'Falta un dato publicable con fuente para recalcularla.'
        when 'ambigüedad_de_definición'
            then
                'El valor publicado es compatible con varias ventanas, de ' || lowest_text || ' % a ' || highest_text
                || ' %; diga siempre cuál usa.'
        when 'no_reproducido' then 'El recálculo no coincide con lo impreso; se abre un caso y no se toca el dato.'
        else ''
    end as note_es,
    case status
        when 'errata' then 'The printed year, ' || cast(printed_due_year as string) || ', is impossible.'
        when 'sin_fuente_todavía' then 'A publishable sourced figure is missing to recompute it.'
        when 'ambigüedad_de_definición'
            then
                'What is printed fits several windows, from ' || lowest_text || ' % to ' || highest_text
                || ' %; always say which one.'
        when 'no_reproducido' then 'The recomputation does not match the print; a case is opened and no data is touched.'
        else ''
    end as note_en,
    _delivery_id,
    _file,
    _row
from judged
