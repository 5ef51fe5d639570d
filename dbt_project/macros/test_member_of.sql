{# Fails on every row whose foreign key is empty or missing from the dimension (-1, -2 and -3 are members of it). #}
{% test member_of(model, column_name, to, field) %}
select
    child.{{ column_name }},
    count(*) as n_rows
from {{ model }} as child
left join {{ to }} as parent on child.{{ column_name }} = parent.{{ field }}
where parent.{{ field }} is null
group by child.{{ column_name }}
{% endtest %}
