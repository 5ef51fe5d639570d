"""What must hold: rules as data, the Great Expectations suites built from them, and the ledger of what they found.

Keys and contracts of our own SQL are dbt tests and do not live here.
"""
