"""What arrives: contracts, the published extracts and the readers that turn a file into rows.

Nothing here knows Dagster, dbt or plausibility rules.
"""
