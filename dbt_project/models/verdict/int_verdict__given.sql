-- May this value be published? Refused by a blocking step or by a person: no. Anything else worth knowing: with a note. Clean but
-- not signed for what it rests on today: under review. The eight steps and their order: docs/adr/0013.
{{ config(materialized=judged(), tags=['judged']) }}
with reasons as (
    select
        value_sk,
        min(severity_rank) as worst_rank,
        min(case when severity_rank = 1 then step end) as refusing_step,
        min(case when severity_rank in (2, 3) then step end) as noting_step,
        max(case when severity = 'decision' then 1 else 0 end) as is_refused_by_person,
        {{ join_text("case when severity_rank <= 3 then text_es end", ['severity_rank', 'rule_id'], ' ') }} as note_es,
        {{ join_text("case when severity_rank <= 3 then text_en end", ['severity_rank', 'rule_id'], ' ') }} as note_en,
        {{ join_text("case when severity = 'firma' then text_es end", ['rule_id'], ' ') }} as pending_es,
        {{ join_text("case when severity = 'firma' then text_en end", ['rule_id'], ' ') }} as pending_en
    from {{ ref('int_verdict__reason') }}
    group by value_sk
)

select
    v.value_sk,
    {{ evidence_of('v.evidence_rank') }} as evidence,
    case
        when r.worst_rank = 1 then 'NO PUBLICABLE'
        when r.worst_rank in (2, 3) then 'PUBLICABLE CON NOTA'
        when r.worst_rank = 4 then 'EN REVISIÓN'
        else 'PUBLICABLE'
    end as verdict,
    cast(case
        when r.is_refused_by_person = 1 then 8
        when r.worst_rank = 1 then r.refusing_step
        when r.worst_rank in (2, 3) then r.noting_step
        when r.worst_rank = 4 then 7
    end as bigint) as step,
    coalesce(case when r.worst_rank = 4 then {{ said('clean', 'es', {'pending': 'r.pending_es'}) }} else r.note_es end, '') as note_es,
    coalesce(case when r.worst_rank = 4 then {{ said('clean', 'en', {'pending': 'r.pending_en'}) }} else r.note_en end, '') as note_en
from {{ ref('int_indicator__values') }} as v
left join reasons as r on v.value_sk = r.value_sk
