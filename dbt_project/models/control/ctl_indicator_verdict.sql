-- May this value be published? A failing blocking rule, or no figure, says no; anything else worth knowing is a note.
with reasons as (
    select
        indicator_code,
        territory_level,
        territory_code,
        period,
        cutoff_date,
        min(severity_rank) as worst_rank,
        {{ join_text('text_es', ['severity_rank', 'rule_id'], ' ') }} as note_es,
        {{ join_text('text_en', ['severity_rank', 'rule_id'], ' ') }} as note_en
    from {{ ref('ctl_verdict_reason') }}
    group by indicator_code, territory_level, territory_code, period, cutoff_date
)

select
    v.indicator_code,
    v.territory_level,
    v.territory_code,
    v.period,
    v.cutoff_date,
    {{ evidence_of('v.evidence_rank') }} as evidence,
    case
        when r.worst_rank = 1 then 'NO PUBLICABLE'
        when r.worst_rank is not null then 'PUBLICABLE CON NOTA'
        else 'PUBLICABLE'
    end as verdict,
    coalesce(r.note_es, '') as note_es,
    coalesce(r.note_en, '') as note_en
from {{ ref('int_indicator__values') }} as v
left join reasons as r
    on v.indicator_code = r.indicator_code
    and v.territory_level = r.territory_level
    and v.territory_code = r.territory_code
    and v.period = r.period
    and v.cutoff_date = r.cutoff_date
