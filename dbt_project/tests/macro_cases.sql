-- Every macro of the dialect makes the same of the same, whatever the engine: one table of cases (macros/macro_cases.sql).
with cases as (
    {% for macro_name, case_name, made, expected in macro_cases() %}
    select
        '{{ macro_name }}' as macro_name,
        '{{ case_name }}' as case_name,
        cast({{ made }} as string) as made,
        cast({{ expected }} as string) as expected
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select * from cases
where made is distinct from expected
