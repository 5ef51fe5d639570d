-- One grain: year, level of government, department. There are no total rows; the consolidated figures add up over all of them.
with shares as (
    select
        *,
        pim_pen - transfer_pim_pen as consolidated_pim_pen,
        accrued_pen - transfer_accrued_pen as consolidated_accrued_pen,
        sum(pim_pen - transfer_pim_pen) over (partition by year) as country_pim_pen
    from {{ ref('int_budget__by_level') }}
)

select
    'BUD-EXEC' as indicator_code,
    s.year,
    s.gov_level_sk,
    s.gov_level_code,
    s.gov_level_name_es,
    s.gov_level_name_en,
    s.territory_sk,
    s.department_code,
    s.department_name,
    s.last_month,
    s.cutoff_date,
    {{ withheld_columns('v.verdict', {
        'pia_pen': 's.pia_pen',
        'pim_pen': 's.pim_pen',
        'certified_pen': 's.certified_pen',
        'annual_commitment_pen': 's.annual_commitment_pen',
        'commitment_pen': 's.commitment_pen',
        'accrued_pen': 's.accrued_pen',
        'paid_pen': 's.paid_pen',
        'transfer_pim_pen': 's.transfer_pim_pen',
        'transfer_accrued_pen': 's.transfer_accrued_pen',
        'consolidated_pim_pen': 's.consolidated_pim_pen',
        'consolidated_accrued_pen': 's.consolidated_accrued_pen',
        'exec_num_pen': 's.consolidated_accrued_pen',
        'exec_den_pen': 's.consolidated_pim_pen'
    }, type='decimal(18, 2)') }},
    {{ withheld_columns('v.verdict', {
        'exec_pct': rounded("100 * " ~ ratio('s.consolidated_accrued_pen', 's.consolidated_pim_pen'), 4)
    }) }},
    {{ withheld_columns('v.verdict', {
        'share_num_pen': 's.consolidated_pim_pen',
        'share_den_pen': 's.country_pim_pen'
    }, type='decimal(18, 2)') }},
    {{ withheld_columns('v.verdict', {
        'share_pct': rounded("100 * " ~ ratio('s.consolidated_pim_pen', 's.country_pim_pen'), 4)
    }) }},
    s.vintage_id,
    s.published_on,
    {{ evidence_of('s.evidence_rank') }} as evidence,
    v.verdict,
    v.note_es,
    v.note_en
from shares as s
inner join {{ ref('int_verdict__given') }} as v on s.value_sk = v.value_sk
