-- Why an entry of the report has its verdict. A reason is as old as the finding behind it; the text of a waived reason is longer than
-- that of its finding, so the rule says the day; what no rule found began with the verdict.
select
    r.indicator_code,
    r.territory_level,
    r.period,
    r.cutoff_date,
    d.verdict,
    r.rule_id,
    r.severity,
    cast(min(r.step) as bigint) as step,
    r.text_es,
    min(r.text_en) as text_en,
    min(r.owner_es) as owner_es,
    min(r.owner_en) as owner_en,
    coalesce(min(t.since), min(f.since), min(s.since_on)) as since,
    min(t.magnitude) as value,
    min(e.impact_abs) as impact_abs,
    min(case when d.verdict <> 'NO PUBLICABLE' then e.impact_pct end) as impact_pct,
    cast(row_number() over (
        order by
            r.severity_rank, r.rule_id, r.text_es, r.indicator_code, r.territory_level, r.period, r.cutoff_date, d.verdict, r.severity
    ) as bigint) as position
from {{ ref('ctl_verdict_reason') }} as r
inner join {{ ref('ctl_indicator_verdict') }} as d
    on r.indicator_code = d.indicator_code
    and r.territory_level = d.territory_level
    and r.territory_code = d.territory_code
    and r.period = d.period
    and r.cutoff_date = d.cutoff_date
inner join {{ ref('mart_dq_indicator_status') }} as s
    on r.indicator_code = s.indicator_code
    and r.territory_level = s.territory_level
    and r.period = s.period
    and r.cutoff_date = s.cutoff_date
left join {{ ref('report_finding_text') }} as t on r.rule_id = t.rule_id and r.text_es = t.text_es
left join {{ ref('report_rule_finding') }} as f on r.rule_id = f.rule_id and r.indicator_code = f.indicator_code
left join {{ ref('ctl_quarantine_effect') }} as e
    on r.rule_id = 'CUARENTENA'
    and r.indicator_code = e.indicator_code
    and r.territory_level = e.territory_level
    and r.period = e.period
    and r.cutoff_date = e.cutoff_date
group by
    r.indicator_code, r.territory_level, r.period, r.cutoff_date, d.verdict, r.rule_id, r.severity, r.severity_rank, r.text_es
