-- Figures whose size breaks with what stands beside them: the same figure in the edition before, the same place in other periods,
-- the country of the same day. One row per comparison that is out of bounds; `is_impossible` parts a blocked figure from a noted one.
with figures as (
    select
        v.value_sk,
        v.indicator_code,
        v.territory_level,
        v.territory_code,
        v.territory_name,
        v.period,
        v.cutoff_date,
        v.value,
        v.vintage_id,
        i.unit,
        v.territory_level = 'pais' as is_whole,
        -- What is counted from 1 January grows with the day: a quarter is compared as the year that it would make.
        cast(v.value as double) * case when i.measure_type = 'flow_ytd' then {{ ratio('365', 'd.day_of_year') }} else 1 end as pace
    from {{ ref('int_indicator__values') }} as v
    inner join {{ ref('dim_indicator') }} as i on v.indicator_code = i.indicator_code
    inner join {{ ref('dim_date') }} as d on v.cutoff_date = d.calendar_date
    where v.value is not null and v.value >= 0
),

-- The edition before the one that counts, of the same series.
editions_before as (
    select
        f.value_sk,
        b.value as other_value,
        row_number() over (partition by f.value_sk order by b.published_on_date desc, b.vintage_id) as recency
    from figures as f
    inner join {{ ref('int_indicator__editions') }} as u on f.value_sk = u.value_sk and f.vintage_id = u.vintage_id
    inner join {{ ref('int_indicator__editions') }} as b
        on f.value_sk = b.value_sk and u.series_code = b.series_code and b.published_on_date < u.published_on_date
),

-- The middle of what the same place has in the four years on either side.
neighbours as (
    select
        f.value_sk,
        median(o.pace) as other_value,
        count(*) as n_others,
        max(o.cutoff_date) as newest_other
    from figures as f
    inner join figures as o
        on f.indicator_code = o.indicator_code and f.territory_level = o.territory_level and f.territory_code = o.territory_code
        and f.cutoff_date <> o.cutoff_date
        and extract(year from o.cutoff_date) between extract(year from f.cutoff_date) - 4 and extract(year from f.cutoff_date) + 4
    group by f.value_sk
),

-- The country of the same day, for each of its parts; and for the country the sum of three or more parts of one level.
levels as (
    select indicator_code, territory_level, cutoff_date, sum(value) as size, count(*) as n_parts
    from figures
    where not is_whole
    group by indicator_code, territory_level, cutoff_date
),

wholes as (
    select f.*, p.size as parts_size
    from figures as f
    inner join (
        select indicator_code, cutoff_date, max(size) as size from levels
        where n_parts >= 3
        group by indicator_code, cutoff_date
    ) as p on f.indicator_code = p.indicator_code and f.cutoff_date = p.cutoff_date
    where f.is_whole
),

compared as (
    select f.*, 'edicion' as comparison, cast(f.value as double) as size, cast(e.other_value as double) as other_size
    from figures as f
    inner join editions_before as e on f.value_sk = e.value_sk
    where e.recency = 1

    union all

    -- Of two figures the later one is in doubt; of more, the one that is far from the rest.
    select f.*, 'otros periodos' as comparison, f.pace as size, cast(n.other_value as double) as other_size
    from figures as f
    inner join neighbours as n on f.value_sk = n.value_sk
    where n.n_others >= 2 or f.cutoff_date > n.newest_other

    union all

    select f.*, 'pais' as comparison, cast(f.value as double) as size, cast(w.value as double) as other_size
    from figures as f
    inner join figures as w on f.indicator_code = w.indicator_code and f.cutoff_date = w.cutoff_date and w.is_whole
    where not f.is_whole and f.value > w.value

    union all

    select
        value_sk, indicator_code, territory_level, territory_code, territory_name, period, cutoff_date, value, vintage_id, unit,
        is_whole, pace,
        'partes' as comparison, cast(value as double) as size, cast(parts_size as double) as other_size
    from wholes
    where parts_size < value
),

bounded as (
    select
        c.*,
        greatest(c.size, c.other_size) / greatest(least(c.size, c.other_size), 1) as factor,
        l.surprising_factor,
        l.impossible_factor,
        l.other_es,
        l.other_en
    from compared as c
    inner join {{ ref('seed_size_limit') }} as l
        on c.unit = l.unit and c.comparison = l.comparison and c.is_whole = l.is_whole
        and greatest(c.size, c.other_size) >= l.from_size
)

select
    value_sk,
    indicator_code,
    territory_level,
    territory_code,
    territory_name,
    period,
    cutoff_date,
    comparison,
    other_es,
    other_en,
    cast({{ rounded('size', 4) }} as decimal(18, 4)) as size,
    cast({{ rounded('other_size', 4) }} as decimal(18, 4)) as other_size,
    cast({{ rounded('factor', 2) }} as decimal(18, 2)) as factor,
    -- A place without coca one year has some in another: nothing is impossible beside a zero.
    factor >= impossible_factor and least(size, other_size) > 0 as is_impossible,
    unit
from bounded
where factor >= surprising_factor
