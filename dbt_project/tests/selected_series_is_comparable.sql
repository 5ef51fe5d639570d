-- A series that does not measure the same thing is shown beside the official one and never chosen.
with selected as (
    select 'coca_area' as subject, series_code, vintage_id, is_comparable
    from {{ ref('mart_coca_area_series_vintages') }}
    where is_selected

    union all

    select 'eradication' as subject, series_code, vintage_id, is_comparable
    from {{ ref('mart_eradication_ytd_vintages') }}
    where is_selected
)

select
    s.subject,
    s.series_code,
    s.vintage_id
from selected as s
left join {{ ref('seed_series') }} as e on s.subject = e.subject and s.series_code = e.series_code
where not (s.is_comparable and coalesce(e.is_comparable, false))
