-- The indicators of a dataset in one text, for lists that name them beside a file.
select
    dataset_id,
    {{ join_text('indicator_code', [], '|') }} as indicators
from {{ ref('report_dataset_indicator') }}
group by dataset_id
