-- One result per indicator, scope and year: the best evidence, in it the latest publication. Two papers that print one
-- result are one result.
with ranked as (
    select
        a.*,
        v.evidence_rank,
        v.vintage_id,
        row_number() over (
            partition by a.achievement_code, a.scope_name, a.year
            order by v.evidence_rank nulls last, v.precedence desc nulls last, v.vintage_id nulls last, a.source_row_sk nulls last
        ) as preference
    from {{ ref('fct_achievement') }} as a
    inner join {{ ref('dim_vintage') }} as v on a.vintage_sk = v.vintage_sk
    where a.value_kind = 'logro' and a.is_comparable
)

select
    achievement_code,
    territory_level,
    territory_sk,
    scope_name,
    year,
    value,
    unit,
    evidence_rank,
    vintage_id,
    source_row_sk
from ranked
where preference = 1
