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
    inner join {{ ref('ctl_indicator_verdict') }} as v
        on v.indicator_code = 'TITULOS-META'
        and p.territory_level = v.territory_level
        and p.territory_code = v.territory_code
        and v.period = cast(p.plan_year as string)
    inner join {{ ref('ctl_indicator_verdict') }} as c
        on c.indicator_code = 'TITULOS-COSTO'
        and p.territory_level = c.territory_level
        and p.territory_code = c.territory_code
        and c.period = cast(p.plan_year as string)
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
