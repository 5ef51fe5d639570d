-- What the owners of the files must correct, the most urgent file first: a file that could not be loaded, then the heaviest one. The
-- country and its parts may stand in one file, so a file weighs what its heaviest row weighs: that much is certain.
-- A minor rule informs and asks nobody to correct anything; our own registry is corrected by us.
with found as (
    select
        f.*,
        coalesce(f.dataset_id, split_part(f.file_name, '/', 1) || '/' || split_part(f.file_name, '/', 2)) as named_dataset_id
    from {{ ref('report_finding') }} as f
    where f.is_open and f.file_name is not null and f.severity <> 'menor'
),

asked as (
    select
        *,
        split_part(named_dataset_id, '/', 2) as dataset,
        max(case when is_refused then 1 else 0 end) over (partition by owner_es, file_name) as file_is_refused,
        max(abs(magnitude)) over (partition by owner_es, file_name) as file_effect
    from found
    where split_part(named_dataset_id, '/', 1) <> 'registry'
)

select
    f.owner_es,
    f.owner_en,
    f.named_dataset_id as dataset_id,
    coalesce(c.title_es, f.dataset) as dataset_title_es,
    coalesce(c.title_en, f.dataset) as dataset_title_en,
    f.file_name,
    f.file_is_refused = 1 as is_refused,
    f.file_effect,
    coalesce(f.sheet_name, '') as sheet_name,
    f.row_number,
    f.column_name,
    f.received_value,
    f.rule_id,
    f.text_es,
    f.text_en,
    f.magnitude as effect,
    f.unit,
    f.since,
    case when f.is_new then 'nuevo' else 'abierto' end as state,
    coalesce(f.indicator_code, m.indicators, '') as indicators,
    cast(row_number() over (
        order by
            f.owner_es,
            f.file_is_refused desc,
            coalesce(f.file_effect, 0) desc,
            f.file_name,
            coalesce(abs(f.magnitude), 0) desc,
            coalesce(f.sheet_name, ''),
            coalesce(f.row_number, 0),
            f.column_name nulls last,
            f.text_es
    ) as bigint) as position
from asked as f
left join {{ source('run', 'contract') }} as c on f.named_dataset_id = c.publisher || '/' || c.dataset
left join {{ ref('report_dataset') }} as m on f.named_dataset_id = m.dataset_id
