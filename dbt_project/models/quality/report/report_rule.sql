-- What each rule found in this run, since when, and the indicators that the rule is about.
with ages as (
    select rule_id, min(since) as since
    from {{ ref('report_finding') }}
    group by rule_id
),

scopes as (
    select rule_id, {{ join_text('indicator_code', [], '|') }} as indicators
    from {{ source('ledger', 'ctl_rule_scope') }}
    group by rule_id
)

select
    r.rule_id,
    r.severity,
    r.dimension,
    r.status,
    t.owner_es,
    t.owner_en,
    t.title_es as text_es,
    t.title_en as text_en,
    r.rows_checked,
    r.rows_failed,
    r.magnitude,
    r.unit,
    t.origin,
    a.since,
    coalesce(s.indicators, '') as indicators,
    cast(row_number() over (order by r.rule_id) as bigint) as position
from {{ source('ledger', 'ctl_rule_result') }} as r
inner join {{ source('run', 'scope') }} as n on r.run_id = n.run_id
inner join {{ source('ledger', 'ctl_rule') }} as t on r.rule_id = t.rule_id
left join ages as a on r.rule_id = a.rule_id
left join scopes as s on r.rule_id = s.rule_id
