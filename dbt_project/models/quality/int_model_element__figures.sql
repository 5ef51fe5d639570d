{{ config(materialized='ephemeral') }}

with elements as (
    select element_type, count(*) as n from {{ ref('dim_model_element') }}
    group by element_type
),

element_figures as (
    select pairs.figure_id, pairs.element_type
    from (
        values
        ('F24', 'typology'), ('F25', 'mcs_stage'), ('F26', 'phase'), ('F27', 'pillar'), ('F27b', 'cross_pillar'),
        ('F28', 'dialogue_result'), ('F29a', 'me_subsystem'), ('F29b', 'me_principle'),
        ('F30a', 'mcs_instrument_family'), ('F30b', 'mcs_instrument_community'), ('F30c', 'mcs_instrument_municipality')
    ) as pairs (figure_id, element_type)
)

select
    p.figure_id,
    cast(e.n as decimal(18, 4)) as recomputed_value,
    cast(null as double) as lowest_value,
    cast(null as double) as highest_value
from element_figures as p
inner join elements as e on p.element_type = e.element_type
