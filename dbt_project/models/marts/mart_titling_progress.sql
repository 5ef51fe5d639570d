with judged as (
    select
        p.*,
        {{ rounded("100 * " ~ ratio('p.budget_pen', 'p.country_budget_pen'), 4) }} as budget_share_pct,
        {{ rounded("100 * " ~ ratio('p.titles_target', 'p.country_titles_target'), 4) }} as target_share_pct,
        v.verdict,
        v.note_es,
        v.note_en,
        c.verdict as cost_verdict
    from {{ ref('int_titling__progress') }} as p
    inner join {{ ref('int_verdict__given') }} as v on p.target_value_sk = v.value_sk
    inner join {{ ref('int_verdict__given') }} as c on p.cost_value_sk = c.value_sk
)

select
    'TITULOS-META' as indicator_code,
    territory_level,
    territory_code,
    territory_name,
    territory_sk,
    plan_year,
    {{ day_of('plan_year', 12, 31) }} as cutoff_date,
    cast({{ withheld('cost_verdict', 'budget_pen') }} as decimal(18, 4)) as budget_pen,
    cast({{ withheld('verdict', 'titles_target') }} as decimal(18, 4)) as titles_target,
    titles_delivered,
    cast({{ withheld('cost_verdict', 'budget_pen') }} as decimal(18, 4)) as cost_per_title_plan_num_pen,
    cast({{ withheld('cost_verdict', 'titles_target') }} as decimal(18, 4)) as cost_per_title_plan_den_titles,
    cast({{ withheld('cost_verdict', 'cost_per_title_plan_pen') }} as decimal(18, 4)) as cost_per_title_plan_pen,
    cast({{ withheld('cost_verdict', 'budget_pen') }} as decimal(18, 4)) as budget_share_num_pen,
    cast({{ withheld('cost_verdict', 'country_budget_pen') }} as decimal(18, 4)) as budget_share_den_pen,
    cast({{ withheld('cost_verdict', 'budget_share_pct') }} as decimal(18, 4)) as budget_share_pct,
    cast({{ withheld('verdict', 'titles_target') }} as decimal(18, 4)) as target_share_num_titles,
    cast({{ withheld('verdict', 'country_titles_target') }} as decimal(18, 4)) as target_share_den_titles,
    cast({{ withheld('verdict', 'target_share_pct') }} as decimal(18, 4)) as target_share_pct,
    vintage_id,
    published_on,
    {{ evidence_of('evidence_rank') }} as evidence,
    verdict,
    note_es,
    note_en,
    cost_verdict
from judged
