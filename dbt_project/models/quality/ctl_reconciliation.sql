-- Every reconciliation of the model with the lines that the files at hand allow; one without a source says so.
{{ config(materialized=judged(), tags=['judged']) }}
with lines as (
    {{ gathered('reconciled') }}

    union all

    select * from {{ ref('int_reconciliation__compared') }}

    union all

    -- The printed figures: whether each comes out is judged figure by figure, by what its print binds.
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
