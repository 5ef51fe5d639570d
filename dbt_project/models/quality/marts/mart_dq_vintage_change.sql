-- No new value of a figure that is withheld.
select
    c.indicator_code,
    c.territory_level,
    c.territory_code,
    c.territory_name,
    c.period,
    c.cutoff_date,
    c.old_value,
    {{ withheld_columns('d.verdict', {
        'new_value': 'c.new_value',
        'difference': 'c.difference',
        'difference_pct': 'c.difference_pct'
    }) }},
    abs(c.difference_pct) >= i.revision_threshold_pct as is_material,
    i.unit,
    c.old_vintage_id,
    c.new_vintage_id,
    c.published_on
from {{ ref('ctl_vintage_change') }} as c
inner join {{ ref('dim_indicator') }} as i on c.indicator_code = i.indicator_code
inner join {{ ref('int_verdict__given') }} as d on {{ value_key('c') }} = d.value_sk
