with run as (
    select coalesce(as_of_date, run_date) as run_date
    from {{ source('run', 'scope') }}
),

-- One line that does not reconcile speaks for the reconciliation.
judged as (
    select
        *,
        min(case status when 'no concilia' then 1 when 'concilia' then 2 else 3 end) over (partition by reconciliation_id) as worst
    from {{ ref('ctl_reconciliation') }}
)

select
    l.reconciliation_id,
    l.left_es,
    l.left_en,
    l.right_es,
    l.right_en,
    l.grain_es,
    l.grain_en,
    l.tolerance_es,
    l.tolerance_en,
    l.period,
    l.territory_name,
    l.left_value,
    l.right_value,
    l.difference,
    l.tolerance,
    l.unit,
    l.status as line_status,
    case l.worst when 1 then 'no concilia' when 2 then 'concilia' else 'sin fuente' end as status,
    case when l.worst = 1 then {{ since('t', "'no concilia'", 'r.run_date') }} end as first_failed_on,
    l.owner_es,
    l.owner_en
from judged as l
cross join run as r
left join {{ source('ledger', 'ctl_state') }} as t on t.kind = 'conciliacion' and l.reconciliation_id = t.key
