-- What the figure itself says against it: there is none, nobody verified it, it is a demonstration, it is derived.
with measured as (
    select
        indicator_code,
        territory_level,
        territory_code,
        period,
        cutoff_date,
        evidence_rank,
        -- A zone that was not monitored says so; a period without any figure cannot be published.
        count(value) over (partition by indicator_code, territory_level, period, cutoff_date) as n_values
    from {{ ref('int_indicator__values') }}
),

rests as (
    select distinct
        indicator_code,
        territory_level,
        territory_code,
        period,
        cutoff_date,
        title,
        evidence
    from {{ ref('int_indicator__sources') }}
),

without_value as (
    select
        m.indicator_code,
        m.territory_level,
        m.territory_code,
        m.period,
        m.cutoff_date,
        'SIN-DATO' as rule_id,
        'bloqueante' as severity,
        3 as step,
        'No hay todavía un dato con fuente para este periodo.' as text_es,
        'There is no sourced figure for this period yet.' as text_en,
        d.owner_es,
        d.owner_en
    from measured as m
    inner join {{ ref('dim_indicator') }} as d on m.indicator_code = d.indicator_code
    where m.n_values = 0
),

unverified as (
    select
        s.indicator_code,
        s.territory_level,
        s.territory_code,
        s.period,
        s.cutoff_date,
        'EVIDENCIA' as rule_id,
        'evidencia' as severity,
        6 as step,
        'Se apoya en una cifra que circula sin fuente verificada («' || s.title || '»).' as text_es,
        'It rests on a figure in circulation without a verified source (' || chr(39) || s.title || chr(39) || ').' as text_en,
        d.owner_es,
        d.owner_en
    from rests as s
    inner join {{ ref('dim_indicator') }} as d on s.indicator_code = d.indicator_code
    where s.evidence = 'unverified'
),

synthetic as (
    select
        s.indicator_code,
        s.territory_level,
        s.territory_code,
        s.period,
        s.cutoff_date,
        'DEMOSTRACION' as rule_id,
        'evidencia' as severity,
        6 as step,
        'Datos de demostración: no describen la realidad.' as text_es,
        'Demonstration data: it does not describe reality.' as text_en,
        d.owner_es,
        d.owner_en
    from rests as s
    inner join {{ ref('dim_indicator') }} as d on s.indicator_code = d.indicator_code
    where s.evidence = 'synthetic'
),

derived as (
    select
        v.indicator_code,
        v.territory_level,
        v.territory_code,
        v.period,
        v.cutoff_date,
        'DERIVADA' as rule_id,
        'evidencia' as severity,
        6 as step,
        'Es una cifra derivada de otras publicadas; no figura impresa en la fuente.' as text_es,
        'It is derived from other published figures; the source does not print it.' as text_en,
        d.owner_es,
        d.owner_en
    from measured as v
    inner join {{ ref('dim_indicator') }} as d on v.indicator_code = d.indicator_code
    where v.evidence_rank = 2
)

select * from without_value
union all
select * from unverified
union all
select * from synthetic
union all
select * from derived
