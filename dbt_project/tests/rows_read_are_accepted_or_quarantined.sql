-- No row is lost between the file and staging: rows_read = rows_accepted + rows_quarantined.
select
    delivery_id,
    rows_read,
    rows_accepted,
    rows_quarantined
from {{ ref('ctl_delivery') }}
where status = 'loaded' and rows_read <> rows_accepted + rows_quarantined
