{#
  Which of two publications is the later one, as a text that sorts (docs/adr/0023). A publisher's date may be a day, a month or a year. A
  date that says less comes before every day inside it, because a year alone never beats a day of that year: «2025» is 2025-00-00.
#}
{% macro precedence(published_on) -%}
    {{ published_on }} || substr('-00-00', length({{ published_on }}) - 3)
{%- endmacro %}
