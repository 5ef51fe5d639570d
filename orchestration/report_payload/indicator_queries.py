"""The queries behind ``indicators``: one each for all that hangs on an indicator, by code or by level, period and cut-off."""

from __future__ import annotations

from orchestration.report_payload.rows import SINCE, edition_of

_PLACE = "i.file || '|' || coalesce(i.sheet, '') || '|' || coalesce(i.row, 0)"
SHEET = (
    "definition_es", "definition_en", "justification_es", "justification_en", "formula_es", "formula_en", "numerator_es",
    "denominator_es", "measure_type", "direction", "subsystem", "frequency_es", "frequency_en", "source_es", "source_en",
    "instrument_es", "baseline_es", "territory_levels", "freshness_days_allowed", "coverage_min_pct", "materiality_pct",
    "revision_threshold_pct", "version", "status",
)  # fmt: skip
INDICATORS = f"""
    with delivered as (
        select s.indicator_code, max(v.published_on_date) as last_date,
               arg_max(v.published_on, v.published_on_date) as last_delivery_on
        from control.ctl_value_source as s inner join core.dim_vintage as v on s._delivery_id = v.delivery_id
        where v.evidence in ('cited', 'synthetic') group by s.indicator_code
    )
    select s.indicator_code, s.territory_level, s.period, s.cutoff_date, i.name_es, i.name_en, i.unit, i.rounding_decimals,
           i.pillar,
           i.results_level, i.owner_es, i.owner_en, i.known_limitations_es as limitations_es,
           i.known_limitations_en as limitations_en,
           s.verdict, s.since_on as since, s.previous_verdict, s.step, s.score, s.grade, s.n_rules, s.score_cap, i.mart,
           d.last_delivery_on,
           -- A closed figure waits for no delivery: the same indicators as in the rule of freshness.
           case when i.measure_type in ('stock', 'flow_ytd') then d.last_date + cast(i.freshness_days_allowed as int) end
             as next_delivery_due,
           {", ".join(f"i.{name}" for name in SHEET)}
    from marts.mart_dq_indicator_status as s
    inner join core.dim_indicator as i using (indicator_code)
    left join delivered as d using (indicator_code)
    where s.is_headline
    order by s.indicator_code
"""
ENTRIES = """
    with entries as (
        select v.indicator_code, v.territory_level, v.period, v.cutoff_date, d.verdict, count(*) as n, count(v.value) as n_values,
               case when count(*) = 1 then max(v.territory_name) end as territory_name,
               case when count(*) = 1 then max(v.value) end as value, min(d.step) as step,
               case max(case d.evidence when 'cited' then 1 when 'derived' then 2 when 'unverified' then 3 else 4 end)
                   when 1 then 'cited' when 2 then 'derived' when 3 then 'unverified' else 'synthetic' end as evidence,
               string_agg(distinct d.note_es, ' ' order by d.note_es) as note_es,
               string_agg(distinct d.note_en, ' ' order by d.note_en) as note_en,
               string_agg(distinct g.signed_by, ', ' order by g.signed_by) filter (g.signoff_state = 'firmado') as signed_by
        from intermediate.int_indicator__values as v
        inner join control.ctl_indicator_verdict as d using (indicator_code, territory_level, territory_code, period, cutoff_date)
        inner join control.ctl_signoff_state as g using (indicator_code, territory_level, territory_code, period, cutoff_date)
        group by v.indicator_code, v.territory_level, v.period, v.cutoff_date, d.verdict
    )
    select e.indicator_code, e.territory_level, e.territory_name, e.period, e.cutoff_date, e.value, e.n_values, e.verdict,
           e.evidence,
           e.note_es, e.note_en, s.since_on as since, e.step, s.score, s.grade, e.signed_by
    from entries as e
    inner join marts.mart_dq_indicator_status as s using (indicator_code, territory_level, period, cutoff_date)
    order by e.indicator_code, e.territory_level, e.cutoff_date, e.period, e.verdict
"""
# What a rule found, for each indicator that it speaks against: its own findings, else those on files, else those it inherits.
_RULES = f"""
        select r.indicator_code, r.rule_id, min(i.unit) as unit,
               coalesce(min({SINCE}) filter (where i.indicator_code = r.indicator_code), min({SINCE})) as since,
               coalesce(nullif(count(distinct {_PLACE}) filter (where i.indicator_code = r.indicator_code), 0),
                        count(distinct {_PLACE})) as n_places
        from (select distinct indicator_code, rule_id from control.ctl_verdict_reason) as r
        inner join control.ctl_issue as i on r.rule_id = i.rule_id
        where i.run_id = $1 group by r.indicator_code, r.rule_id
    """
