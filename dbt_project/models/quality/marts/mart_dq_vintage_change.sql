-- No new value of a figure that is withheld.
select
    c.indicator_code,
    c.territory_level,
    c.territory_code,
    c.territory_name,
    c.period,
    c.cutoff_date,
    c.old_value,
    cast({{ withheld('d.verdict', 'c.new_value') }} as decimal(18, 4)) as new_value,
    cast({{ withheld('d.verdict', 'c.difference') }} as decimal(18, 4)) as difference,
    cast({{ withheld('d.verdict', 'c.difference_pct') }} as decimal(18, 4)) as difference_pct,
    abs(c.difference_pct) >= i.revision_threshold_pct as is_material,
    i.unit,
    c.old_vintage_id,
    c.new_vintage_id,
    c.published_on
from {{ ref('ctl_vintage_change') }} as c
inner join {{ ref('dim_indicator') }} as i on c.indicator_code = i.indicator_code
inner join {{ ref('ctl_indicator_verdict') }} as d
    on c.indicator_code = d.indicator_code
    and c.territory_level = d.territory_level
    and c.territory_code = d.territory_code
    and c.period = d.period
    and c.cutoff_date = d.cutoff_date
