-- The operational target of the very year.
{{ config(materialized='ephemeral') }}

select
    indicator_code,
    territory_level,
    cast(year as string) as period,
    cutoff_date,
    ytd_ha as actual,
    target_operational_ha as target_annual,
    target_to_date_ha as target_to_date,
    cast(progress_vs_annual_pct as double) as pct_annual,
    {{ ratio('100 * ytd_ha', 'target_to_date_ha') }} as pct_to_date
from {{ ref('mart_eradication_ytd') }}
where target_operational_ha is not null
