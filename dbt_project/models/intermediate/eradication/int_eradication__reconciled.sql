{{ config(materialized='ephemeral') }}
-- X01: the parts of the year against what the bulletin prints. X02: the zones against the country.
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
)

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
