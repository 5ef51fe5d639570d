-- What people decided on each value. The ledger holds what stood on the day of the run: the last decision on an indicator and
-- period counts; a signature counts for the basis that was signed, so a new delivery voids it; «no publicar» counts until somebody
-- decides again.
{{ config(materialized=judged(), tags=['judged']) }}
with decisions as (
    select *, {{ value_key() }} as value_sk
    from {{ source('ledger', 'ctl_signoff') }}
),

last_decision as (
    select indicator_code, period, max(signoff_id) as signoff_id
    from decisions
    group by indicator_code, period
),

last_word as (
    select
        l.indicator_code,
        l.period,
        max(d.decision) as decision,
        max(d.signed_by) as signed_by,
        max(d.signed_at) as signed_at,
        max(d.reason) as reason
    from last_decision as l
    inner join decisions as d on l.signoff_id = d.signoff_id
    group by l.indicator_code, l.period
),

-- The last signature that this very value was given.
signatures as (
    select
        *,
        row_number() over (partition by value_sk order by signoff_id desc) as recency
    from decisions
    where decision = 'publicar'
)

select
    b.value_sk,
    b.basis_id,
    case
        when w.decision = 'no publicar' then 'no publicar'
        when s.basis_id = b.basis_id then 'firmado'
        when s.basis_id is not null then 'vencido'
        else 'pendiente'
    end as signoff_state,
    case when w.decision = 'no publicar' then w.signed_by else s.signed_by end as signed_by,
    case when w.decision = 'no publicar' then w.signed_at else s.signed_at end as signed_at,
    s.vintage_id as signed_vintage_id,
    case when w.decision = 'no publicar' then w.reason else s.reason end as reason
from {{ ref('int_indicator__basis') }} as b
inner join {{ ref('int_indicator__values') }} as v on b.value_sk = v.value_sk
left join last_word as w on v.indicator_code = w.indicator_code and v.period = w.period
left join signatures as s on b.value_sk = s.value_sk and s.recency = 1
