{{ config(materialized='ephemeral') }}

select
    f.figure_id,
    a.actual_value as recomputed_value,
    cast(null as double) as lowest_value,
    cast(null as double) as highest_value
from {{ ref('stg_registry__published_figures') }} as f
inner join {{ ref('mart_commitments') }} as a on f.indicator_code = a.indicator_code
where a.actual_value is not null
