-- Rows in quarantine of files on which no figure of the indicator rests: nobody knows which figure the rows would change.
select
    i.indicator_code,
    i.name_es,
    i.name_en,
    cast(count(*) as bigint) as n_rows,
    cast(count(distinct q._delivery_id) as bigint) as n_files,
    cast(row_number() over (order by i.indicator_code) as bigint) as position
from {{ ref('ctl_quarantine') }} as q
inner join {{ ref('report_dataset_indicator') }} as m on q.publisher || '/' || q.dataset = m.dataset_id
inner join {{ ref('dim_indicator') }} as i on m.indicator_code = i.indicator_code
where
    m.is_continued
    and not exists (
        select 1
        from {{ ref('ctl_value_source') }} as s
        where s.indicator_code = m.indicator_code and s._delivery_id = q._delivery_id
    )
group by i.indicator_code, i.name_es, i.name_en
