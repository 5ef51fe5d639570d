-- The files behind each level, period and cut-off of an indicator.
select
    indicator_code,
    territory_level,
    period,
    cutoff_date,
    _file as file_name,
    min(title) as title,
    min(citation) as citation,
    max(published_on) as published_on,
    min(evidence) as evidence,
    cast(row_number() over (order by indicator_code, territory_level, period, cutoff_date, _file) as bigint) as position
from {{ ref('ctl_value_source') }}
group by indicator_code, territory_level, period, cutoff_date, _file
