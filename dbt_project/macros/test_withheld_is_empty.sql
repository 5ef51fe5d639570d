{#
  Fails on every row whose verdict is NO PUBLICABLE and that still tells a figure.
  `columns` says what each verdict empties: {verdict: [ytd_ha, restated_ha]}. A model without a verdict of its own names the
  model of the verdicts in `verdicts`: its rows are joined by the value that they judge.
#}
{% test withheld_is_empty(model, columns, verdicts=none) %}
select told.*
from {{ model }} as told
{% if verdicts -%}
inner join {{ verdicts }} as judged
    on told.indicator_code = judged.indicator_code
    and told.territory_level = judged.territory_level
    and told.territory_code = judged.territory_code
    and told.period = judged.period
    and told.cutoff_date = judged.cutoff_date
{% endif -%}
where
    {% for verdict, withheld in columns.items() -%}
    ({{ 'judged' if verdicts else 'told' }}.{{ verdict }} = 'NO PUBLICABLE' and (told.{{ withheld | join(' is not null or told.') }} is not null))
    {{ 'or' if not loop.last }}
    {% endfor %}
{% endtest %}
