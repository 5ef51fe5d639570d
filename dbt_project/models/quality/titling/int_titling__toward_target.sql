-- The titles that the plan of the very year asks for.
{{ config(materialized='ephemeral') }}

select
    s.indicator_code,
    s.territory_level,
    s.period,
    s.cutoff_date,
    t.titles_delivered as actual,
    t.titles_target as target_annual,
    cast(null as decimal(18, 4)) as target_to_date,
    {{ ratio('100 * t.titles_delivered', 't.titles_target') }} as pct_annual,
    cast(null as double) as pct_to_date
from {{ ref('mart_titling_progress') }} as t
inner join {{ ref('mart_dq_indicator_status') }} as s
    on s.indicator_code = 'TITULOS-META' and t.territory_level = s.territory_level and cast(t.plan_year as string) = s.period
where t.territory_level = 'pais'
