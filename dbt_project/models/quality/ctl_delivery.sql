-- Every file with its score of 0 to 4: on time or late, by what the checks found in it. The next file of a dataset is due so many
-- days after the last one (its contract says how many); for the newest file, a next one that is overdue counts as well.
{{ config(materialized=judged(), tags=['judged']) }}
with run as (
    select run_id, coalesce(as_of_date, run_date) as run_date
    from {{ source('run', 'scope') }}
),

sequenced as (
    select
        d.*,
        lag(d.published_on_date) over (
            partition by d.publisher, d.dataset, case when d.status = 'loaded' then 1 else 0 end
            order by d.published_on_date nulls last, d.delivery_id
        ) as previous_date,
        row_number() over (
            partition by d.publisher, d.dataset, case when d.status = 'loaded' then 1 else 0 end
            order by d.published_on_date desc nulls last, d.delivery_id desc
        ) as recency,
        -- Our own registry is due on no day, and neither is what could not be loaded.
        d.status = 'loaded' and d.publisher <> 'registry' as is_timed
    from {{ ref('int_delivery__counted') }} as d
),

findings as (
    select
        i.delivery_id,
        max(case when i.severity = 'bloqueante' then 1 else 0 end) as has_blocking,
        max(case when i.severity = 'mayor' then 1 else 0 end) as has_major
    from {{ source('ledger', 'ctl_issue') }} as i
    inner join run as r on i.run_id = r.run_id
    where i.closed_at is null and i.delivery_id is not null
    group by i.delivery_id
),

dated as (
    select
        s.*,
        s.status = 'loaded' and s.recency = 1 as is_latest,
        -- Days after the file was due, 0 when it was in time; what had no file before it was not due.
        case
            when s.is_timed
                then greatest(coalesce({{ days_between('s.previous_date', 's.published_on_date') }} - s.freshness_days, 0), 0)
            else 0
        end as days_late,
        case
            when s.is_timed and s.recency = 1
                then greatest(coalesce({{ days_between('s.published_on_date', 'r.run_date') }} - s.freshness_days, 0), 0)
            else 0
        end as days_overdue,
        r.run_date
    from sequenced as s
    cross join run as r
),

judged as (
    select
        d.*,
        case
            when not d.is_timed then null
            when greatest(d.days_late, d.days_overdue) > d.freshness_days then 'muy tarde'
            when greatest(d.days_late, d.days_overdue) > 0 then 'tarde'
            else 'a tiempo'
        end as timeliness,
        case
            when d.status = 'refused' or f.has_blocking = 1 then 'no pasa lo básico'
            when f.has_major = 1 or coalesce(d.rows_quarantined, 0) > 0 then 'pasa lo básico'
            else 'pasa todo'
        end as quality
    from dated as d
    left join findings as f on d.delivery_id = f.delivery_id
)

select
    delivery_id,
    publisher,
    dataset,
    file_name,
    edition,
    title,
    citation,
    published_on,
    evidence,
    status,
    rows_read,
    rows_filtered,
    rows_accepted,
    rows_quarantined,
    is_latest,
    -- When this very file was due; what had no file before it was not due.
    case when is_timed then {{ days_after('previous_date', 'freshness_days') }} end as due_on,
    cast(days_late as bigint) as days_late,
    cast(days_overdue as bigint) as days_overdue,
    case when is_timed and is_latest then {{ days_after('published_on_date', 'freshness_days') }} end as next_due_on,
    timeliness,
    quality,
    cast(case
        when status = 'refused' then 0
        when timeliness is null then null
        when timeliness = 'muy tarde' or quality = 'no pasa lo básico' then 0
        when timeliness = 'tarde' and quality = 'pasa lo básico' then 1
        when timeliness = 'tarde' then 3
        when quality = 'pasa lo básico' then 2
        else 4
    end as bigint) as score,
    reason_es,
    reason_en,
    owner_es,
    owner_en
from judged
