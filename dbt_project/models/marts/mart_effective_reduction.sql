with judged as (
    select
        r.*,
        v.verdict,
        v.note_es,
        v.note_en,
        coalesce(n.verdict, v.verdict) as new_planting_verdict,
        n.note_es as new_planting_note_es,
        n.note_en as new_planting_note_en
    from {{ ref('int_reduction__readings') }} as r
    inner join {{ ref('int_verdict__given') }} as v on r.value_sk = v.value_sk
    left join {{ ref('int_verdict__given') }} as n on r.new_planting_value_sk = n.value_sk
)

select
    'RED-EFECTIVA' as indicator_code,
    definition_code,
    label_es,
    label_en,
    is_canonical,
    'pais' as territory_level,
    '00' as territory_code,
    base_year,
    end_year,
    flow_from_year,
    flow_to_year,
    {{ date_key(day_of('end_year', 12, 31)) }} as cutoff_date_sk,
    {{ day_of('end_year', 12, 31) }} as cutoff_date,
    cast({{ withheld('verdict', 'area_base_ha') }} as decimal(18, 4)) as area_base_ha,
    cast({{ withheld('verdict', 'area_end_ha') }} as decimal(18, 4)) as area_end_ha,
    cast({{ withheld('verdict', 'net_reduction_ha') }} as decimal(18, 4)) as net_reduction_ha,
    cast({{ withheld('new_planting_verdict', 'gross_erad_ha') }} as decimal(18, 4)) as gross_erad_ha,
    cast({{ withheld('new_planting_verdict', 'implied_new_planting_ha') }} as decimal(18, 4)) as implied_new_planting_ha,
    cast({{ withheld('verdict', 'effective_reduction_pct') }} as decimal(18, 4)) as effective_reduction_pct,
    cast({{ withheld('new_planting_verdict', 'net_to_gross_pct') }} as decimal(18, 4)) as net_to_gross_pct,
    window_consistent,
    vintage_id,
    {{ evidence_of('evidence_rank') }} as evidence,
    verdict,
    note_es,
    note_en,
    new_planting_verdict,
    new_planting_note_es,
    new_planting_note_en
from judged
