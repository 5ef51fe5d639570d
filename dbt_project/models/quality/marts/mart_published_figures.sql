with run as (
    select coalesce(as_of_date, run_date) as run_date
    from {{ source('run', 'scope') }}
)

select
    f.figure_id,
    f.publication,
    f.slide,
    f.text_es,
    f.text_en,
    f.indicator_code,
    f.territory_name,
    f.period_from,
    f.period_to,
    f.value as published_value,
    f.recomputed_value,
    f.difference,
    f.tolerance,
    f.unit,
    f.status,
    {{ since('t', 'f.status', 'r.run_date') }} as since_on,
    f.note_es,
    f.note_en
from {{ ref('ctl_published_figure') }} as f
cross join run as r
left join {{ source('ledger', 'ctl_state') }} as t on t.kind = 'cifra' and f.figure_id = t.key
