-- What people decided on each figure, with the figure that they decided on.
select
    v.indicator_code,
    v.territory_level,
    v.territory_code,
    v.period,
    v.cutoff_date,
    s.basis_id,
    s.signoff_state,
    s.signed_by,
    s.signed_at,
    s.signed_vintage_id,
    s.reason
from {{ ref('int_indicator__values') }} as v
inner join {{ ref('int_signoff__standing') }} as s on v.value_sk = s.value_sk
