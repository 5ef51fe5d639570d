-- Figures whose size breaks with what stands beside them: the same figure in the edition before, the same place in other periods,
-- the country of the same day. One row per comparison that is out of bounds; `is_impossible` parts a blocked figure from a noted one.
with figures as (
    select * from {{ ref('int_size__neighbours') }}
),

-- The edition before the one that counts, of the same series.
editions_before as (
    select
        f.value_sk,
        b.value as other_value,
        row_number() over (partition by f.value_sk order by b.precedence desc, b.vintage_id) as recency
    from figures as f
    inner join {{ ref('int_indicator__editions') }} as u on f.value_sk = u.value_sk and f.vintage_id = u.vintage_id
    inner join {{ ref('int_indicator__editions') }} as b
        on f.value_sk = b.value_sk and u.series_code = b.series_code and u.precedence > b.precedence
),

-- The country of the same day, for each of its parts; and for the country the sum of three or more parts of one level.
levels as (
    select indicator_code, territory_level, cutoff_date, sum(value) as size, count(*) as n_parts
    from figures
    where not is_whole
    group by indicator_code, territory_level, cutoff_date
),

parts as (
    select indicator_code, cutoff_date, max(size) as size
    from levels
    where n_parts >= 3
    group by indicator_code, cutoff_date
),

compared as (
    select f.*, 'edicion' as comparison, cast(f.value as double) as size, cast(e.other_value as double) as other_size
    from figures as f
    inner join editions_before as e on f.value_sk = e.value_sk
    where e.recency = 1

    union all

    -- Of two figures the later one is in doubt; of more, the one that is far from the rest.
    select f.*, 'otros periodos' as comparison, f.pace as size, f.usual_pace as other_size
    from figures as f
    where f.n_others >= 2 or f.cutoff_date > f.newest_other

    union all

    select f.*, 'pais' as comparison, cast(f.value as double) as size, cast(w.value as double) as other_size
    from figures as f
    inner join figures as w on f.indicator_code = w.indicator_code and f.cutoff_date = w.cutoff_date and w.is_whole
    where not f.is_whole and f.value > w.value

    union all

    select
        f.*,
        'partes' as comparison, cast(f.value as double) as size, cast(p.size as double) as other_size
    from figures as f
    inner join parts as p on f.indicator_code = p.indicator_code and f.cutoff_date = p.cutoff_date
    where f.is_whole and p.size < f.value
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
