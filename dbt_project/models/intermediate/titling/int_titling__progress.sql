-- Titling plan by region and for the country, with the titles reported as delivered in the plan's year.
{% set period = 'cast(b.plan_year as string)' %}
{% set cutoff_date = day_of('b.plan_year', 12, 31) %}
with plans as (
    select
        p.plan_year,
        p.vintage_sk,
        v.vintage_id,
        v.published_on,
        v.evidence_rank,
        row_number() over (
            partition by p.plan_year
            order by v.evidence_rank nulls last, v.precedence desc nulls last, v.vintage_id nulls last
        ) as preference
    from (select distinct plan_year, vintage_sk from {{ ref('fct_titling_plan') }}) as p
    inner join {{ ref('dim_vintage') }} as v on p.vintage_sk = v.vintage_sk
),

-- One plan a year, whole: regions of two plans are never added.
plan as (
    select
        p.*,
        c.vintage_id,
        c.published_on,
        c.evidence_rank
    from {{ ref('fct_titling_plan') }} as p
    inner join plans as c on p.plan_year = c.plan_year and p.vintage_sk = c.vintage_sk
    where c.preference = 1
),

regions as (
    select
        'departamento' as territory_level,
        p.ubigeo as territory_code,
        t.name_es as territory_name,
        p.territory_sk,
        p.plan_year,
        p.budget_pen,
        p.titles_target,
        p.evidence_rank,
        p.vintage_sk,
        p.vintage_id,
        p.published_on
    from plan as p
    inner join {{ ref('dim_territory') }} as t on p.territory_sk = t.territory_sk
),

country as (
    select
        'pais' as territory_level,
        '00' as territory_code,
        'Perú' as territory_name,
        {{ int_key(["'territory'", "'00'"]) }} as territory_sk,
        plan_year,
        sum(budget_pen) as budget_pen,
        sum(titles_target) as titles_target,
        max(evidence_rank) as evidence_rank,
        max(vintage_sk) as vintage_sk,
        max(vintage_id) as vintage_id,
        max(published_on) as published_on
    from regions
    group by plan_year
),

delivered as (
    select
        territory_sk,
        year,
        value as titles_delivered
    from {{ ref('int_achievement__resolved') }}
    where achievement_code = 'titulos_predios' and territory_sk > 0
),

both_levels as (
    select * from regions
    union all
    select * from country
)

select
    {{ value_key_of("'TITULOS-META'", 'b.territory_level', 'b.territory_code', period, cutoff_date) }} as target_value_sk,
    {{ value_key_of("'TITULOS-COSTO'", 'b.territory_level', 'b.territory_code', period, cutoff_date) }} as cost_value_sk,
    b.territory_level,
    b.territory_code,
    b.territory_name,
    b.territory_sk,
    b.plan_year,
    cast(b.budget_pen as decimal(18, 4)) as budget_pen,
    cast(b.titles_target as decimal(18, 4)) as titles_target,
    cast(d.titles_delivered as decimal(18, 4)) as titles_delivered,
    cast(c.budget_pen as decimal(18, 4)) as country_budget_pen,
    cast(c.titles_target as decimal(18, 4)) as country_titles_target,
    cast({{ rounded(ratio('b.budget_pen', 'b.titles_target'), 4) }} as decimal(18, 4)) as cost_per_title_plan_pen,
    b.evidence_rank,
    b.vintage_sk,
    b.vintage_id,
    b.published_on
from both_levels as b
inner join country as c on b.plan_year = c.plan_year
left join delivered as d on b.territory_sk = d.territory_sk and b.plan_year = d.year
