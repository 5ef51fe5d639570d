-- What rows that are not counted say against a value: what they would change, or that a file brought nothing that could be used.
{{ config(materialized='table') }}
with rests as (
    select distinct value_sk, _delivery_id
    from {{ ref('int_indicator__sources') }}
),

-- The threshold of the indicator decides what weighs; what cannot be valued is told. The sentence of a withheld figure prints
-- neither its total nor the share from which it could be computed.
quarantine_files as (
    select
        r.value_sk,
        {{ join_text("'«' || c.title || '»'", [], ', ') }} as titles,
        min(c.owner_es) as owner_es,
        min(c.owner_en) as owner_en
    from rests as r
    inner join {{ ref('int_delivery__counted') }} as c on r._delivery_id = c.delivery_id
    where c.rows_quarantined > 0
    group by r.value_sk
),

quarantined as (
    select
        s.value_sk,
        'CUARENTENA' as rule_id,
        case
            when e.changes_target_met then 'bloqueante'
            when abs(e.impact_abs) > 0 and abs(coalesce(e.impact_pct, 100)) >= d.materiality_pct then 'bloqueante'
            else 'cuarentena'
        end as severity,
        4 as step,
        {{ said_of_refused_rows('es') }} as text_es,
        {{ said_of_refused_rows('en') }} as text_en,
        s.owner_es,
        s.owner_en
    from quarantine_files as s
    inner join {{ ref('int_indicator__values') }} as v on s.value_sk = v.value_sk
    inner join {{ ref('ctl_quarantine_effect') }} as e
        on v.indicator_code = e.indicator_code
        and v.territory_level = e.territory_level
        and v.period = e.period
        and v.cutoff_date = e.cutoff_date
    inner join {{ ref('dim_indicator') }} as d on v.indicator_code = d.indicator_code
    where e.impact_abs <> 0 or e.rows_unparseable > 0
),

-- A file of which no row could be used may have brought the newest figure, if it is as new as that.
newest as (
    select indicator_code, territory_level, max(cutoff_date) as cutoff_date
    from {{ ref('int_indicator__values') }}
    where value is not null
    group by indicator_code, territory_level
),

unused as (
    select
        m.value_sk,
        'CUARENTENA' as rule_id,
        'cuarentena' as severity,
        4 as step,
        {{ said('file_unused', 'es', {'title': 'c.title'}) }} as text_es,
        {{ said('file_unused', 'en', {'title': 'c.title'}) }} as text_en,
        c.owner_es,
        c.owner_en
    from {{ ref('int_delivery__counted') }} as c
    inner join {{ ref('int_indicator__datasets') }} as b on c.publisher = b.publisher and c.dataset = b.dataset
    inner join {{ ref('dim_indicator') }} as d on b.indicator_code = d.indicator_code
    inner join newest as n on d.indicator_code = n.indicator_code and c.published_on_date >= n.cutoff_date
    inner join {{ ref('int_indicator__values') }} as m
        on n.indicator_code = m.indicator_code and n.territory_level = m.territory_level and n.cutoff_date = m.cutoff_date
    where
        c.status = 'loaded' and c.rows_accepted = 0 and c.rows_quarantined > 0
        -- Indicators that a new delivery continues, as in the rule of freshness.
        and d.measure_type in ('stock', 'flow_ytd')
)

select * from quarantined
union all
select * from unused
