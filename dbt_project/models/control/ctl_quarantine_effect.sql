-- What the refused rows would change. A table: it does not wait for the checks of the run, and everything that does wait reads it.
{{ config(materialized='table') }}
with counts as (
    select _delivery_id, count(*) as n_rows
    from {{ ref('ctl_quarantine') }}
    group by _delivery_id
),

placed as (
    select * from {{ ref('int_quarantine__placed') }}
    where added is not null
),

-- Rows of a delivery that have a place at some figure: what is left of the delivery cannot be valued.
placed_counts as (
    select indicator_code, territory_level, _delivery_id, count(*) as n_rows
    from placed
    where period is not null
    group by indicator_code, territory_level, _delivery_id
),

repeated_counts as (
    {% for publisher, dataset in all_datasets() %}
    select _delivery_id, count(*) as n_rows from {{ ref('qtn_' ~ publisher ~ '__' ~ dataset) }}
    where _is_repeated or _row_kind = 'control_total'
    group by _delivery_id
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

added as (
    select
        m.indicator_code,
        m.territory_level,
        m.period,
        m.cutoff_date,
        m._delivery_id,
        count(p.added) as n_rows,
        coalesce(sum(cast(p.added as double)), 0) as above,
        coalesce(sum(cast(p.added_below as double)), 0) as below
    from {{ ref('int_quarantine__measures') }} as m
    left join placed as p
        on m.indicator_code = p.indicator_code
        and m.territory_level = p.territory_level
        and m.period = p.period
        and (p.cutoff_date is null or m.cutoff_date = p.cutoff_date)
        and m._delivery_id = p._delivery_id
    group by m.indicator_code, m.territory_level, m.period, m.cutoff_date, m._delivery_id
),

by_delivery as (
    select
        m.indicator_code,
        m.territory_level,
        m.period,
        m.cutoff_date,
        m._delivery_id,
        a.n_rows as rows_placed,
        greatest(c.n_rows - coalesce(k.n_rows, 0) - coalesce(r.n_rows, 0), 0) as rows_unparseable,
        m.factor * m.above / nullif(m.below, 0) as ratio_published,
        m.factor * (m.above + a.above) / nullif(m.below + a.below, 0) as ratio_if_included,
        m.above as sum_published,
        m.above + a.above as sum_if_included,
        m.below is not null as is_ratio
    from {{ ref('int_quarantine__measures') }} as m
    inner join counts as c on m._delivery_id = c._delivery_id
    inner join added as a
        on m.indicator_code = a.indicator_code
        and m.territory_level = a.territory_level
        and m.period = a.period
        and m.cutoff_date = a.cutoff_date
        and m._delivery_id = a._delivery_id
    left join placed_counts as k
        on m.indicator_code = k.indicator_code and m.territory_level = k.territory_level and m._delivery_id = k._delivery_id
    left join repeated_counts as r on m._delivery_id = r._delivery_id
),

valued as (
    select
        *,
        case when is_ratio then ratio_published else sum_published end as published,
        case when is_ratio then ratio_if_included else sum_if_included end as if_included
    from by_delivery
)

select
    indicator_code,
    territory_level,
    period,
    cutoff_date,
    _delivery_id,
    cast(rows_placed + rows_unparseable as bigint) as rows_quarantined,
    cast(rows_unparseable as bigint) as rows_unparseable,
    cast({{ rounded('published', 4) }} as decimal(18, 4)) as total_published,
    cast({{ rounded('if_included', 4) }} as decimal(18, 4)) as total_if_included,
    cast({{ rounded('if_included - published', 4) }} as decimal(18, 4)) as impact_abs,
    cast({{ rounded("100 * (if_included - published) / nullif(published, 0)", 4) }} as decimal(18, 4)) as impact_pct
from valued
where rows_placed + rows_unparseable > 0
