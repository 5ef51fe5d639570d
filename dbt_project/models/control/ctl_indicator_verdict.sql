-- May this indicator be published? A failing blocking rule, or no figure, says no; anything else worth knowing is a note.
with groups as (
    select
        indicator_code,
        territory_level,
        period,
        cutoff_date,
        count(value) as n_values,
        max(evidence_rank) as evidence_rank
    from {{ ref('int_indicator__values') }}
    group by indicator_code, territory_level, period, cutoff_date
),

reasons as (
    select
        indicator_code,
        territory_level,
        period,
        cutoff_date,
        min(severity_rank) as worst_rank,
        {{ join_text('text_es', 'severity_rank, rule_id, text_es', ' ') }} as note_es,
        {{ join_text('text_en', 'severity_rank, rule_id, text_en', ' ') }} as note_en
    from {{ ref('ctl_verdict_reason') }}
    group by indicator_code, territory_level, period, cutoff_date
)

select
    g.indicator_code,
    g.territory_level,
    g.period,
    g.cutoff_date,
    g.n_values,
    {{ evidence_of('g.evidence_rank') }} as evidence,
    case
        when r.worst_rank = 1 then 'NO PUBLICABLE'
        when r.worst_rank is not null then 'PUBLICABLE CON NOTA'
        else 'PUBLICABLE'
    end as verdict,
    coalesce(r.note_es, '') as note_es,
    coalesce(r.note_en, '') as note_en
from groups as g
left join reasons as r
    on g.indicator_code = r.indicator_code
    and g.territory_level = r.territory_level
    and g.period = r.period
    and g.cutoff_date = r.cutoff_date
