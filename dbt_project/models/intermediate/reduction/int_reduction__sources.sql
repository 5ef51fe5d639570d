{{ config(materialized='ephemeral') }}

-- A reading rests on the two areas of its window and on what was eradicated in it.
with readings as (
    select * from {{ ref('int_reduction__readings') }}
),

links as (
    select
        r.*,
        case when a.year = r.base_year then 'área del año base' else 'área del año final' end as role,
        a.source_row_sk
    from readings as r
    inner join {{ ref('int_coca_area__sources') }} as a on a.territory_level = 'pais' and a.year in (r.base_year, r.end_year)

    union all

    select r.*, 'erradicación del año' as role, e.source_row_sk
    from readings as r
    inner join {{ ref('int_eradication__sources') }} as e
        on e.territory_level = 'pais' and e.is_final and r.flow_from_year <= e.year and r.flow_to_year >= e.year
    where r.window_consistent
),

of_indicators as (
    select 'RED-EFECTIVA' as indicator_code, * from links
    where formula = 'net_to_gross' or role <> 'erradicación del año'

    union all

    select 'NUEVA-SIEMBRA' as indicator_code, * from links
    where is_canonical
)

select
    indicator_code,
    'pais' as territory_level,
    '00' as territory_code,
    {{ reading_period() }} as period,
    {{ day_of('end_year', 12, 31) }} as cutoff_date,
    role,
    source_row_sk
from of_indicators
