-- What fails of each indicator, one sentence per rule: the heaviest of the newest cut-off, with its own weight. How many places the
-- rule found stands beside the sentence.
with ranked as (
    select
        r.*,
        t.magnitude,
        row_number() over (
            partition by r.indicator_code, r.rule_id
            order by r.severity_rank, r.cutoff_date desc, t.magnitude desc nulls last, r.text_es, r.territory_level, r.period
        ) as turn
    from {{ ref('ctl_verdict_reason') }} as r
    left join {{ ref('report_finding_text') }} as t on r.rule_id = t.rule_id and r.text_es = t.text_es
),

-- Rules that speak against the newest figure of the indicator, and not against other figures of it alone.
headline as (
    select distinct r.indicator_code, r.rule_id
    from {{ ref('ctl_verdict_reason') }} as r
    inner join {{ ref('mart_dq_indicator_status') }} as h
        on r.indicator_code = h.indicator_code
        and r.territory_level = h.territory_level
        and r.period = h.period
        and r.cutoff_date = h.cutoff_date
    where h.is_headline
)

select
    s.indicator_code,
    s.rule_id,
    t.severity,
    s.step,
    t.title_es,
    t.title_en,
    s.text_es,
    s.text_en,
    s.magnitude,
    w.unit,
    s.owner_es,
    s.owner_en,
    w.since,
    s.severity = 'excepcion' as is_waived,
    w.n_places,
    h.rule_id is not null as is_of_headline,
    cast(row_number() over (
        order by
            case t.severity when 'bloqueante' then 1 when 'mayor' then 2 else 3 end,
            s.magnitude desc nulls last,
            s.rule_id,
            s.indicator_code
    ) as bigint) as position
from ranked as s
inner join {{ source('ledger', 'ctl_rule') }} as t on s.rule_id = t.rule_id
inner join {{ ref('report_rule_finding') }} as w on s.rule_id = w.rule_id and s.indicator_code = w.indicator_code
left join headline as h on s.rule_id = h.rule_id and s.indicator_code = h.indicator_code
where s.turn = 1
