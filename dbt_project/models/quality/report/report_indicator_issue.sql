-- What the senders must correct for each indicator: findings on the indicator itself, findings in files on which one of its figures
-- rests, any refused file of its datasets, and files on which nothing rests yet and which may have brought its newest figure.
with open_findings as (
    select *
    from {{ ref('report_finding') }}
    where is_open and file_name is not null
),

used as (
    select distinct indicator_code, _delivery_id as delivery_id
    from {{ ref('ctl_value_source') }}
),

used_by_any as (
    select distinct delivery_id
    from used
),

own as (
    select
        i.indicator_code as for_indicator,
        f.*
    from open_findings as f
    inner join {{ ref('dim_indicator') }} as i on f.indicator_code = i.indicator_code
),

of_files as (
    select
        m.indicator_code as for_indicator,
        f.*
    from open_findings as f
    inner join {{ ref('report_dataset_indicator') }} as m on f.dataset_id = m.dataset_id
    left join used as u on f.delivery_id = u.delivery_id and m.indicator_code = u.indicator_code
    left join used_by_any as a on f.delivery_id = a.delivery_id
    where f.indicator_code is null and (u.delivery_id is not null or f.is_refused or (a.delivery_id is null and m.is_continued))
),

placed as (
    select * from own
    union all
    select * from of_files
),

told as (
    select distinct
        for_indicator as indicator_code,
        severity,
        rule_id,
        file_name,
        coalesce(sheet_name, '') as sheet_name,
        row_number,
        column_name,
        received_value,
        text_es,
        text_en,
        owner_es,
        owner_en,
        since,
        magnitude,
        unit,
        is_refused
    from placed
)

select
    *,
    cast(row_number() over (
        order by
            indicator_code,
            case when is_refused then 1 else 2 end,
            case severity when 'bloqueante' then 1 when 'mayor' then 2 else 3 end,
            abs(magnitude) desc nulls last,
            file_name,
            sheet_name,
            row_number nulls last,
            column_name nulls last,
            text_es
    ) as bigint) as position
from told
