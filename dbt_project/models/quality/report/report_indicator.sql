-- Each indicator by its newest figure at the widest level, with its sheet, its last delivery and the day the next one is due.
with delivered as (
    select distinct s.indicator_code, v.published_on, v.published_on_date
    from {{ ref('ctl_value_source') }} as s
    inner join {{ ref('dim_vintage') }} as v on s._delivery_id = v.delivery_id
    where v.evidence in ('cited', 'synthetic') and v.published_on_date is not null
),

ranked as (
    select
        *,
        row_number() over (partition by indicator_code order by published_on_date desc, published_on desc) as recency
    from delivered
)

select
    s.indicator_code,
    s.territory_level,
    s.period,
    s.cutoff_date,
    i.name_es,
    i.name_en,
    i.unit,
    i.rounding_decimals,
    i.pillar,
    i.results_level,
    i.owner_es,
    i.owner_en,
    i.known_limitations_es as limitations_es,
    i.known_limitations_en as limitations_en,
    s.verdict,
    s.since_on as since,
    s.previous_verdict,
    s.step,
    s.score,
    s.grade,
    s.n_rules,
    s.score_cap,
    i.mart,
    r.published_on as last_delivery_on,
    -- A closed figure waits for no delivery: the same indicators as in the rule of freshness.
    case
        when i.measure_type in ('stock', 'flow_ytd') then {{ days_after('r.published_on_date', 'i.freshness_days_allowed') }}
    end as next_delivery_due,
    i.definition_es,
    i.definition_en,
    i.justification_es,
    i.justification_en,
    i.formula_es,
    i.formula_en,
    i.numerator_es,
    i.denominator_es,
    i.measure_type,
    i.direction,
    i.subsystem,
    i.frequency_es,
    i.frequency_en,
    i.source_es,
    i.source_en,
    i.instrument_es,
    i.baseline_es,
    i.territory_levels,
    i.freshness_days_allowed,
    i.coverage_min_pct,
    i.materiality_pct,
    i.revision_threshold_pct,
    i.version,
    i.status,
    cast(row_number() over (order by s.indicator_code) as bigint) as position
from {{ ref('mart_dq_indicator_status') }} as s
inner join {{ ref('dim_indicator') }} as i on s.indicator_code = i.indicator_code
left join ranked as r on s.indicator_code = r.indicator_code and r.recency = 1
where s.is_headline
