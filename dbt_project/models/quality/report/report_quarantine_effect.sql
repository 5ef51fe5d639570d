-- What the quarantine changes of each figure. Of a figure that may not be published neither the totals are told nor the share from
-- which anybody could compute them; what the refused rows would add is told.
select
    e.indicator_code,
    i.name_es,
    i.name_en,
    i.unit,
    e.territory_level,
    e.period,
    e.cutoff_date,
    e.rows_quarantined,
    e.rows_unparseable,
    cast({{ withheld('s.verdict', 'e.total_published') }} as decimal(18, 4)) as total_published,
    cast({{ withheld('s.verdict', 'e.total_if_included') }} as decimal(18, 4)) as total_if_included,
    e.impact_abs,
    cast({{ withheld('s.verdict', 'e.impact_pct') }} as decimal(18, 4)) as impact_pct,
    e.changes_target_met,
    cast(row_number() over (
        order by abs(e.impact_pct) desc nulls last, e.indicator_code, e.territory_level, e.period, e.cutoff_date
    ) as bigint) as position
from {{ ref('ctl_quarantine_effect') }} as e
inner join {{ ref('dim_indicator') }} as i on e.indicator_code = i.indicator_code
inner join {{ ref('mart_dq_indicator_status') }} as s
    on e.indicator_code = s.indicator_code
    and e.territory_level = s.territory_level
    and e.period = s.period
    and e.cutoff_date = s.cutoff_date
