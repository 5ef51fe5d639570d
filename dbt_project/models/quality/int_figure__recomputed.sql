-- What the warehouse releases today for each printed figure, found by indicator, territory and period. A withheld value recomputes
-- nothing. A view: a released value shows the verdict of the checks of this run.
with readings as (
    select
        f.figure_id,
        f.indicator_code,
        f.territory_name,
        length(f.territory_name) - length(replace(f.territory_name, '+', '')) + 1 as n_places,
        f.period_from,
        {{ try_date('f.period_from') }} as first_day,
        {{ try_date('f.period_to') }} as last_day,
        i.measure_type,
        i.territory_levels,
        s.period as reading_period,
        coalesce(s.part, 'value') as part,
        coalesce(s.is_canonical, true) as is_canonical
    from {{ ref('stg_registry__published_figures') }} as f
    inner join {{ ref('dim_indicator') }} as i on f.indicator_code = i.indicator_code
    left join {{ ref('int_figure__readings') }} as s on f.indicator_code = s.indicator_code and f.unit = s.unit
    -- A figure in another unit than its indicator is read only where the seed says what the unit prints.
    where s.part is not null or f.unit = i.unit
),

-- The years that are added: those of the printed window for a flow, the last one for anything else. A flow of part of a year that
-- does not begin on 1 January has no first year, so nothing recomputes it.
windows as (
    select
        *,
        extract(year from last_day) as last_year,
        case
            when measure_type not like 'flow%' or period_from is null then extract(year from last_day)
            when extract(month from first_day) = 1 and extract(day from first_day) = 1 then extract(year from first_day)
        end as first_year
    from readings
    -- Shares and counts of distinct things are not added over territories; what a share is made of is.
    where n_places = 1 or part <> 'value' or measure_type = 'stock' or measure_type like 'flow%'
),

asked as (
    select
        *,
        n_places * case when reading_period is not null then 1 else last_year - first_year + 1 end as n_asked
    from windows
),

-- One row per territory of a printed sum: «VRAEM+San Gabán» is two.
placed as (
    {{ split_rows('asked', 'territory_name', '+', 'place_name') }}
),

released as (
    select
        r.indicator_code,
        r.territory_level,
        r.territory_name,
        r.period,
        r.cutoff_date,
        extract(year from r.cutoff_date) as cutoff_year,
        r.cutoff_date = {{ day_of('extract(year from r.cutoff_date)', 12, 31) }} as is_year_end,
        r.value,
        cast({{ withheld('r.verdict', 'v.numerator') }} as decimal(18, 4)) as numerator,
        cast({{ withheld('r.verdict', 'v.denominator') }} as decimal(18, 4)) as denominator
    from {{ ref('ctl_released_value') }} as r
    inner join {{ ref('int_indicator__values') }} as v
        on r.indicator_code = v.indicator_code
        and r.territory_level = v.territory_level
        and r.territory_code = v.territory_code
        and r.period = v.period
        and r.cutoff_date = v.cutoff_date
),

-- The period that the seed names; else the cut-off of the printed day, and 31 December of each year before it in the window.
found as (
    select
        p.figure_id,
        p.is_canonical,
        p.reading_period,
        p.n_asked,
        r.territory_level,
        position('|' || r.territory_level || '|' in '|' || p.territory_levels || '|') as level_place,
        case p.part when 'numerator' then r.numerator when 'denominator' then r.denominator else r.value end as value
    from placed as p
    inner join released as r
        on p.indicator_code = r.indicator_code
        and p.place_name = r.territory_name
        and case
            when p.reading_period is not null then p.reading_period = r.period
            else
                r.period = cast(r.cutoff_year as string)
                and p.first_year <= r.cutoff_year
                and p.last_day >= r.cutoff_date
                and (r.is_year_end or p.last_day = r.cutoff_date)
        end
),

sums as (
    select
        figure_id,
        is_canonical,
        reading_period,
        n_asked,
        territory_level,
        level_place,
        sum(value) as total,
        count(*) as n_found,
        count(value) as n_values
    from found
    group by figure_id, is_canonical, reading_period, n_asked, territory_level, level_place
),

-- All that is asked must be at hand, at one level and once. A name of several levels means the level that the sheet names first.
whole as (
    select
        figure_id,
        is_canonical,
        total,
        row_number() over (
            partition by figure_id, reading_period order by nullif(level_place, 0) nulls last, territory_level
        ) as level_order
    from sums
    where n_found = n_asked and n_values = n_asked
)

select
    figure_id,
    cast(max(case when is_canonical then total end) as decimal(18, 4)) as recomputed_value,
    cast(min(total) as double) as lowest_value,
    cast(max(total) as double) as highest_value
from whole
where level_order = 1
group by figure_id

union all

-- A printed count of elements of the model.
select
    c.figure_id,
    cast(count(*) as decimal(18, 4)) as recomputed_value,
    cast(null as double) as lowest_value,
    cast(null as double) as highest_value
from {{ ref('int_figure__elements') }} as c
inner join {{ ref('dim_model_element') }} as e on c.element_type = e.element_type
group by c.figure_id
