{{ config(materialized='ephemeral') }}

with levels as (
    select 'departamento' as territory_level
    union all
    select 'pais' as territory_level
)

select
    'BUD-EXEC' as indicator_code,
    l.territory_level,
    cast(q.typed_ano_eje as string) as period,
    cast(null as date) as cutoff_date,
    q._delivery_id,
    q.typed_monto_devengado as added,
    q.typed_monto_pim as added_below
from {{ ref('qtn_pirdais__budget_execution') }} as q
cross join levels as l
-- What the indicator counts: PIRDAIS alone, without transfers between governments.
where
    not q._is_repeated
    and q.typed_programa_ppto = '0072'
    and not (coalesce(q.typed_tipo_transaccion, '') = '2' and coalesce(q.typed_generica, '') = '4')
