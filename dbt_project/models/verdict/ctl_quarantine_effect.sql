-- What the refused rows would change. A table: it does not wait for the checks of the run, and everything that does wait reads it.
{{ config(materialized='table') }}
with refused_counts as (
    select _delivery_id, count(*) as n_rows
    from {{ ref('ctl_quarantine') }}
    group by _delivery_id
),

-- Rows that repeat others and totals weigh nothing: they are no rows that are missing.
weightless_counts as (
    {% for publisher, dataset in all_datasets() %}
    select _delivery_id, count(*) as n_rows from {{ ref('qtn_' ~ publisher ~ '__' ~ dataset) }}
    where _is_repeated or _row_kind = 'control_total'
    group by _delivery_id
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

-- The deliveries with refused rows that the values of a figure rest on.
involved as (
    select distinct s.indicator_code, s.territory_level, s.period, s.cutoff_date, s._delivery_id
    from {{ ref('int_indicator__sources') }} as s
    inner join refused_counts as c on s._delivery_id = c._delivery_id
),

-- Each refused row that has a place at some figure, with that figure.
matched as (
    select i.indicator_code, i.territory_level, i.period, i.cutoff_date, i._delivery_id, p.added, p.added_below
    from involved as i
    inner join {{ ref('int_quarantine__placed') }} as p
        on i.indicator_code = p.indicator_code
        and i.territory_level = p.territory_level
        and i.period = p.period
        and i._delivery_id = p._delivery_id
    where p.added is not null and (p.cutoff_date is null or i.cutoff_date = p.cutoff_date)
),

matched_counts as (
    select indicator_code, territory_level, _delivery_id, count(*) as n_rows
    from matched
    group by indicator_code, territory_level, _delivery_id
),

added as (
    select
        indicator_code,
        territory_level,
        period,
        cutoff_date,
        count(*) as n_rows,
        sum(cast(added as double)) as above,
        coalesce(sum(cast(added_below as double)), 0) as below
    from matched
    group by indicator_code, territory_level, period, cutoff_date
),

-- What is left of the deliveries cannot be valued.
unvalued as (
    select
        i.indicator_code,
        i.territory_level,
        i.period,
        i.cutoff_date,
        sum(greatest(c.n_rows - coalesce(m.n_rows, 0) - coalesce(w.n_rows, 0), 0)) as n_rows
    from involved as i
    inner join refused_counts as c on i._delivery_id = c._delivery_id
    left join matched_counts as m
        on i.indicator_code = m.indicator_code and i.territory_level = m.territory_level and i._delivery_id = m._delivery_id
    left join weightless_counts as w on i._delivery_id = w._delivery_id
    group by i.indicator_code, i.territory_level, i.period, i.cutoff_date
),

joined as (
    select
        m.indicator_code,
        m.territory_level,
        m.period,
        m.cutoff_date,
        coalesce(a.n_rows, 0) as rows_matched,
        u.n_rows as rows_unparseable,
        case when m.below is null then m.above else m.factor * m.above / nullif(m.below, 0) end as published,
        -- Without a row that could be valued the effect is unknown, and not zero.
        case
            when m.below is null then m.above + a.above
            else m.factor * (m.above + a.above) / nullif(m.below + a.below, 0)
        end as if_included
    from {{ ref('int_quarantine__measures') }} as m
    inner join unvalued as u
        on m.indicator_code = u.indicator_code and m.territory_level = u.territory_level and m.period = u.period
        and m.cutoff_date = u.cutoff_date
    left join added as a
        on m.indicator_code = a.indicator_code and m.territory_level = a.territory_level and m.period = a.period
        and m.cutoff_date = a.cutoff_date
),

bounded as (
    select
        *,
        {{ storable('if_included') }} as bounded_if_included,
        {{ storable('if_included - published') }} as bounded_impact,
        {{ storable('100 * (if_included - published) / nullif(published, 0)') }} as bounded_pct
    from joined
)

select
    b.indicator_code,
    b.territory_level,
    b.period,
    b.cutoff_date,
    cast(b.rows_matched + b.rows_unparseable as bigint) as rows_quarantined,
    cast(b.rows_unparseable as bigint) as rows_unparseable,
    cast({{ rounded('b.published', 4) }} as decimal(18, 4)) as total_published,
    cast({{ rounded('b.bounded_if_included', 4) }} as decimal(18, 4)) as total_if_included,
    cast({{ rounded('b.bounded_impact', 4) }} as decimal(18, 4)) as impact_abs,
    cast({{ rounded('b.bounded_pct', 4) }} as decimal(18, 4)) as impact_pct,
    coalesce(
        case
            when t.operator = '>' then (b.published > t.target_to_date_value) <> (b.if_included > t.target_to_date_value)
            else (b.published >= t.target_to_date_value) <> (b.if_included >= t.target_to_date_value)
        end,
        false
    ) as changes_target_met
from bounded as b
left join {{ ref('int_indicator__targets') }} as t
    on b.indicator_code = t.indicator_code
    and b.territory_level = t.territory_level
    and b.period = t.period
    and b.cutoff_date = t.cutoff_date
where b.rows_matched + b.rows_unparseable > 0
