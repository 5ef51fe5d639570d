-- What the figure itself says against it: there is none, it is derived, nobody verified it, it is a demonstration.
{{ config(materialized='table') }}
with measured as (
    select
        value_sk,
        indicator_code,
        evidence_rank,
        -- A zone that was not monitored says so; a period without any figure cannot be published.
        count(value) over (partition by indicator_code, territory_level, period, cutoff_date) as n_values
    from {{ ref('int_indicator__values') }}
),

own as (
    select
        value_sk,
        indicator_code,
        'SIN-DATO' as finding,
        '' as title
    from measured
    where n_values = 0

    union all

    select
        value_sk,
        indicator_code,
        'DERIVADA' as finding,
        '' as title
    from measured
    where evidence_rank = 2
),

of_sources as (
    select distinct
        value_sk,
        indicator_code,
        case evidence when 'unverified' then 'EVIDENCIA' else 'DEMOSTRACION' end as finding,
        case evidence when 'unverified' then title else '' end as title
    from {{ ref('int_indicator__sources') }}
    where evidence in ('unverified', 'synthetic')
),

found as (
    select * from own
    union all
    select * from of_sources
)

select
    f.value_sk,
    f.finding as rule_id,
    case f.finding when 'SIN-DATO' then 'bloqueante' else 'evidencia' end as severity,
    case f.finding when 'SIN-DATO' then 3 else 6 end as step,
    case f.finding
        when 'SIN-DATO' then {{ said('no_figure', 'es', {'source': 'd.source_es'}) }}
        when 'DERIVADA' then {{ said('derived', 'es') }}
        when 'EVIDENCIA' then {{ said('unverified', 'es', {'title': 'f.title'}) }}
        else {{ said('demonstration', 'es') }}
    end as text_es,
    case f.finding
        when 'SIN-DATO' then {{ said('no_figure', 'en', {'source': 'd.source_en'}) }}
        when 'DERIVADA' then {{ said('derived', 'en') }}
        when 'EVIDENCIA' then {{ said('unverified', 'en', {'title': 'f.title'}) }}
        else {{ said('demonstration', 'en') }}
    end as text_en,
    d.owner_es,
    d.owner_en
from found as f
inner join {{ ref('dim_indicator') }} as d on f.indicator_code = d.indicator_code
