"""dbt's `target`, as the linter sees it: the embedded engine."""

type = "duckdb"
