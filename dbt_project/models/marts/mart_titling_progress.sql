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
    {{ withheld_columns('cost_verdict', {'budget_pen': 'budget_pen'}) }},
    {{ withheld_columns('verdict', {'titles_target': 'titles_target'}) }},
    titles_delivered,
    {{ withheld_columns('cost_verdict', {
        'cost_per_title_plan_num_pen': 'budget_pen',
        'cost_per_title_plan_den_titles': 'titles_target',
        'cost_per_title_plan_pen': 'cost_per_title_plan_pen',
        'budget_share_num_pen': 'budget_pen',
        'budget_share_den_pen': 'country_budget_pen',
        'budget_share_pct': 'budget_share_pct'
    }) }},
    {{ withheld_columns('verdict', {
        'target_share_num_titles': 'titles_target',
        'target_share_den_titles': 'country_titles_target',
        'target_share_pct': 'target_share_pct'
    }) }},
    vintage_id,
    published_on,
    {{ evidence_of('evidence_rank') }} as evidence,
    verdict,
    note_es,
    note_en,
    cost_verdict
from judged
