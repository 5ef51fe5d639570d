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
    cast({{ withheld('v.verdict', 's.pia_pen') }} as decimal(18, 2)) as pia_pen,
    cast({{ withheld('v.verdict', 's.pim_pen') }} as decimal(18, 2)) as pim_pen,
    cast({{ withheld('v.verdict', 's.certified_pen') }} as decimal(18, 2)) as certified_pen,
    cast({{ withheld('v.verdict', 's.annual_commitment_pen') }} as decimal(18, 2)) as annual_commitment_pen,
    cast({{ withheld('v.verdict', 's.commitment_pen') }} as decimal(18, 2)) as commitment_pen,
    cast({{ withheld('v.verdict', 's.accrued_pen') }} as decimal(18, 2)) as accrued_pen,
    cast({{ withheld('v.verdict', 's.paid_pen') }} as decimal(18, 2)) as paid_pen,
    cast({{ withheld('v.verdict', 's.transfer_pim_pen') }} as decimal(18, 2)) as transfer_pim_pen,
    cast({{ withheld('v.verdict', 's.transfer_accrued_pen') }} as decimal(18, 2)) as transfer_accrued_pen,
    cast({{ withheld('v.verdict', 's.consolidated_pim_pen') }} as decimal(18, 2)) as consolidated_pim_pen,
    cast({{ withheld('v.verdict', 's.consolidated_accrued_pen') }} as decimal(18, 2)) as consolidated_accrued_pen,
    cast({{ withheld('v.verdict', 's.consolidated_accrued_pen') }} as decimal(18, 2)) as exec_num_pen,
    cast({{ withheld('v.verdict', 's.consolidated_pim_pen') }} as decimal(18, 2)) as exec_den_pen,
    cast(
        {{ withheld('v.verdict', rounded("100 * " ~ ratio('s.consolidated_accrued_pen', 's.consolidated_pim_pen'), 4)) }}
        as decimal(18, 4)
    ) as exec_pct,
    cast({{ withheld('v.verdict', 's.consolidated_pim_pen') }} as decimal(18, 2)) as share_num_pen,
    cast({{ withheld('v.verdict', 's.country_pim_pen') }} as decimal(18, 2)) as share_den_pen,
    cast(
        {{ withheld('v.verdict', rounded("100 * " ~ ratio('s.consolidated_pim_pen', 's.country_pim_pen'), 4)) }} as decimal(18, 4)
    ) as share_pct,
    s.vintage_id,
    s.published_on,
    {{ evidence_of('s.evidence_rank') }} as evidence,
    v.verdict,
    v.note_es,
    v.note_en
from shares as s
inner join {{ ref('int_verdict__given') }} as v on s.value_sk = v.value_sk
