-- Deliveries that a blocking rule of this run found wrong: nothing that they say goes out, also not as history.
select distinct i.delivery_id
from {{ source('ledger', 'ctl_issue') }} as i
inner join {{ source('run', 'scope') }} as r on i.run_id = r.run_id
where
    i.severity = 'bloqueante'
    and i.indicator_code is null
    and i.delivery_id is not null
