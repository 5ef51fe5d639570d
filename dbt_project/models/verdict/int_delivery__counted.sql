-- Every file that the run may know, and where its rows went.
{{ config(materialized='table') }}
{% set datasets = all_datasets() %}
with accepted as (
    {% for publisher, dataset in datasets %}
    select _delivery_id from {{ ref('stg_' ~ publisher ~ '__' ~ dataset) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

accepted_counts as (
    select _delivery_id, count(*) as n
    from accepted
    group by _delivery_id
),

quarantined_counts as (
    select _delivery_id, count(*) as n
    from {{ ref('ctl_quarantine') }}
    group by _delivery_id
)

select
    d.delivery_id,
    d.publisher,
    d.dataset,
    d.file_name,
    d.edition,
    d.title,
    d.citation,
    d.published_on,
    d.published_on_date,
    d.evidence,
    case
        when d.status = 'refused' then 'refused'
        when d.is_withdrawn then 'withdrawn'
        when s.delivery_id is not null then 'loaded'
        else 'superseded'
    end as status,
    d.rows_read,
    case when s.delivery_id is not null then coalesce(s.rows_filtered, 0) end as rows_filtered,
    case when s.delivery_id is not null then coalesce(a.n, 0) end as rows_accepted,
    case when s.delivery_id is not null then coalesce(q.n, 0) end as rows_quarantined,
    d.reason_es,
    d.reason_en,
    c.owner_es,
    c.owner_en,
    c.freshness_days
from {{ source('run', 'delivery') }} as d
cross join {{ source('run', 'scope') }} as r
left join {{ ref('stg_delivery') }} as s on d.delivery_id = s.delivery_id
left join {{ source('run', 'contract') }} as c on d.publisher = c.publisher and d.dataset = c.dataset
left join accepted_counts as a on d.delivery_id = a._delivery_id
left join quarantined_counts as q on d.delivery_id = q._delivery_id
-- An as-of run knows nothing published later; a refused file has no date to go by.
-- A refused file that was corrected or taken away is refused no more.
where
    (d.status = 'refused' and exists (
        select 1 from {{ source('run', 'delivery_file') }} as f
        where f.delivery_id = d.delivery_id
    ))
    or d.is_timeless
    or d.published_on_date <= coalesce(r.as_of_date, date '9999-12-31')
