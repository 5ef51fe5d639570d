-- What later editions of one series said of a figure that an earlier edition had given: the restatements.
select
    p.indicator_code,
    p.territory_level,
    p.territory_code,
    v.territory_name,
    p.period,
    p.cutoff_date,
    p.old_value,
    p.new_value,
    cast(p.new_value - p.old_value as decimal(18, 4)) as difference,
    cast({{ rounded("100 * " ~ ratio('p.new_value - p.old_value', 'p.old_value'), 4) }} as decimal(18, 4)) as difference_pct,
    p.old_vintage_id,
    p.new_vintage_id,
    p.published_on
from {{ ref('int_edition__paired') }} as p
inner join {{ ref('int_indicator__values') }} as v on p.value_sk = v.value_sk
where p.new_value <> p.old_value
