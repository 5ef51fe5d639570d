-- Every file that the run may know, with its score.
select
    d.delivery_id,
    d.publisher,
    d.dataset,
    coalesce(c.title_es, d.dataset) as dataset_title_es,
    coalesce(c.title_en, d.dataset) as dataset_title_en,
    d.file_name,
    d.edition,
    d.title,
    d.citation,
    d.published_on,
    {{ lima_day('r.loaded_at') }} as loaded_on,
    d.status,
    d.evidence,
    d.rows_read,
    d.rows_accepted,
    d.rows_filtered,
    d.rows_quarantined,
    d.reason_es,
    d.reason_en,
    d.timeliness,
    d.quality,
    d.score,
    d.due_on,
    d.days_late,
    d.next_due_on,
    d.days_overdue,
    d.is_latest,
    cast(row_number() over (
        order by d.publisher, d.dataset, d.published_on desc nulls last, d.file_name
    ) as bigint) as position
from {{ ref('ctl_delivery') }} as d
inner join {{ source('run', 'delivery') }} as r on d.delivery_id = r.delivery_id
left join {{ source('run', 'contract') }} as c on d.publisher = c.publisher and d.dataset = c.dataset
