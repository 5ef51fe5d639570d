-- Every figure that a later edition changed, with both editions as people name them.
select
    c.indicator_code,
    i.name_es,
    i.name_en,
    i.unit,
    i.rounding_decimals,
    c.territory_name,
    c.period,
    c.cutoff_date,
    c.old_value,
    c.new_value,
    c.difference,
    c.difference_pct,
    {{ edition_name('o', 'c.old_vintage_id') }} as old_edition,
    {{ edition_name('n', 'c.new_vintage_id') }} as new_edition,
    c.published_on,
    n.delivery_id,
    cast(row_number() over (
        order by
            c.published_on desc nulls last,
            c.indicator_code,
            c.cutoff_date desc,
            c.territory_name nulls last,
            c.new_vintage_id,
            c.old_vintage_id
    ) as bigint) as position
from {{ ref('mart_dq_vintage_change') }} as c
inner join {{ ref('dim_indicator') }} as i on c.indicator_code = i.indicator_code
left join {{ ref('dim_vintage') }} as o on c.old_vintage_id = o.vintage_id
left join {{ ref('dim_vintage') }} as n on c.new_vintage_id = n.vintage_id
