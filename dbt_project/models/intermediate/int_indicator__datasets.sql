-- Which datasets each indicator is made of, as its reference sheet lists them: «unodc/coca_area_by_zone|corah/eradication_bulletin».
with indicators as (
    select indicator_code, datasets
    from {{ ref('dim_indicator') }}
),

listed as (
    {{ split_rows('indicators', 'datasets', '|', 'dataset_id') }}
)

select
    indicator_code,
    split_part(dataset_id, '/', 1) as publisher,
    split_part(dataset_id, '/', 2) as dataset,
    dataset_id
from listed
where dataset_id <> ''
