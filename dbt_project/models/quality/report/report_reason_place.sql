-- Where in the files each reason stands. The sentence about a figure that rests on a refused file differs from the sentence that tells
-- the sender what to correct: the rule joins the two.
with said as (
    select distinct rule_id, text_es
    from {{ ref('ctl_verdict_reason') }}
),

places as (
    select distinct
        f.rule_id,
        coalesce(s.text_es, f.text_es) as text_es,
        f.file_name,
        f.sheet_name,
        f.row_number,
        f.column_name,
        f.received_value
    from {{ ref('report_finding') }} as f
    left join said as s on f.rule_id = s.rule_id and f.is_refused
    where f.file_name is not null
)

select
    *,
    cast(row_number() over (
        order by
            rule_id, text_es, file_name, sheet_name nulls last, row_number nulls last, column_name nulls last, received_value nulls last
    ) as bigint) as position
from places
