{#
  Fails on every key that stands more than once, and on every row whose key has an empty part.
  Columns in `empty_allowed` may be empty; two rows with the same empty column have the same key.
#}
{% test unique_together(model, columns, empty_allowed=[]) %}
select
    {{ columns | join(', ') }},
    count(*) as n_rows
from {{ model }}
group by {{ columns | join(', ') }}
having count(*) > 1 {% for column in columns if column not in empty_allowed %}or {{ column }} is null {% endfor %}
{% endtest %}


{# The same of one column: filled in every row, and no two rows alike. #}
{% test key(model, column_name) %}{{ test_unique_together(model, [column_name]) }}{% endtest %}
