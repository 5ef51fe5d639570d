-- The score of one level, period and cut-off: the mean of the dimensions that have rules, with a cap where a blocking or a major
-- rule fails. It ranks and compares; the verdict never comes from it.
{{ config(materialized=judged(), tags=['judged']) }}
with reasons as (
    select
        indicator_code,
        territory_level,
        period,
        cutoff_date,
        max(case when severity in ('bloqueante', 'excepcion') then 1 else 0 end) as has_blocking,
        max(case when severity in ('mayor', 'cuarentena') then 1 else 0 end) as has_major
    from {{ ref('ctl_verdict_reason') }}
    group by indicator_code, territory_level, period, cutoff_date
),

dimensions as (
    select
        indicator_code,
        territory_level,
        period,
        cutoff_date,
        sum(n_rules) as n_rules,
        max(has_failing_blocking) as has_failing_blocking,
        max(has_failing_major) as has_failing_major,
        avg(dimension_score) as mean_score
    from {{ ref('ctl_indicator_dimension') }}
    group by indicator_code, territory_level, period, cutoff_date
),

capped as (
    select
        d.*,
        cast(case
            when greatest(d.has_failing_blocking, coalesce(r.has_blocking, 0)) = 1 then 49
            when greatest(d.has_failing_major, coalesce(r.has_major, 0)) = 1 then 79
        end as bigint) as score_cap
    from dimensions as d
    left join reasons as r
        on d.indicator_code = r.indicator_code
        and d.territory_level = r.territory_level
        and d.period = r.period
        and d.cutoff_date = r.cutoff_date
),

scored as (
    select
        *,
        {{ rounded('least(mean_score, coalesce(cast(score_cap as double), 100))', 1) }} as score
    from capped
)

select
    indicator_code,
    territory_level,
    period,
    cutoff_date,
    cast(score as decimal(18, 4)) as score,
    case when score >= 90 then 'A' when score >= 70 then 'B' when score >= 50 then 'C' else 'D' end as grade,
    cast(n_rules as bigint) as n_rules,
    -- A cap that the score does not reach is none.
    case when mean_score > score_cap then score_cap end as score_cap
from scored
