-- How everything that is remembered between runs stands now.
select
    'periodo' as kind,
    {{ state_key('s') }} as key,
    s.verdict as state
from {{ ref('mart_dq_indicator_status') }} as s
union all
select
    'indicador' as kind,
    h.indicator_code as key,
    h.verdict as state
from {{ ref('mart_dq_indicator_status') }} as h
where h.is_headline
union all
select distinct
    'conciliacion' as kind,
    r.reconciliation_id as key,
    r.status as state
from {{ ref('mart_dq_reconciliation') }} as r
union all
select
    'cifra' as kind,
    f.figure_id as key,
    f.status as state
from {{ ref('ctl_published_figure') }} as f