# A reason is as old as the finding behind it (a waived one has more text than its finding); what no rule found began with the
# verdict.
REASONS = f"""
    with texts as (
        select rule_id, text_es, min({SINCE}) as since, sum(abs(magnitude)) as value
        from control.ctl_issue where run_id = $1 group by all
    ),
    rules as ({_RULES})
    select r.indicator_code, r.territory_level, r.period, r.cutoff_date, d.verdict, r.rule_id, r.severity, r.severity_rank,
           min(r.step) as step, r.text_es, min(r.text_en) as text_en, min(r.owner_es) as owner_es, min(r.owner_en) as owner_en,
           coalesce(min(t.since), min(a.since), min(s.since_on)) as since, min(t.value) as value,
           min(e.impact_abs) as impact_abs, min(case when d.verdict <> 'NO PUBLICABLE' then e.impact_pct end) as impact_pct
    from control.ctl_verdict_reason as r
    inner join control.ctl_indicator_verdict as d using (indicator_code, territory_level, territory_code, period, cutoff_date)
    inner join marts.mart_dq_indicator_status as s using (indicator_code, territory_level, period, cutoff_date)
    left join texts as t on r.rule_id = t.rule_id and r.text_es = t.text_es
    left join rules as a on r.rule_id = a.rule_id and r.indicator_code = a.indicator_code
    left join control.ctl_quarantine_effect as e
        on r.rule_id = 'CUARENTENA' and r.indicator_code = e.indicator_code and r.territory_level = e.territory_level
        and r.period = e.period and r.cutoff_date = e.cutoff_date
    group by r.indicator_code, r.territory_level, r.period, r.cutoff_date, d.verdict, r.rule_id, r.severity, r.severity_rank,
      r.text_es
    order by r.severity_rank, r.rule_id, r.text_es
"""
# What a refused file means for a figure is said in other words than what its sender must mend: its rule joins the two.
PLACES = """
    with said as (select distinct rule_id, text_es from control.ctl_verdict_reason)
    select distinct i.rule_id, coalesce(s.text_es, i.text_es) as text_es, coalesce(i.file, d.file_name) as file, i.sheet, i."row",
           i."column", i.value
    from control.ctl_issue as i
    left join raw.delivery as d on i.delivery_id = d.delivery_id
    left join said as s on i.rule_id = s.rule_id and d.status = 'refused'
    where i.run_id = ? and coalesce(i.file, d.file_name) is not null order by all
"""
DIMENSIONS = """
    select indicator_code, territory_level, period, cutoff_date, dimension, round(dimension_score, 1) as score, n_rules, n_failed
    from control.ctl_indicator_dimension order by all
"""
# Of several values under one level, period and cut-off, the one furthest from a signature speaks.
SIGNOFF = """
    select indicator_code, territory_level, period, cutoff_date, signoff_state as state, signed_by, signed_at,
           signed_vintage_id as basis, reason
    from control.ctl_signoff_state
    qualify row_number() over (partition by indicator_code, territory_level, period, cutoff_date
        order by case signoff_state when 'no publicar' then 1 when 'pendiente' then 2 when 'vencido' then 3 else 4 end,
          signed_at) = 1
"""
WAIVERS = """
    select distinct r.indicator_code, w.rule_id, w.until_date as until, w.waived_by, w.waived_at, w.reason
    from control.ctl_verdict_reason as r inner join intermediate.int_waiver__standing as w using (indicator_code, rule_id)
    where r.severity = 'excepcion'
    order by all
"""
# The target of the very period: a target of another year is none.
PROGRESS = """
    select indicator_code, territory_level, cast(year as varchar) as period, cutoff_date, ytd_ha as actual,
           target_operational_ha as target_annual, target_to_date_ha as target_to_date, progress_vs_annual_pct as pct_annual,
           100.0 * ytd_ha / nullif(target_to_date_ha, 0) as pct_to_date
    from marts.mart_eradication_ytd where target_operational_ha is not null
    union all
    select s.indicator_code, s.territory_level, s.period, s.cutoff_date, c.actual_value, c.threshold, null,
           100.0 * c.actual_value / nullif(c.threshold, 0), null
    from marts.mart_commitments as c inner join marts.mart_dq_indicator_status as s using (indicator_code)
    union all
    select s.indicator_code, s.territory_level, s.period, s.cutoff_date, t.titles_delivered, t.titles_target, null,
           100.0 * t.titles_delivered / nullif(t.titles_target, 0), null
    from marts.mart_titling_progress as t
    inner join marts.mart_dq_indicator_status as s
        on s.indicator_code = 'TITULOS-META' and t.territory_level = s.territory_level and cast(t.plan_year as varchar) = s.period
    where t.territory_level = 'pais'
"""
# The totals of a figure that may not be published are not told, nor the share from which they could be computed; what the refused
# rows would change is.
EFFECT = """
    select e.indicator_code, e.territory_level, e.period, e.cutoff_date, i.unit as measure_unit, e.rows_quarantined,
           e.rows_unparseable,
           case when s.verdict <> 'NO PUBLICABLE' then e.total_published end as total_published,
           case when s.verdict <> 'NO PUBLICABLE' then e.total_if_included end as total_if_included, e.impact_abs,
           case when s.verdict <> 'NO PUBLICABLE' then e.impact_pct end as impact_pct,
           e.changes_target_met
    from control.ctl_quarantine_effect as e
    inner join core.dim_indicator as i using (indicator_code)
    inner join marts.mart_dq_indicator_status as s using (indicator_code, territory_level, period, cutoff_date)
"""
CHANGE_COLUMNS = f"""
    c.territory_name, c.period, c.cutoff_date, c.old_value, c.new_value, c.difference, c.difference_pct,
    {edition_of("o", "c.old_vintage_id")} as old_edition, {edition_of("n", "c.new_vintage_id")} as new_edition,
    c.published_on, n.delivery_id
"""
CHANGE_TABLES = """
    marts.mart_dq_vintage_change as c
    left join core.dim_vintage as o on c.old_vintage_id = o.vintage_id
    left join core.dim_vintage as n on c.new_vintage_id = n.vintage_id
"""
CHANGES = f"""
    select c.indicator_code, {CHANGE_COLUMNS} from {CHANGE_TABLES}
    order by c.published_on desc, c.cutoff_date desc, c.territory_name, c.new_vintage_id, c.old_vintage_id
"""
REVISION = "select indicator_code, n_compared, n_changed, mean_revision_pct as mean_pct from control.ctl_revision order by all"
HISTORY = """
    with today as (
        select s.indicator_code, r.run_date as day, s.score, s.verdict,
               'today' as run_id
        from marts.mart_dq_indicator_status as s cross join raw.scope as r where s.is_headline
    ),
    days as (
        select h.indicator_code, h.day, h.score, h.verdict, h.run_id
        from control.ctl_indicator_history as h inner join today as t using (indicator_code) where h.day > t.day - 90
          and h.day < t.day
        union all
        select * from today
    )
    select indicator_code, day, score, verdict from days
    qualify row_number() over (partition by indicator_code, day order by run_id desc) = 1
    order by indicator_code, day
"""
FILES = """
    select indicator_code, territory_level, period, cutoff_date, _file as file, min(title) as title, min(citation) as citation,
           max(published_on) as published_on, min(evidence) as evidence
    from control.ctl_value_source group by indicator_code, territory_level, period, cutoff_date, _file order by all
"""
DEPARTMENTS = """
    select indicator_code, territory_code as ubigeo, territory_name as name, value, verdict, period
    from control.ctl_released_value where territory_level = 'departamento'
    qualify cutoff_date = max(cutoff_date) over (partition by indicator_code)
    order by indicator_code, territory_code
"""
# One sentence per rule, the heaviest of the newest cut-off, with its own weight; how many places the rule found is beside it.
FAILED = f"""
    with findings as (
        select rule_id, text_es, sum(abs(magnitude)) as magnitude from control.ctl_issue where run_id = $1 group by all
    ),
    rules as ({_RULES}),
    said as (
        select r.*, f.magnitude, r.severity = 'excepcion' as is_waived
        from control.ctl_verdict_reason as r left join findings as f using (rule_id, text_es)
        qualify row_number() over (partition by r.indicator_code, r.rule_id
            order by r.severity_rank, r.cutoff_date desc, f.magnitude desc nulls last, r.text_es) = 1
    ),
    headline as (
        select r.indicator_code, r.rule_id from control.ctl_verdict_reason as r
        inner join marts.mart_dq_indicator_status as h using (indicator_code, territory_level, period, cutoff_date)
        where h.is_headline group by all
    )
    select s.indicator_code, s.rule_id, t.severity, s.step, t.title_es, t.title_en, s.text_es, s.text_en, s.magnitude, w.unit,
           s.owner_es, s.owner_en, w.since, s.is_waived, w.n_places, h.rule_id is not null as is_of_headline
    from said as s
    left join headline as h using (indicator_code, rule_id)
    inner join control.ctl_rule as t using (rule_id)
    inner join rules as w using (indicator_code, rule_id)
    order by case t.severity when 'bloqueante' then 1 when 'mayor' then 2 else 3 end, s.magnitude desc nulls last, s.rule_id
"""
# What stands in a file on which a figure of the indicator rests, or on which nothing rests and which may have brought its newest
# figure (any refused file may); and what a rule says of the indicator itself.
ISSUES = f"""
    with found as (
        select i.* replace (coalesce(i.file, d.file_name) as file), d.publisher || '/' || d.dataset as dataset_id,
               coalesce(d.status = 'refused', false) as is_refused
        from control.ctl_issue as i left join raw.delivery as d on i.delivery_id = d.delivery_id
        where i.run_id = ? and i.closed_at is null and coalesce(i.file, d.file_name) is not null
    ),
    used as (select distinct indicator_code, _delivery_id as delivery_id from control.ctl_value_source),
    placed as (
        select distinct n.indicator_code, f.severity, f.rule_id, f.file, coalesce(f.sheet, '') as sheet, f.row, f.column, f.value,
               f.text_es, f.text_en, f.owner_es, f.owner_en, {SINCE} as since, f.magnitude, f.unit,
               f.is_refused
        from found as f
        inner join core.dim_indicator as n
            on f.indicator_code = n.indicator_code
            or (f.indicator_code is null and '|' || n.datasets || '|' like '%|' || f.dataset_id || '|%')
        left join used as u on f.delivery_id = u.delivery_id
        left join used as o on f.delivery_id = o.delivery_id and n.indicator_code = o.indicator_code
        where f.indicator_code is not null or o.delivery_id is not null or f.is_refused
          or (u.delivery_id is null and n.measure_type in ('stock', 'flow_ytd'))
    )
    select * exclude (is_refused) from placed
    order by indicator_code, is_refused desc, case severity when 'bloqueante' then 1 when 'mayor' then 2 else 3 end,
      abs(magnitude) desc nulls last, file, sheet, row
"""
