{#
  How DuckDB makes a table or a view: drop and create in one transaction.
  dbt-duckdb builds beside the old relation, renames twice and drops, because others may read meanwhile. Nobody else opens
  the build database, and a failed statement rolls the drop back. It was a fifth of the time of a build (2026-11-27).
#}
{% macro remade(relation, create) %}
    {%- set existing = load_cached_relation(this) -%}
    {{ run_hooks(pre_hooks) }}
    {% call statement('main') -%}
        {% if existing is not none %}drop {{ existing.type }} if exists {{ existing }};{% endif %}
        {{ create }}
    {%- endcall %}
    {{ run_hooks(post_hooks) }}
    {{ adapter.commit() }}
    {{ return({'relations': [relation]}) }}
{% endmacro %}

{% materialization table, adapter='duckdb' %}
    {%- set relation = this.incorporate(type='table') -%}
    {{ return(remade(relation, create_table_as(False, relation, compiled_code))) }}
{% endmaterialization %}

{% materialization view, adapter='duckdb' %}
    {%- set relation = this.incorporate(type='view') -%}
    {{ return(remade(relation, create_view_as(relation, compiled_code))) }}
{% endmaterialization %}
