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
    {{ withheld_columns('verdict', {
        'area_base_ha': 'area_base_ha',
        'area_end_ha': 'area_end_ha',
        'net_reduction_ha': 'net_reduction_ha'
    }) }},
    {{ withheld_columns('new_planting_verdict', {
        'gross_erad_ha': 'gross_erad_ha',
        'implied_new_planting_ha': 'implied_new_planting_ha'
    }) }},
    {{ withheld_columns('verdict', {'effective_reduction_pct': 'effective_reduction_pct'}) }},
    {{ withheld_columns('new_planting_verdict', {'net_to_gross_pct': 'net_to_gross_pct'}) }},
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
