-- How much the editions of the last twelve months changed what was published before them: the mean absolute revision.
with run as (
    select coalesce(as_of_date, run_date) as run_date
    from {{ source('run', 'scope') }}
)

select
    p.indicator_code,
    cast(count(*) as bigint) as n_compared,
    cast(sum(case when p.new_value <> p.old_value then 1 else 0 end) as bigint) as n_changed,
    cast({{ rounded("100 * avg(abs(" ~ ratio('p.new_value - p.old_value', 'p.old_value') ~ "))", 4) }} as decimal(18, 4))
        as mean_revision_pct
from {{ ref('int_edition__paired') }} as p
inner join run as r
    on {{ days_between('p.published_on_date', 'r.run_date') }} >= 0 and {{ days_between('p.published_on_date', 'r.run_date') }} < 365
where p.old_value <> 0
group by p.indicator_code
