{#
  The day since which a state stands: the remembered day if the run before left the same state, today otherwise.
  `remembered` is the row of control.ctl_state (alias), `state` the state of now, `today` the day of the run.
#}
{% macro since(remembered, state, today) -%}
    case when {{ remembered }}.state = {{ state }} then {{ lima_day(remembered ~ '.since_at') }} else {{ today }} end
{%- endmacro %}
