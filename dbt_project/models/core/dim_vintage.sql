with deliveries as (
    select
        d.*,
        c.series_subject as subject
    from {{ ref('stg_delivery') }} as d
    inner join {{ source('run', 'contract') }} as c on d.publisher = c.publisher and d.dataset = c.dataset
)

select
    {{ int_key(["'vintage'", 'd.delivery_id']) }} as vintage_sk,
    d.publisher || '/' || d.dataset || '@' || d.published_on || '__' || d.edition as vintage_id,
    d.delivery_id,
    {{ int_key(["'source'", 'd.publisher', 'd.dataset']) }} as source_sk,
    d.publisher,
    d.dataset,
    d.edition,
    d.published_on,
    d.published_on_date,
    d.precedence,
    d.series as series_code,
    coalesce(s.label_es, d.series) as series_label_es,
    coalesce(s.label_en, d.series) as series_label_en,
    coalesce(s.priority, 99) as series_priority,
    coalesce(s.is_comparable, false) as is_comparable,
    d.evidence,
    cast(case d.evidence when 'cited' then 1 when 'derived' then 2 when 'unverified' then 3 else 4 end as bigint) as evidence_rank,
    d.title,
    d.citation,
    d.licence,
    d.note_es,
    d.note_en
from deliveries as d
left join {{ ref('seed_series') }} as s on d.subject = s.subject and d.series = s.series_code
