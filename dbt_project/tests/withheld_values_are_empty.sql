-- NO PUBLICABLE leaves no figure to read. Rows of series that are never chosen have no verdict of their own and are left out.
select 'mart_coca_area_series' as mart_name, territory_level, territory_code, cutoff_date
from {{ ref('mart_coca_area_series') }}
where verdict = 'NO PUBLICABLE' and coalesce(area_ha, yoy_num_ha, yoy_pct) is not null

union all

select 'mart_coca_area_series_vintages' as mart_name, territory_level, territory_code, cast(null as date) as cutoff_date
from {{ ref('mart_coca_area_series_vintages') }}
where verdict = 'NO PUBLICABLE' and is_comparable and area_ha is not null

union all

select 'mart_eradication_ytd' as mart_name, territory_level, territory_code, cutoff_date
from {{ ref('mart_eradication_ytd') }}
where
    verdict = 'NO PUBLICABLE'
    and coalesce(ytd_ha, replanted_ha, progress_vs_annual_pct, increment_since_prev_cutoff_ha, restated_ha, zone_unassigned_ha) is not null

union all

select 'mart_eradication_ytd_vintages' as mart_name, territory_level, territory_code, cutoff_date
from {{ ref('mart_eradication_ytd_vintages') }}
where verdict = 'NO PUBLICABLE' and is_comparable and ytd_ha is not null

union all

select 'mart_effective_reduction' as mart_name, territory_level, territory_code, cutoff_date
from {{ ref('mart_effective_reduction') }}
where
    (verdict = 'NO PUBLICABLE' and coalesce(area_base_ha, area_end_ha, net_reduction_ha, effective_reduction_pct) is not null)
    or (new_planting_verdict = 'NO PUBLICABLE' and coalesce(gross_erad_ha, implied_new_planting_ha, net_to_gross_pct) is not null)

union all

select 'mart_titling_progress' as mart_name, territory_level, territory_code, cutoff_date
from {{ ref('mart_titling_progress') }}
where
    (verdict = 'NO PUBLICABLE' and coalesce(titles_target, target_share_pct) is not null)
    or (cost_verdict = 'NO PUBLICABLE' and coalesce(budget_pen, cost_per_title_plan_pen, budget_share_pct) is not null)

union all

select 'mart_commitments' as mart_name, 'pais' as territory_level, indicator_code as territory_code, cutoff_date
from {{ ref('mart_commitments') }}
where verdict = 'NO PUBLICABLE' and (actual_value is not null or is_met is not null)
