-- How the rules that an indicator rests on stand in each of the five dimensions, for one level, period and cut-off. A rule weighs
-- 5, 2 or 1 by severity; it passes whole, or by share of rows where it judges each row; one that fails elsewhere passes here.
{{ config(materialized=judged(), tags=['judged']) }}
with run as (
    select run_id from {{ source('run', 'scope') }}
),

periods as (
    select distinct indicator_code, territory_level, period, cutoff_date
    from {{ ref('int_indicator__values') }}
),

failing as (
    select distinct indicator_code, territory_level, period, cutoff_date, rule_id
    from {{ ref('ctl_verdict_reason') }}

    union

    select distinct s.indicator_code, s.territory_level, s.period, s.cutoff_date, 'Q.' || c.dataset as rule_id
    from {{ ref('int_indicator__sources') }} as s
    inner join {{ ref('int_delivery__counted') }} as c on s._delivery_id = c.delivery_id
    where c.rows_quarantined > 0
),

judged as (
    select
        p.indicator_code,
        p.territory_level,
        p.period,
        p.cutoff_date,
        t.dimension,
        t.severity,
        case t.severity when 'menor' then 1 when 'mayor' then 2 else 5 end as weight,
        case
            when f.rule_id is null then cast(1 as double)
            when t.by_rows and x.rows_checked > 0 then 1 - cast(x.rows_failed as double) / cast(x.rows_checked as double)
            else cast(0 as double)
        end as pass_share,
        case when f.rule_id is null then 0 else 1 end as is_failing
    from periods as p
    inner join {{ source('ledger', 'ctl_rule_scope') }} as s on p.indicator_code = s.indicator_code
    inner join {{ source('ledger', 'ctl_rule') }} as t on s.rule_id = t.rule_id
    inner join {{ source('ledger', 'ctl_rule_result') }} as x on t.rule_id = x.rule_id and x.status <> 'errored'
    inner join run as r on x.run_id = r.run_id
    left join failing as f
        on p.indicator_code = f.indicator_code
        and p.territory_level = f.territory_level
        and p.period = f.period
        and p.cutoff_date = f.cutoff_date
        and t.rule_id = f.rule_id
)

select
    indicator_code,
    territory_level,
    period,
    cutoff_date,
    dimension,
    cast(count(*) as bigint) as n_rules,
    cast(sum(is_failing) as bigint) as n_failed,
    cast(max(case when is_failing = 1 and severity in ('invariante', 'bloqueante') then 1 else 0 end) as bigint) as has_failing_blocking,
    cast(max(case when is_failing = 1 and severity = 'mayor' then 1 else 0 end) as bigint) as has_failing_major,
    100 * sum(weight * pass_share) / sum(weight) as dimension_score
from judged
group by indicator_code, territory_level, period, cutoff_date, dimension
