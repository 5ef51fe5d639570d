-- The reconciliations X01–X13 of the model, each with the lines that the files at hand allow; one without a source says so.
with x01_parts as (
    select
        p.vintage_sk, p.territory_level, p.territory_code, p.year, y.cutoff_date,
        sum(p.eradicated_ha) as sum_ha,
        count(distinct extract(month from p.cutoff_date)) as n_months,
        max(y.eradicated_ha) as printed_ha
    from {{ ref('fct_eradication') }} as y
    inner join {{ ref('fct_eradication') }} as p
        on y.vintage_sk = p.vintage_sk and y.territory_level = p.territory_level and y.territory_code = p.territory_code
        and y.year = p.year and y.cutoff_date >= p.cutoff_date and p.report_type in ('mensual', 'parcial')
    where y.report_type = 'acumulado'
    group by p.vintage_sk, p.territory_level, p.territory_code, p.year, y.cutoff_date
),

national_ytd as (
    select * from {{ ref('int_eradication__resolved') }}
    where territory_level = 'pais'
),

zone_sums as (
    select vintage_sk, cutoff_date, is_final, sum(ytd_ha) as sum_ha
    from {{ ref('int_eradication__candidates') }}
    where territory_level = 'zona' and territory_code <> 'SIN-ZONA'
    group by vintage_sk, cutoff_date, is_final
),

district_sums as (
    select year, sum(area_ha) as sum_ha
    from {{ ref('int_coca_area__resolved') }}
    where territory_level = 'distrito' and area_ha is not null
    group by year
),

titling_budget as (
    select department_code, year, sum(pim_pen) as pim_pen
    from {{ ref('int_budget__titling') }}
    group by department_code, year
),

lines as (
    select
        'X01' as reconciliation_id,
        cast(cutoff_date as string) as period,
        case when territory_code = '00' then 'Perú' else territory_code end as territory_name,
        cast(sum_ha as double) as left_value,
        cast(printed_ha as double) as right_value,
        cast(0.5 as double) as tolerance,
        abs(sum_ha - printed_ha) <= 0.5 as is_reconciled,
        'ha' as unit
    from x01_parts
    where n_months = extract(month from cutoff_date)

    union all

    select
        'X02' as reconciliation_id,
        cast(n.cutoff_date as string) as period,
        n.territory_name,
        cast(z.sum_ha as double) as left_value,
        cast(n.ytd_ha as double) as right_value,
        cast(0 as double) as tolerance,
        z.sum_ha = n.ytd_ha as is_reconciled,
        'ha' as unit
    from national_ytd as n
    inner join zone_sums as z on n.vintage_sk = z.vintage_sk and n.cutoff_date = z.cutoff_date and n.is_final = z.is_final

    union all

    select
        'X03' as reconciliation_id,
        {{ reading_period() }} as period,
        'Perú' as territory_name,
        cast(gross_erad_ha as double) as left_value,
        cast(net_reduction_ha as double) as right_value,
        cast(null as double) as tolerance,
        implied_new_planting_ha >= 0 as is_reconciled,
        'ha' as unit
    from {{ ref('int_reduction__readings') }}
    where window_consistent and formula = 'stock'

    union all

    select
        'X04' as reconciliation_id,
        cast(n.year as string) as period,
        n.territory_name,
        cast(d.sum_ha as double) as left_value,
        cast(n.area_ha as double) as right_value,
        0.07 * cast(n.area_ha as double) as tolerance,
        d.sum_ha >= 0.93 * n.area_ha and d.sum_ha <= n.area_ha as is_reconciled,
        'ha' as unit
    from {{ ref('int_coca_area__resolved') }} as n
    inner join district_sums as d on n.year = d.year
    where n.territory_level = 'pais' and n.area_ha is not null

    union all

    select
        'X05' as reconciliation_id,
        cast(p.plan_year as string) as period,
        p.territory_name,
        cast(p.budget_pen as double) as left_value,
        cast(b.pim_pen as double) as right_value,
        greatest(0.005 * cast(b.pim_pen as double), 10000) as tolerance,
        abs(p.budget_pen - b.pim_pen) <= greatest(0.005 * cast(b.pim_pen as double), 10000) as is_reconciled,
        'PEN' as unit
    from {{ ref('int_titling__progress') }} as p
    inner join titling_budget as b on p.territory_code = b.department_code and p.plan_year = b.year
    where p.territory_level = 'departamento'

    union all

    select
        'X12' as reconciliation_id,
        figure_id as period,
        territory_name,
        cast(value as double) as left_value,
        cast(recomputed_value as double) as right_value,
        cast(tolerance as double) as tolerance,
        status in ('reproducido', 'reproducido_con_redondeo', 'ambigüedad_de_definición') as is_reconciled,
        unit
    from {{ ref('ctl_published_figure') }}
    where recomputed_value is not null and status <> 'errata'
)

select
    d.reconciliation_id,
    d.left_es,
    d.left_en,
    d.right_es,
    d.right_en,
    d.grain_es,
    d.grain_en,
    d.tolerance_es,
    d.tolerance_en,
    d.rule_id,
    d.owner_es,
    d.owner_en,
    coalesce(l.period, '') as period,
    coalesce(l.territory_name, '') as territory_name,
    cast(l.left_value as decimal(18, 4)) as left_value,
    cast(l.right_value as decimal(18, 4)) as right_value,
    cast(l.left_value - l.right_value as decimal(18, 4)) as difference,
    cast(l.tolerance as decimal(18, 4)) as tolerance,
    coalesce(l.unit, d.unit) as unit,
    case when l.reconciliation_id is null then 'sin fuente' when l.is_reconciled then 'concilia' else 'no concilia' end as status
from {{ ref('seed_reconciliation') }} as d
left join lines as l on d.reconciliation_id = l.reconciliation_id
