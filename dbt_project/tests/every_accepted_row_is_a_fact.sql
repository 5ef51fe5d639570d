-- No join on the way to a fact drops or doubles a row: as many facts as accepted values, dataset by dataset.
with accepted as (
    {{ accepted_rows_of_facts() }}
),

facts as (
    select fact_name, _delivery_id, count(*) as n
    from {{ ref('int_source_row__located') }}
    group by fact_name, _delivery_id
)

select
    a.fact_name,
    a._delivery_id,
    a.n as n_accepted,
    coalesce(f.n, 0) as n_facts
from accepted as a
left join facts as f on a.fact_name = f.fact_name and a._delivery_id = f._delivery_id
where a.n <> coalesce(f.n, 0)
