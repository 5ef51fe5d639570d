{# A foreign key of a star: every row names a member of the dimension, and an empty key names none (-1, -2, -3 are members). #}
{% test member_of(model, column_name, to, field) %}
select
    child.{{ column_name }},
    count(*) as n_rows
from {{ model }} as child
left join {{ to }} as parent on child.{{ column_name }} = parent.{{ field }}
where parent.{{ field }} is null
group by child.{{ column_name }}
{% endtest %}
