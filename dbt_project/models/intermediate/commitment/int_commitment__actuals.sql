-- The four commitments of the deck against the results at hand for the country. A sum or an average needs every year of its window.
{% set period = "cast(c.from_year as string) || '-' || cast(c.to_year as string)" %}
with commitments as (
    select
        c.indicator_code,
        c.achievement_code,
        c.period_rule,
        c.from_year,
        c.to_year,
        t.operator,
        t.target_value as threshold,
        t.unit,
        t.source_row_sk as target_row_sk,
        v.vintage_id,
        v.published_on,
        row_number() over (
            partition by c.indicator_code order by v.precedence desc nulls last, v.vintage_id nulls last
        ) as recency
    from {{ ref('seed_commitment') }} as c
    inner join {{ ref('fct_target') }} as t on c.target_code = t.target_code
    inner join {{ ref('dim_vintage') }} as v on t.vintage_sk = v.vintage_sk
),

results as (
    select
        c.indicator_code,
        sum(a.value) as total_value,
        count(distinct a.year) as n_years,
        max(a.evidence_rank) as evidence_rank
    from commitments as c
    inner join {{ ref('int_achievement__resolved') }} as a
        on c.achievement_code = a.achievement_code
        and c.from_year <= a.year and c.to_year >= a.year
    where c.recency = 1 and a.territory_level = 'pais'
    group by c.indicator_code
)

select
    {{ value_key_of('c.indicator_code', "'pais'", "'00'", period, day_of('c.to_year', 12, 31)) }} as value_sk,
    c.indicator_code,
    c.achievement_code,
    c.period_rule,
    c.from_year,
    c.to_year,
    c.operator,
    c.threshold,
    c.unit,
    c.target_row_sk,
    coalesce(r.n_years, 0) as n_years,
    c.to_year - c.from_year + 1 as n_years_needed,
    cast(case
        when r.n_years < c.to_year - c.from_year + 1 then null
        when c.period_rule = 'acumulado' then r.total_value
        else {{ ratio('r.total_value', 'r.n_years') }}
    end as decimal(18, 4)) as actual_value,
    coalesce(r.evidence_rank, 1) as evidence_rank,
    c.vintage_id,
    c.published_on
from commitments as c
left join results as r on c.indicator_code = r.indicator_code
where c.recency = 1
