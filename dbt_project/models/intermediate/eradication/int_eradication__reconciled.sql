{{ config(materialized='ephemeral') }}
-- X01: the parts of a year against the total to date that the same bulletin prints. A model and not an entry of reconciliations(),
-- because each total adds the parts up to its own day, and only where every month has one.
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
