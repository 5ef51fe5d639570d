{{ config(materialized='ephemeral') }}

-- What is printed may fit several windows: the canonical reading, and the range of all of them.
with readings as (
    select m.*
    from {{ ref('mart_effective_reduction') }} as m
    inner join {{ ref('seed_reduction_reading') }} as d on m.definition_code = d.definition_code and d.formula = 'stock'
)

select
    f.figure_id,
    cast(max(case when r.is_canonical then r.effective_reduction_pct end) as decimal(18, 4)) as recomputed_value,
    cast(min(r.effective_reduction_pct) as double) as lowest_value,
    cast(max(r.effective_reduction_pct) as double) as highest_value
from {{ ref('stg_registry__published_figures') }} as f
cross join readings as r
where f.indicator_code = 'RED-EFECTIVA'
group by f.figure_id
