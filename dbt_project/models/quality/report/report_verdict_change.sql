-- Verdicts that differ from the verdict remembered when the last run ended, the newest figures first.
select
    n.indicator_code,
    n.name_es,
    n.name_en,
    n.territory_level,
    n.period,
    s.state as previous_verdict,
    n.verdict,
    n.since_on as since,
    cast(row_number() over (
        order by
            case when n.is_headline then 1 else 2 end, n.indicator_code, n.territory_level, n.cutoff_date desc, n.period
    ) as bigint) as position
from {{ ref('mart_dq_indicator_status') }} as n
inner join {{ source('ledger', 'ctl_state') }} as s on s.kind = 'periodo' and s.key = {{ state_key('n') }}
where s.state <> n.verdict
