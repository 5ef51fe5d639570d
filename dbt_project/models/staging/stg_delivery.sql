-- The deliveries that this run may know: loaded, published on or before the as-of day, not taken back, and not
-- replaced by a later delivery of the same edition.
with scope as (
    select
        coalesce(as_of_date, date '9999-12-31') as as_of_date,
        coalesce(as_of_date, run_date) as run_date
    from {{ source('run', 'scope') }}
),

known as (
    select
        d.*,
        -- Nothing can have happened after the file was published, nor after the day of the run.
        least(d.published_on_date, s.run_date) as known_on_date,
        row_number() over (
            partition by d.publisher, d.dataset, d.edition
            order by {{ precedence('d.published_on') }} desc nulls last, d.load_number desc nulls last
        ) as recency
    from {{ source('run', 'delivery') }} as d
    cross join scope as s
    where
        d.status = 'loaded'
        and not coalesce(d.is_withdrawn, false)
        and (d.is_timeless or d.published_on_date <= s.as_of_date)
)

select
    delivery_id,
    publisher,
    dataset,
    file_name,
    published_on,
    published_on_date,
    {{ precedence('published_on') }} as precedence,
    known_on_date,
    edition,
    series,
    evidence,
    title,
    citation,
    licence,
    note_es,
    note_en,
    plan_year,
    is_timeless,
    decimal_mark,
    thousands_mark,
    number_pattern,
    load_number,
    rows_read,
    rows_filtered,
    coalesce(layout like '%"absent_key": %', false) as is_compact,
    delivery_id not in (select b.delivery_id from {{ source('run', 'built_delivery') }} as b) as is_new
from known
where recency = 1
