"""Stands in for dbt's ``target`` while sqlfluff renders a model: the default engine. Only sqlfluff loads this file."""

type = "duckdb"
