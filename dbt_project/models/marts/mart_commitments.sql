select
    a.indicator_code,
    i.name_es,
    i.name_en,
    a.operator,
    cast(a.threshold as decimal(18, 4)) as threshold,
    a.unit,
    a.period_rule,
    a.from_year,
    a.to_year,
    {{ day_of('a.to_year', 12, 31) }} as cutoff_date,
    {{ withheld_columns('v.verdict', {'actual_value': 'a.actual_value'}) }},
    a.n_years,
    a.n_years_needed,
    case
        when v.verdict = 'NO PUBLICABLE' or a.actual_value is null then null
        when a.operator = '>' then a.actual_value > a.threshold
        else a.actual_value >= a.threshold
    end as is_met,
    a.vintage_id,
    a.published_on,
    {{ evidence_of('a.evidence_rank') }} as evidence,
    v.verdict,
    v.note_es,
    v.note_en
from {{ ref('int_commitment__actuals') }} as a
inner join {{ ref('dim_indicator') }} as i on a.indicator_code = i.indicator_code
inner join {{ ref('int_verdict__given') }} as v on a.value_sk = v.value_sk
