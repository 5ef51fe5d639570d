-- Every percentage and unit cost of a mart equals numerator over denominator shipped beside it (to 4 decimals).
with ratios as (
    select 'yoy_pct' as ratio_name, yoy_pct as printed, 100.0 as scale, yoy_num_ha as num, yoy_den_ha as den
    from {{ ref('mart_coca_area_series') }}

    union all

    select
        'progress_vs_annual_pct' as ratio_name, progress_vs_annual_pct as printed, 100.0 as scale,
        progress_vs_annual_num_ha as num, progress_vs_annual_den_ha as den
    from {{ ref('mart_eradication_ytd') }}

    union all

    select
        'cost_per_title_plan_pen' as ratio_name, cost_per_title_plan_pen as printed, 1.0 as scale,
        cost_per_title_plan_num_pen as num, cost_per_title_plan_den_titles as den
    from {{ ref('mart_titling_progress') }}

    union all

    select
        'budget_share_pct' as ratio_name, budget_share_pct as printed, 100.0 as scale,
        budget_share_num_pen as num, budget_share_den_pen as den
    from {{ ref('mart_titling_progress') }}

    union all

    select
        'target_share_pct' as ratio_name, target_share_pct as printed, 100.0 as scale,
        target_share_num_titles as num, target_share_den_titles as den
    from {{ ref('mart_titling_progress') }}
)

select *
from ratios
where
    (printed is null) <> (num is null or den is null or den = 0)
    or abs(printed - scale * {{ ratio('num', 'den') }}) > 0.0001
