-- The indicators that are made of each dataset, as their sheets say.
with listed as (
    select indicator_code, measure_type, datasets
    from {{ ref('dim_indicator') }}
),

split as (
    {{ split_rows('listed', 'datasets', '|', 'dataset_id') }}
)

select
    dataset_id,
    indicator_code,
    -- A figure that new deliveries continue; any other figure is closed.
    measure_type in ('stock', 'flow_ytd') as is_continued
from split
where dataset_id <> ''
